import Drawing
import Files
import Glibc
import PredictionHistory
import Recognition
import Training

/// What a model is judged on, as the options of `evaluate` name it.
enum EvaluationSource {
    case mnist(folder: String, isTest: Bool)
    case pen(path: String, heldOutFold: Int?, HeldOut.Form)
    case strokes(path: String)
    case history(path: String)

    init(_ arguments: Arguments) throws {
        let split = arguments["--split"] ?? "test"
        let given = ["--data", "--strokes", "--pen", "--history"].filter(arguments.isGiven)
        guard given.count <= 1 else {
            throw UsageError(description: "give one of --data, --strokes, --pen and --history")
        }
        let source = given.first ?? "--data"
        guard split == "test" || source == "--data" || source == "--pen" else {
            throw UsageError(description: "\(source) has no validation split")
        }
        for option in ["--fold", "--form"] where source != "--pen" && arguments.isGiven(option) {
            throw UsageError(description: "\(option) goes with --pen, not with \(source)")
        }
        for (option, needed, isThere) in [
            ("--fold", "--split validation", split == "validation"),
            ("--database", "--history", source == "--history"),
            ("--epochs", "--report", arguments.isGiven("--report")),
        ] where arguments.isGiven(option) && !isThere {
            throw UsageError(description: "\(option) goes with \(needed)")
        }
        switch source {
        case "--data":
            self = .mnist(folder: try arguments.dataFolder(), isTest: split == "test")
        case "--pen":
            let fold = try arguments.number("--fold", in: WriterFolds.numbers)
            self = .pen(
                path: try arguments.required(source),
                heldOutFold: split == "test" ? nil : fold ?? WriterFolds.standardHeldOut,
                form(arguments))
        case "--strokes":
            self = .strokes(path: try arguments.required(source))
        default:
            self = .history(path: try PredictionStore.chosenPath(by: arguments))
        }
    }

    /// The files that it is read from, or may be.
    var files: [String] {
        switch self {
        case .mnist(let folder, let isTest):
            MNIST.places(of: isTest ? .test : .training, in: folder)
        case .pen(let path, _, _), .strokes(let path), .history(let path): [path]
        }
    }

    /// Whether a model with such metadata has learnt from some of this.
    func isKnown(to metadata: [String: String]) -> Bool {
        // A pipe, which has been read by now, can be read only once.
        guard case .pen(let path, let fold, _) = self,
            let bytes = try? WholeFile.read(path, limit: 1 << 31)
        else { return false }
        let checksum = sha256(bytes)
        let heldOut = fold.map { "fold \($0) of \(WriterFolds.count)" }
        return metadata["data"]?.contains(checksum) == true
            && (heldOut == nil || metadata["held_out_writers"] != heldOut)
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
        case .pen(let path, let fold, let form):
            (
                HeldOut(digits: try penDrawings(path, heldOutFold: fold)).inputs(form),
                (fold.map { "Pen drawings, writers of fold \($0)" } ?? "Pen drawings")
                    + (form == .mouse ? "" : ", \(form.rawValue)")
            )
        case .strokes(let path):
            (try labelledStrokes(path), "Recorded drawings")
        case .history(let path):
            (try labelledHistory(path), "Drawings of the history")
        }
    }
}

/// The drawings of a file, or those by the writers of a fold.
private func penDrawings(_ path: String, heldOutFold: Int?) throws -> [PenDrawing] {
    let drawings = try PenFile(contentsOf: path).drawings
    guard let heldOutFold else { return drawings }
    let digits = drawings.filter(\.isDigit)
    guard !digits.isEmpty else { throw Failure(description: "\(path) holds no digit") }
    let folds = WriterFolds(digits: digits, letters: drawings.filter { !$0.isDigit })
    let heldOut = folds.split(drawings, heldOut: heldOutFold).heldOut
    guard heldOut.contains(where: { $0.isDigit }) else {
        throw Failure(description: "\(path) has too few writers for a validation split")
    }
    return heldOut
}

/// How pen strokes are replayed, as `--form` says.
private func form(_ arguments: Arguments) -> HeldOut.Form {
    HeldOut.Form.digits.first { $0.word == arguments["--form"] } ?? .mouse
}

extension HeldOut.Form {
    /// The name as one word: `painting-centred`.
    var word: String { rawValue.filter { $0 != "," }.split(separator: " ").joined(separator: "-") }
}

/// The labelled drawings of a strokes file.
///
/// Those without a label are left out, and it is said how many.
private func labelledStrokes(_ path: String) throws -> LabelledInputs {
    var set = LabelledDrawings()
    let file = try StrokesFile(path)
    while let line = try file.next() {
        let drawing = try line.drawing.get()
        try set.add(
            Canvas(strokes: drawing.strokes),
            label: drawing.isNotADigit ? Prediction.notADigit : drawing.label, place: line.place)
    }
    return try set.inputs(of: path)
}

/// The drawings of the history whose true label is known, as they were drawn.
private func labelledHistory(_ path: String) throws -> LabelledInputs {
    var set = LabelledDrawings()
    guard access(path, F_OK) == 0 || errno != ENOENT else {
        throw Failure(description: "there is no history at \(path) yet")
    }
    let unreadable = try PredictionStore(path: path)
        .forEach(matching: .all, order: .oldestFirst) { record in
            let label: Int? =
                switch record.trueLabel {
                case .digit(let digit): digit
                case .notADigit: Prediction.notADigit
                case nil: nil
                }
            try set.add(
                Canvas(strokes: record.strokes, raster: record.raster), label: label,
                place: "drawing \(record.id)")
        }
    for record in unreadable { complain("left out: \(record)") }
    return try set.inputs(of: "the history")
}

/// Gathers drawings of which some may have no label.
private struct LabelledDrawings {
    private var inputs: [ModelInput] = []
    private var labels: [Int] = []
    private var unlabelled = 0

    mutating func add(_ canvas: Canvas, label: Int?, place: String) throws {
        guard let label else {
            unlabelled += 1
            return
        }
        guard let input = modelInput(from: canvas) else {
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
        if unlabelled > 0 { complain("left out \(counted(unlabelled, "drawing")) without a label") }
        return LabelledInputs(inputs: inputs, labels: labels)
    }
}
