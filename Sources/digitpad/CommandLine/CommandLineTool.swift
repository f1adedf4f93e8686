import Glibc

/// The program as the shell sees it: finds the command, runs it, words what went wrong.
enum CommandLineTool {
    static let version = "0.1.0"

    private static var commands: [Command] {
        [.draw, .classify, .history, .train, .crossValidate, .calibrate, .evaluate, .model]
    }

    /// Runs the command that the words name and returns the exit code.
    static func run(_ words: [String]) -> Int32 {
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
    private static var root: Command {
        Command(
            name: "digitpad",
            summary: "Draw a digit in the terminal and see it recognised.",
            options: Command.draw.options + [
                Option(name: "--version", help: "print the version")
            ],
            subcommands: commands,
            run: { arguments in
                if arguments.has("--version") {
                    try printLine("digitpad \(version)")
                    return .done
                }
                if let word = arguments.operands.first {
                    throw UsageError(description: "there is no command \"\(word)\"")
                }
                return try runDraw(arguments)
            })
    }
}
