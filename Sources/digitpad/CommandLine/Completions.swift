/// Scripts by which shells complete the program's commands and options, made from the commands.
enum Completions {
    /// The shells that there are scripts for.
    enum Shell: String, CaseIterable {
        case bash, zsh, fish
    }

    /// A command by the words that lead to it: `history list`; the program itself has none.
    private typealias Entry = (path: String, command: Command)

    static func script(for shell: Shell, root: Command) -> String {
        let entries = all(root, path: "")
        switch shell {
        case .bash: return bash(entries)
        case .zsh: return zsh(entries)
        case .fish: return fish(entries)
        }
    }

    private static func all(_ command: Command, path: String) -> [Entry] {
        [(path, command)]
            + command.subcommands.flatMap {
                all($0, path: path.isEmpty ? $0.name : "\(path) \($0.name)")
            }
    }

    /// What may follow: a word, what it does, and whether it is an option that a value follows.
    private static func candidates(
        _ command: Command
    ) -> [(word: String, help: String, takesValue: Bool)] {
        command.subcommands.map { ($0.name, $0.summary, false) }
            + command.operandChoices.map { ($0, "argument", false) }
            + command.options.map { ($0.name, $0.help, $0.value != nil) }
            + [("--help", "show this help", false)]
    }

    /// The options that a value follows, as words.
    private static func optionsWithValue(_ command: Command) -> String {
        candidates(command).filter(\.takesValue).map(\.word).joined(separator: " ")
    }

    /// The options with few values, by the words that lead to them: `history export --format`.
    private static func choices(_ entries: [Entry]) -> [(words: String, values: String)] {
        entries.flatMap { path, command in
            command.options.filter { !$0.choices.isEmpty }.map {
                ("\(path) \($0.name)", $0.choices.joined(separator: " "))
            }
        }
    }

    /// Functions that say what may follow a path of commands and what an option's values are, and the
    /// beginning of one that finds the path which the line so far names, passing over options and values.
    private static func functions(
        _ entries: [Entry], words: String, candidates: (Command) -> String
    ) -> String {
        let cases = entries.map { path, command in
            """
                    "\(path)")
                        candidates=(\(candidates(command)))
                        valued=" \(optionsWithValue(command)) " ;;
            """
        }
        let values = choices(entries).map { words, values in
            "        \"\(words)\") candidates=(\(values)) ;;"
        }
        let paths = entries.map(\.path).filter { !$0.isEmpty }.map { "\"\($0)\"" }
        return """
            _digitpad_candidates() {
                case "$1" in
            \(cases.joined(separator: "\n"))
                esac
            }
            _digitpad_values() {
                candidates=()
                case "$1" in
            \(values.joined(separator: "\n"))
                esac
            }
            _digitpad() {
                local line="" word="" valued="" awaits_value=""
                local -a candidates
                _digitpad_candidates ""
                for word in \(words); do
                    # Bash takes --option=VALUE for three words.
                    if [ -n "$awaits_value" ]; then
                        [ "$word" = "=" ] || awaits_value=""
                        continue
                    fi
                    case "$valued" in *" $word "*) awaits_value="$word"; continue ;; esac
                    case "${line:+$line }$word" in
                        \(paths.joined(separator: " | ")))
                            line="${line:+$line }$word"
                            _digitpad_candidates "$line" ;;
                    esac
                done
            """
    }

    /// The commands that read or write files, as a pattern of the shell; before a letter of a word is typed,
    /// these are offered and not the options.
    private static func takingFiles(_ entries: [Entry]) -> String {
        entries.filter { $0.command.operands.hasPrefix("FILE") }.map { "\"\($0.path)\"" }
            .joined(separator: " | ")
    }

    private static func bash(_ entries: [Entry]) -> String {
        let functions = functions(entries, words: "\"${COMP_WORDS[@]:1:COMP_CWORD-1}\"") {
            candidates($0).map(\.word).joined(separator: " ")
        }
        return """
            # Completion of digitpad in bash.
            \(functions)
                # Where there are no candidates, bash offers files.
                [ -z "$awaits_value" ] || _digitpad_values "$line $awaits_value"
                case "${COMP_WORDS[COMP_CWORD]}$awaits_value$line" in
                    \(takingFiles(entries))) candidates=() ;;
                esac
                COMPREPLY=($(compgen -W "${candidates[*]}" -- "${COMP_WORDS[COMP_CWORD]#=}"))
            }
            complete -o default -F _digitpad digitpad

            """
    }

    private static func zsh(_ entries: [Entry]) -> String {
        let functions = functions(entries, words: "\"${(@)words[2,CURRENT-1]}\"") { command in
            candidates(command).map { word, help, _ in
                "'\(word):\(help.replacing("'", with: "'\\''").replacing(":", with: "\\:"))'"
            }.joined(separator: " ")
        }
        return """
            #compdef digitpad
            # Completion of digitpad in zsh.
            \(functions)
                [ -z "$awaits_value" ] || _digitpad_values "$line $awaits_value"
                case "${words[CURRENT]}$awaits_value$line" in
                    \(takingFiles(entries))) candidates=() ;;
                esac
                _describe digitpad candidates || _files
            }
            if [ "$funcstack[1]" = _digitpad ]; then _digitpad "$@"; else compdef _digitpad digitpad; fi

            """
    }

    private static func fish(_ entries: [Entry]) -> String {
        let lines = entries.flatMap { path, command in
            let options = command.options
            return candidates(command).map { word, help, takesValue in
                let condition = "test (__digitpad_path) = \\\"\(path)\\\""
                let values = options.first { $0.name == word }?.choices ?? []
                let value =
                    values.isEmpty
                    ? takesValue ? " -r" : "" : " -x -a '\(values.joined(separator: " "))'"
                let kind =
                    word.hasPrefix("--") ? "-l \(word.dropFirst(2))\(value)" : "-f -a \(word)"
                let text = help.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
                return "complete -c digitpad -n \"\(condition)\" \(kind) -d '\(text)'"
            }
        }
        let paths = entries.map(\.path).filter { !$0.isEmpty }.map { "\"\($0)\"" }
        return """
            # Completion of digitpad in fish.
            function __digitpad_path
                set -l path ""
                for word in (commandline -opc)[2..]
                    switch (string trim "$path $word")
                        case \(paths.joined(separator: " "))
                            set path (string trim "$path $word")
                    end
                end
                echo "$path"
            end
            \(lines.joined(separator: "\n"))

            """
    }
}
