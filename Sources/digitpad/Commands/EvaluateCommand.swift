import DigitPadApp
import Files
import Glibc
import PredictionHistory
import Recognition
import Training

extension Command {
    /// Judges a model on labelled drawings.
    static var evaluate: Command {
        Command(
            name: "evaluate",
            summary: "Measure how well a model reads labelled digits.",
            discussion: """
                Choose one: --data for MNIST (also where nothing is chosen), --strokes for drawings
                in grid cells, --pen for pen strokes in tablet units, which are replayed on the
                grid, --history for your own drawings with a true label. Lines with a "character"
                in place of a "label" are no digits: together with digits they give the AUROC. --split validation means
                the images or writers that training kept back. A report shows the training as well
                where its epochs.jsonl lies beside the model or is bundled with it.
                """,
            options: [
                .data,
                Option(name: "--strokes", value: "FILE", help: "labelled drawings, JSON Lines"),
                Option(name: "--pen", value: "FILE", help: "labelled pen strokes, JSON Lines"),
                Option(name: "--history", help: "the labelled drawings of the history"),
                Option(
                    name: "--split", value: "SPLIT", choices: ["test", "validation"],
                    help: "test (all of a file; the default) or validation"),
                Option(
                    name: "--fold", value: "N",
                    help: "with --pen --split validation: which fifth of the writers (5)"),
                Option(
                    name: "--form", value: "FORM", choices: HeldOut.Form.digits.map(\.word),
                    help: "with --pen: "
                        + HeldOut.Form.digits.map(\.word).joined(separator: ", ")),
                Option(name: "--report", value: "FILE", help: "write a page of HTML as well"),
                Option(
                    name: "--epochs", value: "FILE", help: "the training's epochs.jsonl"),
                .database,
                .model,
                .json,
            ],
            run: runEvaluate)
    }
}

private func runEvaluate(_ arguments: Arguments) throws -> ExitCode {
    guard arguments["--report"] != "-" || !arguments.has("--json") else {
        throw UsageError(description: "--json and --report - would both write to standard output")
    }
    _ = try arguments.operands()
    let recognizer = try Recognizer.chosen(by: arguments)
    let source = try EvaluationSource(arguments)
    let (set, title) = try source.labelledInputs()
    if source.isKnown(to: recognizer.metadata) {
        complain("this model has learnt from these writers: how it reads others, this does not say")
    }
    let report = EvaluationReport(
        of: recognizer, on: set, title: title, epochs: try epochs(arguments))
    if let path = arguments["--report"] {
        // The history too, whatever is evaluated: nobody wants a page in its place.
        let others: [String?] = [
            try Settings.chosen(by: arguments).model, try epochsPath(arguments),
            try? PredictionStore.chosenPath(by: arguments),
        ]
        let file = try ExportFile(path, sparing: source.files + others.compactMap(\.self))
        try file.append([UInt8](report.html.utf8))
        try file.finish()
    }
    if arguments.has("--json") {
        try printJSON(report)
    } else {
        try printLine(table(report))
    }
    return .done
}

/// The epochs of the model's training, as `--epochs` says, as they lie beside the model, or as they are
/// bundled with it.
private func epochs(_ arguments: Arguments) throws -> [EpochReport] {
    if let path = try epochsPath(arguments) { return try EpochReport.read(path) }
    guard try Settings.chosen(by: arguments).model == nil else { return [] }
    return try EpochReport.read(Recognizer.bundledEpochs, path: "the bundled log")
}

/// Where they are; nil where there are none, or nobody asks for them.
private func epochsPath(_ arguments: Arguments) throws -> String? {
    if let path = arguments["--epochs"] { return path }
    guard arguments["--report"] != nil, let model = try Settings.chosen(by: arguments).model else {
        return nil
    }
    let path = WholeFile.folder(of: model) + "/epochs.jsonl"
    return access(path, R_OK) == 0 ? path : nil
}

private func table(_ report: EvaluationReport) -> String {
    let evaluation = report.evaluation
    func row(_ name: String, _ value: String) -> String {
        name.alignedLeft(in: 20) + value
    }
    var lines = [
        row("model", visible(report.model)),
        row("digits", "\(evaluation.count)"),
    ]
    // Of no digits nothing can be said.
    if evaluation.count > 0 { lines += digitRows(report, row) }
    if let nonDigits = evaluation.nonDigits {
        lines.append(
            row(
                "non-digits passed",
                "\(percent(nonDigits.passedShare, decimals: 2)) of \(nonDigits.count)"
                    + (nonDigits.auroc.map { ", AUROC \(fixed($0, decimals: 4))" } ?? "")))
    }
    if evaluation.count > 0 { lines += digitTables(evaluation) }
    return lines.joined(separator: "\n")
}

/// How digits fare.
private func digitRows(
    _ report: EvaluationReport, _ row: (_ name: String, _ value: String) -> String
) -> [String] {
    let evaluation = report.evaluation
    let interval = evaluation.accuracyInterval
    return [
        row(
            "accuracy",
            "\(percent(evaluation.accuracy, decimals: 2))  (95 % interval "
                + "\(fixed(interval.low * 100, decimals: 2)) to "
                + "\(percent(interval.high, decimals: 2)))"),
        row(
            "calibration error",
            "\(percent(evaluation.expectedCalibrationError, decimals: 2))  "
                + "(without temperature "
                + percent(report.reliability.before.expectedCalibrationError, decimals: 2)
                + ", by chance alone up to "
                + "\(percent(report.calibrationErrorByChance, decimals: 2)))"),
        row(
            "log-likelihood",
            fixed(evaluation.meanNegativeLogLikelihood, decimals: 4)
                + "  (mean negative, nats)"),
        row("Brier score", fixed(evaluation.brierScore, decimals: 4)),
        row(
            "digits flagged",
            percent(evaluation.flaggedDigitShare, decimals: 2)
                + "  (said to be no digit)"),
    ]
}

/// How each digit fares, and what it was read as.
private func digitTables(_ evaluation: Evaluation) -> [String] {
    func cell(_ text: String, _ width: Int) -> String { text.alignedRight(in: width) }
    var lines = ["", "digit  precision   recall       F1  drawings"]
    for metrics in evaluation.digits {
        // Of a digit that was not there nothing can be said.
        let shares = [metrics.precision, metrics.recall, metrics.f1].map {
            metrics.support > 0 ? percent($0, decimals: 2) : "-"
        }
        lines.append(
            cell("\(metrics.digit)", 5) + cell(shares[0], 11) + cell(shares[1], 9)
                + cell(shares[2], 9) + cell("\(metrics.support)", 10))
    }
    lines += ["", "true \\ seen" + (0...9).map { cell("\($0)", 6) }.joined() + cell("none", 6)]
    for (digit, row) in evaluation.confusionMatrix.enumerated() {
        lines.append(
            cell("\(digit)", 11) + row.map { cell("\($0)", 6) }.joined()
                + cell("\(evaluation.flaggedDigits[digit])", 6))
    }
    return lines
}
