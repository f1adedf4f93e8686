import Glibc

/// The program as the shell sees it: finds the command, runs it, words what went wrong.
enum CommandLineTool {
    static let version = "0.1.0"

    /// The version with what decides how the program behaves: how and for what it was built.
    static var buildDetails: String {
        #if DEBUG
            let kind = "debug"
        #else
            let kind = "release"
        #endif
        #if arch(x86_64)
            let processor = "x86_64"
        #elseif arch(arm64)
            let processor = "aarch64"
        #else
            let processor = "unknown processor"
        #endif
        #if compiler(>=6.3)
            let compiler = "Swift 6.3 or later"
        #else
            let compiler = "Swift 6.2"
        #endif
        return "digitpad \(version) (\(kind), \(processor), \(compiler))"
    }

    private static var commands: [Command] {
        [
            .draw, .demo, .classify, .history, .train, .crossValidate, .calibrate, .evaluate,
            .model,
            .doctor, .completions,
        ]
    }

    /// Runs the command that the words name and returns the exit code.
    static func run(_ words: [String]) -> Int32 {
        // As others have it: `help train` is `train --help`.
        let words = words.first == "help" ? words.dropFirst() + ["--help"] : words
        let (command, path, rest) = find(words)
        do {
            // After `--` there are no options, whatever a file is called.
            let options = rest.prefix { $0 != "--" }
            if options.contains("--help") || options.contains("-h") {
                try printLine(Help.text(for: command, path: path))
                return ExitCode.done.rawValue
            }
            return try command.run(try Arguments(rest, for: command)).rawValue
        } catch let error as UsageError {
            let shown = (["digitpad"] + path).joined(separator: " ")
            complain(error.helpSaysMore ? "\(error); try `\(shown) --help`" : "\(error)")
            return ExitCode.wrongUsage.rawValue
        } catch let failure as Failure where failure.needsNoWords {
            return ExitCode.failed.rawValue
        } catch {
            complain("\(error)")
            return ExitCode.failed.rawValue
        }
    }

    /// The command named by the first words, its names, and the words after them.
    private static func find(_ words: [String]) -> (Command, path: [String], rest: [String]) {
        var command = root
        var path: [String] = []
        var rest = words[...]
        while let word = rest.first,
            let next = command.subcommands.first(where: { $0.name == word })
        {
            (command, path, rest) = (next, path + [word], rest.dropFirst())
        }
        return (command, path, Array(rest))
    }

    /// The program itself: what it does without a command.
    static var root: Command {
        Command(
            name: "digitpad",
            summary: "Draw a digit in the terminal and see it recognised.",
            options: Command.draw.options + [
                Option(name: "--version", help: "print the version")
            ],
            subcommands: commands,
            run: { arguments in
                if arguments.has("--version") {
                    try printLine(buildDetails)
                    return .done
                }
                if let word = arguments.operands.first {
                    throw UsageError(
                        description: commands.contains { $0.name == word }
                            ? "the command \"\(word)\" stands before all options"
                            : "there is no command \"\(word)\"")
                }
                return try runDraw(arguments)
            })
    }
}
