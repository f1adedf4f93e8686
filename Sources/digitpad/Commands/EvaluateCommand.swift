import DigitPadApp
import Drawing
import FoundationEssentials
import NeuralNetwork
import Recognition
import Training

extension Command {
    /// Judges a model on labelled drawings.
    static var evaluate: Command {
        Command(
            name: "evaluate",
            summary: "Measure how well a model reads labelled digits.",
            discussion: """
                Choose one: --data for MNIST, --strokes for drawings in grid cells,
                --pen for pen strokes in tablet units, which are replayed on the grid.
                --split validation means the images or writers that training kept back.
                """,
            options: [
                Option(name: "--data", value: "DIR", help: "folder with MNIST's four files"),
                Option(name: "--strokes", value: "FILE", help: "labelled drawings, JSON Lines"),
                Option(name: "--pen", value: "FILE", help: "labelled pen strokes, JSON Lines"),
                Option(
                    name: "--split", value: "SPLIT",
                    help: "test (all of a file; the default) or validation"),
                .model,
                .json,
            ],
            run: runEvaluate)
    }
}

private func runEvaluate(_ arguments: Arguments) throws -> ExitCode {
    _ = try arguments.operands()
    let recognizer = try Recognizer.chosen(by: arguments)
    let set = try labelledInputs(arguments)
    let evaluation = Evaluation(
        of: recognizer.predictions(for: set.inputs), labels: set.labels)
    if arguments.has("--json") {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try printLine(String(decoding: try encoder.encode(evaluation), as: UTF8.self))
    } else {
        try printLine(table(evaluation, model: recognizer.model))
    }
    return .done
}

private func labelledInputs(_ arguments: Arguments) throws -> LabelledInputs {
    let split = arguments["--split"] ?? "test"
    guard split == "test" || split == "validation" else {
        throw UsageError(description: "--split is test or validation, not \"\(split)\"")
    }
    let given = ["--data", "--strokes", "--pen"].filter { arguments[$0] != nil }
    guard given.count == 1, let source = given.first, let path = arguments[source] else {
        throw UsageError(description: "give one of --data, --strokes and --pen")
    }
    switch source {
    case "--data":
        return split == "test"
            ? LabelledInputs(try MNIST.load(.test, from: path))
            : LabelledInputs(try MNIST.load(.training, from: path).split().validation)
    case "--pen":
        let digits = try PenFile(contentsOf: path).drawings.filter(\.isDigit)
        guard !digits.isEmpty else { throw Failure(description: "\(path) holds no digit") }
        if split == "test" { return LabelledInputs(replaying: digits) }
        return LabelledInputs(
            replaying: WriterFolds(digits: digits)
                .split(digits, heldOut: WriterFolds.standardHeldOut).heldOut)
    default:
        guard split == "test" else {
            throw UsageError(description: "--strokes has no validation split")
        }
        return try labelledStrokes(path)
    }
}

/// The labelled drawings of a strokes file.
///
/// Those without the label of a digit, as a history has them, are left out, and it is said how many.
private func labelledStrokes(_ path: String) throws -> LabelledInputs {
    var inputs: [ModelInput] = []
    var labels: [Int] = []
    var unlabelled = 0
    for line in try StrokesFile(path).lines {
        let drawing = try line.drawing.get()
        guard let label = drawing.label else {
            unlabelled += 1
            continue
        }
        guard let input = modelInput(from: GreyImage(Canvas(strokes: drawing.strokes).raster))
        else { throw Failure(description: "\(line.place): the drawing is blank") }
        inputs.append(input)
        labels.append(label)
    }
    guard !inputs.isEmpty else {
        throw Failure(description: "\(path) holds no drawing with a label")
    }
    if unlabelled > 0 { complain("left out \(unlabelled) drawing(s) without a label") }
    return LabelledInputs(inputs: inputs, labels: labels)
}

private func table(_ evaluation: Evaluation, model: String) -> String {
    func cell(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
    let interval = evaluation.accuracyInterval
    var lines = [
        "model       \(model)",
        "drawings    \(evaluation.count)",
        "accuracy    \(percent(evaluation.accuracy, decimals: 2))  (95 % interval "
            + "\(fixed(interval.low * 100, decimals: 2)) to "
            + "\(percent(interval.high, decimals: 2)))",
        "calibration error   \(percent(evaluation.expectedCalibrationError, decimals: 2))",
        "mean negative log-likelihood   "
            + fixed(evaluation.meanNegativeLogLikelihood, decimals: 4),
        "", "digit  precision   recall       F1  drawings",
    ]
    for metrics in evaluation.digits {
        lines.append(
            cell("\(metrics.digit)", 5)
                + cell(percent(metrics.precision, decimals: 2), 11)
                + cell(percent(metrics.recall, decimals: 2), 9)
                + cell(percent(metrics.f1, decimals: 2), 9) + cell("\(metrics.support)", 10))
    }
    lines += ["", "true \\ seen" + (0...9).map { cell("\($0)", 6) }.joined()]
    for (digit, row) in evaluation.confusionMatrix.enumerated() {
        lines.append(cell("\(digit)", 11) + row.map { cell("\($0)", 6) }.joined())
    }
    return lines.joined(separator: "\n")
}
