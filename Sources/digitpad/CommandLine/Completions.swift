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
            + command.options.map { ($0.name, $0.help, $0.value != nil) }
            + [("--help", "show this help", false)]
    }

    /// The options that a value follows, as words.
    private static func optionsWithValue(_ command: Command) -> String {
        candidates(command).filter(\.takesValue).map(\.word).joined(separator: " ")
    }

    /// The line so far, as far as it names commands; options and their values are passed over.
    private static func walk(words: String, _ entries: [Entry]) -> String {
        let paths = entries.map(\.path).filter { !$0.isEmpty }.map { "\"\($0)\"" }
        return """
                local path="" word
                for word in \(words); do
                    case "${path:+$path }$word" in
                        \(paths.joined(separator: " | "))) path="${path:+$path }$word" ;;
                    esac
                done
            """
    }

    private static func bash(_ entries: [Entry]) -> String {
        let cases = entries.map { path, command in
            let words = candidates(command).map(\.word).joined(separator: " ")
            return """
                        "\(path)")
                            words="\(words)"
                            valued="\(optionsWithValue(command))" ;;
                """
        }
        return """
            # Completion of digitpad in bash.
            _digitpad() {
            \(walk(words: "\"${COMP_WORDS[@]:1:COMP_CWORD-1}\"", entries))
                local words="" valued=""
                case "$path" in
            \(cases.joined(separator: "\n"))
                esac
                # A value is a file's name, if anything that can be completed.
                case " $valued " in *" ${COMP_WORDS[COMP_CWORD-1]} "*) return ;; esac
                COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _digitpad digitpad

            """
    }

    private static func zsh(_ entries: [Entry]) -> String {
        let cases = entries.map { path, command in
            let words = candidates(command).map { word, help, _ in
                "'\(word):\(help.replacing("'", with: "'\\''").replacing(":", with: "\\:"))'"
            }
            return """
                        "\(path)")
                            candidates=(\(words.joined(separator: " ")))
                            valued="\(optionsWithValue(command))" ;;
                """
        }
        return """
            #compdef digitpad
            # Completion of digitpad in zsh.
            _digitpad() {
            \(walk(words: "\"${(@)words[2,CURRENT-1]}\"", entries))
                local valued=""
                local -a candidates
                case "$path" in
            \(cases.joined(separator: "\n"))
                esac
                # A value is a file's name, if anything that can be completed.
                case " $valued " in *" ${words[CURRENT-1]} "*) _files; return ;; esac
                _describe digitpad candidates || _files
            }
            if [ "$funcstack[1]" = _digitpad ]; then _digitpad "$@"; else compdef _digitpad digitpad; fi

            """
            // In zsh `path` is the search path itself.
            .replacing("local path=\"\" word", with: "local line=\"\" word")
            .replacing("${path:+$path }", with: "${line:+$line }")
            .replacing(") path=\"", with: ") line=\"").replacing("\"$path\"", with: "\"$line\"")
    }

    private static func fish(_ entries: [Entry]) -> String {
        let lines = entries.flatMap { path, command in
            candidates(command).map { word, help, takesValue in
                let condition = "test (__digitpad_path) = \\\"\(path)\\\""
                let kind =
                    word.hasPrefix("--")
                    ? "-l \(word.dropFirst(2))\(takesValue ? " -r" : "")" : "-f -a \(word)"
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
