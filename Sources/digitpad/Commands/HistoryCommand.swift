import Drawing
import Glibc
import PredictionHistory
import Recognition

extension Command {
    /// Looks into the history and changes it.
    static var history: Command {
        Command(
            name: "history",
            summary: "List, show, label, delete, export, import or count the saved drawings.",
            subcommands: [
                Command(
                    name: "list", summary: "List the drawings, newest first.",
                    options: [.database, .json] + filters + [
                        Option(name: "--limit", value: "N", help: "at most so many")
                    ], run: runList),
                Command(
                    name: "show", summary: "Show one drawing.", operands: "ID",
                    options: [.database, .json], run: runShow),
                Command(
                    name: "label", summary: "Say which digit a drawing truly is.",
                    operands: "ID DIGIT", operandChoices: answers + ["no-label"],
                    discussion: "DIGIT is 0 to 9, not-a-digit, or no-label to take it away.",
                    options: [.database], run: runLabel),
                Command(
                    name: "delete", summary: "Delete drawings.", operands: "ID…",
                    options: [.database], run: runDelete),
                Command(
                    name: "export", summary: "Write the drawings to a file; - is standard output.",
                    operands: "FILE",
                    options: [
                        .database,
                        Option(
                            name: "--format", value: "FORMAT", choices: ["csv", "jsonl"],
                            help: "csv or jsonl"),
                    ] + filters, run: exportHistory),
                Command(
                    name: "import", summary: "Take in the drawings of an exported file.",
                    operands: "FILE",
                    discussion: """
                        FILE is JSON Lines, as export writes them; - is standard input. The drawings get new
                        ids; those that are there already are passed over, but for a label that is missing.
                        """,
                    options: [.database], run: importHistory),
                Command(
                    name: "stats", summary: "Count the drawings and how they were seen.",
                    options: [.database, .json], run: runStats),
            ])
    }

    /// What a drawing can be, in the words of options.
    private static let answers = (0...9).map(String.init) + ["not-a-digit"]

    /// Which drawings to look at.
    private static var filters: [Option] {
        [
            Option(name: "--wrong", help: "only those that were seen wrong"),
            Option(
                name: "--label", value: "LABEL", choices: answers + ["no-label"],
                help: "only those labelled so: 0 to 9, not-a-digit, no-label"),
            Option(
                name: "--seen", value: "LABEL", choices: answers,
                help: "only those seen so: 0 to 9, not-a-digit"),
        ]
    }
}

extension HistoryFilter {
    /// What `--wrong`, `--label` and `--seen` ask for together.
    init(_ arguments: Arguments) throws(UsageError) {
        self.init()
        if let text = arguments["--seen"] { answer = try trueLabel(text, for: "--seen") }
        if let text = arguments["--label"] {
            label = Label(try trueLabel(text, for: "--label"))
        }
        isWrong = arguments.has("--wrong")
        guard !isWrong || label != .missing else {
            throw UsageError(description: "what is seen wrong has a label")
        }
    }
}

/// The history; an empty one where there is none yet, because looking at it makes no file.
private func store(_ arguments: Arguments) throws -> PredictionStore {
    let path = try PredictionStore.chosenPath(by: arguments)
    guard access(path, F_OK) != 0, errno == ENOENT else {
        return try PredictionStore(path: path)
    }
    complain("there is no history at \(path) yet; digitpad begins one")
    return try PredictionStore(Connection(.memory))
}

private func identifier(_ text: String) throws(UsageError) -> Int64 {
    // As the lists print it, or the number alone.
    guard let id = Int64(text.hasPrefix("#") ? String(text.dropFirst()) : text), id > 0 else {
        throw UsageError(description: "ID is a whole number above 0, not \"\(text)\"")
    }
    return id
}

private func runList(_ arguments: Arguments) throws -> ExitCode {
    _ = try arguments.operands()
    let limit = try arguments.number("--limit", in: 1...Int.max) ?? Int.max
    let filter = try HistoryFilter(arguments)
    let store = try store(arguments)
    var isEmpty = true
    let unreadable = try store.forEach(matching: filter, order: .newestFirst, limit: limit) {
        isEmpty = false
        try printLine(arguments.has("--json") ? json($0) : summary($0))
    }
    if isEmpty, unreadable.isEmpty { try complainOfNothing(in: store, arguments) }
    return report(unreadable)
}

