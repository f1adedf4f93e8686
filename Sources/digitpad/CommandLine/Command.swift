import NeuralNetwork
import Training

/// One of the program's commands: what it is called, what it takes, what it does.
struct Command {
    let name: String
    /// What it does, in one line.
    let summary: String
    /// The arguments as the usage line shows them: `FILE…`.
    let operands: String
    /// The values that an argument can have, where they are few: what shells complete.
    let operandChoices: [String]
    /// More about it, below the summary in its help.
    let discussion: String
    /// Made when they are asked for: a start needs those of one command.
    var options: [Option] { makeOptions() }
    private let makeOptions: () -> [Option]
    /// Commands below this one, as `history list`.
    let subcommands: [Command]
    /// Does the work; a command that only gathers others has none.
    let run: (Arguments) throws -> ExitCode

    init(
        name: String, summary: String, operands: String = "", operandChoices: [String] = [],
        discussion: String = "",
        options: @autoclosure @escaping () -> [Option] = [], subcommands: [Command] = [],
        run: @escaping (Arguments) throws -> ExitCode = { arguments in
            throw UsageError(
                description: arguments.operands.first.map { "there is no command \"\($0)\"" }
                    ?? "a command is missing")
        }
    ) {
        self.name = name
        self.summary = summary
        self.operands = operands
        self.operandChoices = operandChoices
        self.discussion = discussion
        makeOptions = options
        self.subcommands = subcommands
        self.run = run
    }
}

/// An option of a command: `--model FILE`, or a flag such as `--json`.
struct Option {
    let name: String
    /// The name of its value in the help; nil for a flag.
    var value: String?
    /// The values there are, where they are few.
    var choices: [String] = []
    let help: String
}

/// What the program tells the shell.
enum ExitCode: Int32 {
    case done = 0
    case failed = 1
    case wrongUsage = 2
}

/// A command line that makes no sense; the message says what to type instead.
struct UsageError: Error, CustomStringConvertible {
    let description: String
    /// Whether the command's help would say more.
    var helpSaysMore = true
}

/// Something that could not be done, in one sentence.
struct Failure: Error, CustomStringConvertible {
    let description: String
    /// Whether the person knows: it is their own doing, as in `digitpad history list | head`.
    var needsNoWords = false
}

extension Failure {
    /// A failure to use a file, by its name where the error does not say it.
    init(about path: String, _ error: any Error) {
        let reason = "\(error)"
        let isNamed =
            switch error {
            case WeightsError.file, WeightsError.tooLarge, CheckpointError.unreadable: true
            default: false
            }
        self.init(description: isNamed ? reason : "\(path): \(reason)")
    }
}
