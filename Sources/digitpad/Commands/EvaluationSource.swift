import Drawing
import PredictionHistory
import Recognition
import Training

/// What a model is judged on, as the options of `evaluate` name it.
enum EvaluationSource {
    case mnist(folder: String, isTest: Bool)
    case pen(path: String, isTest: Bool)
    case strokes(path: String)
    case history(path: String)

    init(_ arguments: Arguments) throws {
        let split = arguments["--split"] ?? "test"
        guard split == "test" || split == "validation" else {
            throw UsageError(description: "--split is test or validation, not \"\(split)\"")
        }
        let given = ["--data", "--strokes", "--pen", "--history"].filter(arguments.isGiven)
        guard given.count == 1, let source = given.first else {
            throw UsageError(description: "give one of --data, --strokes, --pen and --history")
        }
        guard split == "test" || source == "--data" || source == "--pen" else {
            throw UsageError(description: "\(source) has no validation split")
        }
        switch source {
        case "--data":
            self = .mnist(folder: try arguments.required(source), isTest: split == "test")
        case "--pen":
            self = .pen(path: try arguments.required(source), isTest: split == "test")
        case "--strokes":
            self = .strokes(path: try arguments.required(source))
        default:
            self = .history(path: try PredictionStore.chosenPath(by: arguments))
        }
    }

    /// The set, and what a report calls it.
    func labelledInputs() throws -> (LabelledInputs, title: String) {
        switch self {
        case .mnist(let folder, isTest: true):
            (LabelledInputs(try MNIST.load(.test, from: folder)), "MNIST, test images")
        case .mnist(let folder, isTest: false):
            (
                LabelledInputs(try MNIST.load(.training, from: folder).split().validation),
                "MNIST, images kept back"
            )
        case .pen(let path, let isTest):
            (
                LabelledInputs(replaying: try penDrawings(path, isTest: isTest)),
                isTest ? "Pen drawings" : "Pen drawings, writers kept back"
            )
        case .strokes(let path):
            (try labelledStrokes(path), "Recorded drawings")
        case .history(let path):
            (try labelledHistory(path), "Drawings of the history")
        }
    }
}

private func penDrawings(_ path: String, isTest: Bool) throws -> [PenDrawing] {
    let drawings = try PenFile(contentsOf: path).drawings
    if isTest { return drawings }
    let digits = drawings.filter(\.isDigit)
    guard !digits.isEmpty else { throw Failure(description: "\(path) holds no digit") }
    return WriterFolds(digits: digits).split(digits, heldOut: WriterFolds.standardHeldOut).heldOut
}

/// The labelled drawings of a strokes file.
///
/// Those without the label of a digit, as a history has them, are left out, and it is said how many.
private func labelledStrokes(_ path: String) throws -> LabelledInputs {
    var set = LabelledDrawings()
    for line in try StrokesFile(path).lines {
        let drawing = try line.drawing.get()
        try set.add(
            Canvas(strokes: drawing.strokes).raster, label: drawing.label, place: line.place)
    }
    return try set.inputs(of: path)
}

/// The drawings of the history whose true label is known, as they were drawn.
private func labelledHistory(_ path: String) throws -> LabelledInputs {
    var set = LabelledDrawings()
    let unreadable = try PredictionStore(path: path)
        .forEach(matching: .all, order: .oldestFirst) { record in
            let label: Int? =
                switch record.trueLabel {
                case .digit(let digit): digit
                case .notADigit: Prediction.notADigit
                case nil: nil
                }
            try set.add(record.raster, label: label, place: "drawing \(record.id)")
        }
    for record in unreadable { complain("left out: \(record)") }
    return try set.inputs(of: "the history")
}

/// Gathers drawings of which some may have no label.
private struct LabelledDrawings {
    private var inputs: [ModelInput] = []
    private var labels: [Int] = []
    private var unlabelled = 0

    mutating func add(_ raster: Raster, label: Int?, place: String) throws {
        guard let label else {
            unlabelled += 1
            return
        }
        guard let input = modelInput(from: GreyImage(raster)) else {
            throw Failure(description: "\(place): the drawing is blank")
        }
        inputs.append(input)
        labels.append(label)
    }

    /// The set; says how many were left out.
    func inputs(of name: String) throws -> LabelledInputs {
        guard !inputs.isEmpty else {
            throw Failure(description: "\(name) holds no drawing with a label")
        }
        if unlabelled > 0 { complain("left out \(unlabelled) drawing(s) without a label") }
        return LabelledInputs(inputs: inputs, labels: labels)
    }
}