private func runShow(_ arguments: Arguments) throws -> ExitCode {
    let id = try identifier(try arguments.operands(named: "ID")[0])
    let record = try store(arguments).record(id)
    if arguments.has("--json") {
        try printLine(try json(record))
        return .done
    }
    try printLine(summary(record))
    try printLine("model \(visible(record.model))")
    for (digit, probability) in record.probabilities.enumerated() {
        try printLine("\(digit)  \(percent(probability))")
    }
    try printLine(picture(record))
    return .done
}

private func runLabel(_ arguments: Arguments) throws -> ExitCode {
    let operands = try arguments.operands(named: "ID", "DIGIT")
    let id = try identifier(operands[0])
    let label = try trueLabel(operands[1], for: "DIGIT")
    try store(arguments).setTrueLabel(label, of: id)
    return .done
}

private func trueLabel(_ text: String, for name: String) throws(UsageError) -> TrueLabel? {
    // With blanks as `list` prints it.
    switch text.replacing(" ", with: "-") {
    case "no-label": return nil
    // As the cards of the history say it.
    case "not-a-digit", "none": return .notADigit
    default:
        guard let digit = Int(text), (0...9).contains(digit) else {
            throw UsageError(
                description: "\(name) is 0 to 9, not-a-digit or no-label, not \"\(text)\"")
        }
        return .digit(digit)
    }
}

private func runDelete(_ arguments: Arguments) throws -> ExitCode {
    guard !arguments.operands.isEmpty else { throw UsageError(description: "ID is missing") }
    let ids = try arguments.operands.map(identifier)
    let store = try store(arguments)
    var code = ExitCode.done
    for id in ids {
        do {
            try store.discard(id)
        } catch HistoryError.notFound(let id) {
            complain("\(HistoryError.notFound(id: id))")
            code = .failed
        }
    }
    return code
}

private func runStats(_ arguments: Arguments) throws -> ExitCode {
    _ = try arguments.operands()
    let statistics = try store(arguments).statistics()
    if arguments.has("--json") {
        try printJSON(StatisticsJSON(statistics))
        return .done
    }
    try printLine("drawings    \(statistics.total)")
    try printLine("labelled    \(statistics.labelled)")
    try printLine("seen right  \(statistics.correct)")
    try printLine("seen wrong  \(statistics.wrong)")
    if let accuracy = statistics.accuracy {
        try printLine("accuracy    \(percent(accuracy))")
    }
    let kinds =
        statistics.digits.enumerated().map { ("\($0.offset)", $0.element) }
        + [("not a digit", statistics.notADigit)]
    let rows = kinds.filter { $0.1 != .init() }
        .map { ($0, ["\($1.predicted)", "\($1.judged)", "\($1.correct)", "\($1.truly)"]) }
    guard !rows.isEmpty else { return .done }
    for (name, columns) in [("", ["seen", "labelled", "right", "truly"])] + rows {
        try printLine(
            name.alignedLeft(in: 11) + columns.map { $0.alignedRight(in: 10) }.joined())
    }
    return .done
}

private func json(_ record: PredictionRecord) throws -> String {
    String(try HistoryExport.jsonLine(record).dropLast())
}

private func summary(_ record: PredictionRecord) -> String {
    let seen = record.predictedDigit.map { "seen as \($0)" } ?? "seen as not a digit"
    let truth = record.trueLabel.map { "truly \($0)" } ?? "no label"
    let (date, time) = record.timestamp.dateAndTime(on: .local)
    let mark = record.entry.isCorrect == false ? "  WRONG" : ""
    let share = percent(record.entry.answerProbability)
    return "#\(record.id)  \(date) \(time)  \(seen) (\(share))  \(truth)\(mark)"
}

/// The drawing in characters, two for each cell.
private func picture(_ record: PredictionRecord) -> String {
    (0..<Raster.side).map { row in
        (0..<Raster.side).map { column in
            String(repeating: InkRamp.ascii.character(for: record.raster[column, row]), count: 2)
        }.joined()
    }.joined(separator: "\n")
}
