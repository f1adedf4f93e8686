import Files
import FoundationEssentials
import Glibc
import NeuralNetwork
import Recognition
import Training

extension Command {
    /// Trains a network for each fold of the writers, and keeps what it says of that fold.
    static var crossValidate: Command {
        Command(
            name: "cross-validate",
            summary: "Measure how well networks read writers whom they do not know.",
            discussion: """
                Trains one network for each fifth of the writers, without that fifth, and writes
                what it says of their drawings to answers.jsonl in a folder of its own. Folds that
                are done are skipped, one that was stopped goes on. At the end it prints what the
                answers come to, and writes that, with the temperature and the threshold that
                follow from them, to calibration.json.
                """,
            options: trainingData + [
                Option(name: "--output", value: "DIR", help: "folder for the folds' folders")
            ] + trainingChoices.filter { $0.name != "--held-out-fold" } + [.threads],
            run: runCrossValidate)
    }
}

private func runCrossValidate(_ arguments: Arguments) throws -> ExitCode {
    _ = try arguments.operands()
    try arguments.setThreads()
    let folder = try arguments.required("--output")
    _ = try (arguments.required("--pen"), arguments.required("--letters"))
    var configuration = try arguments.trainingConfiguration()
    var answers: [Answer] = []
    for fold in 1...WriterFolds.count {
        configuration.heldOutFold = fold
        let path = "\(folder)/fold-\(fold)"
        guard let found = try foldAnswers(in: path, configuration, arguments) else {
            return .failed
        }
        answers += found
    }
    guard let report = CrossValidationReport(answers, architecture: configuration.architecture)
    else {
        throw Failure(description: "the folds in \(folder) hold too few answers to judge")
    }
    try WholeFile.write(
        [UInt8](try encoded(report).utf8), to: "\(folder)/calibration.json")
    try printLine(table(report))
    return .done
}

/// What the network of a fold says, trained first where it was not; nil where that was stopped.
private func foldAnswers(
    in folder: String, _ configuration: TrainingConfiguration, _ arguments: Arguments
) throws -> [Answer]? {
    let answersPath = "\(folder)/answers.jsonl"
    let name = "fold \(configuration.heldOutFold)"
    let written = try? String(contentsOfFile: "\(folder)/configuration.json", encoding: .utf8)
    let isSame = written == configuration.json
    let current = ModelInput.preprocessingVersion
    let sets = try arguments.trainingSets(for: configuration)
    let metadata =
        (try? Weights(contentsOf: TrainingOutput.weightsPath(in: folder)))?.metadata ?? [:]
    let hasOtherData = metadata["data", default: sets.sources.record] != sets.sources.record
    if written != nil,
        !isSame || metadata["preprocessing", default: current] != current || hasOtherData
    {
        throw Failure(
            description: "\(folder) holds a training with other choices or other data; "
                + "give another --output")
    }
    if isSame, access(answersPath, R_OK) == 0 {
        try write("\(name) was done before.\n", to: STDERR_FILENO)
        return try AnswerFile.read(answersPath)
    }
    try write("Training without \(name).\n", to: STDERR_FILENO)
    let output = try TrainingOutput(path: folder, configuration: configuration)
    let trainer: Trainer
    if let newest = try? output.checkpoints.newest() {
        trainer = try Trainer(
            newest.checkpoint, architecture: try Architecture(named: configuration.architecture),
            sets: sets)
    } else {
        trainer = try Trainer(configuration, sets: sets)
    }
    guard try run(trainer, configuration, into: output).ending != .stopped else { return nil }
    // The network that was written, which is not the last one if an earlier one was better.
    let answers = try Network(try Weights(contentsOf: output.weightsPath)).compiled().answers(
        to: sets)
    try AnswerFile.write(answers, to: answersPath)
    return answers
}

private func encoded(_ report: CrossValidationReport) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(report), as: UTF8.self) + "\n"
}

private func table(_ report: CrossValidationReport) -> String {
    func percent(_ share: Double) -> String {
        fixed(share * 100, decimals: 2).alignedRight(in: 7)
    }
    var lines = [
        "                      count  right %      95 % interval  flagged %  "
            + "answered right %  calibration error %: before  after  chance"
    ]
    for form in report.digits {
        lines.append(
            form.form.alignedLeft(in: 20) + "  \(form.count)".alignedLeft(in: 8)
                + percent(form.accuracy)
                + "   " + percent(form.interval.low) + " to" + percent(form.interval.high)
                + "    " + percent(form.flagged) + "           " + percent(form.answeredRight)
                + "                    "
                + percent(form.calibrationErrorBefore) + percent(form.calibrationError)
                + percent(form.calibrationErrorByChance))
    }
    lines += ["", "                      count  passed %"]
    for form in report.nonDigits {
        lines.append(
            form.form.alignedLeft(in: 20) + "  \(form.count)".alignedLeft(in: 8) + " "
                + percent(form.passed))
    }
    lines += [
        "",
        "tenth percentile of writers  \(percent(report.tenthPercentileWriter)) %",
        "letters, signs, scribbles    AUROC \(fixed(report.auroc, decimals: 4))",
        "temperature                  \(fixed(report.temperature, decimals: 4))",
        "threshold                    \(fixed(report.notDigitThreshold, decimals: 4))",
    ]
    return lines.joined(separator: "\n")
}
