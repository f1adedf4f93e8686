import Drawing
import Glibc
import ImageFiles
import Recognition

extension Command {
    /// Reads digits from image files or from recorded strokes.
    static var classify: Command {
        Command(
            name: "classify",
            summary: "Say which digits image files or recorded strokes show.",
            operands: "FILE…",
            discussion: """
                Images are PNG or PGM of any size, dark on light or light on dark; - is standard
                input. With --strokes, FILE holds a drawing a line: {"id": any, "strokes":
                [[[x,y],…],…]} in grid cells, 0 to below 28; an exported history will do.
                """,
            options: [
                Option(name: "--strokes", help: "FILE holds drawings as JSON Lines"),
                Option(name: "--inputs", help: "with --json: add what the network was shown"),
                .model,
                .json,
            ],
            run: runClassify)
    }
}

private func runClassify(_ arguments: Arguments) throws -> ExitCode {
    guard !arguments.operands.isEmpty else { throw UsageError(description: "FILE is missing") }
    guard arguments.has("--json") || !arguments.has("--inputs") else {
        throw UsageError(description: "--inputs goes with --json")
    }
    let recognizer = try Recognizer.chosen(by: arguments)
    var code = ExitCode.done
    /// What `read` returns; nil, and a complaint, where it fails, so that the others are answered.
    func readable<Value>(_ read: () throws -> Value) -> Value? {
        do {
            return try read()
        } catch {
            complain("\(error)")
            code = .failed
            return nil
        }
    }
    /// What `read` returns is nil for a blank picture.
    func answer(
        id: JSONValue, name: String, blank: String, _ read: () throws -> ModelInput?
    ) throws {
        guard let input = readable(read) else { return }
        let answer = Classification(
            id: id, prediction: input.map(recognizer.prediction), model: recognizer.model,
            input: arguments.has("--inputs") ? input?.pixels : nil)
        if arguments.has("--json") {
            try printJSON(answer)
        } else {
            try printLine("\(visible(name)): \(answer.sentence ?? blank)")
        }
    }
    for path in arguments.operands {
        if arguments.has("--strokes") {
            let file = readable { try StrokesFile(path) }
            while let line = readable({ try file?.next() }) ?? nil {
                let id = (try? line.drawing.get().id) ?? .null
                try answer(id: id, name: id.text ?? line.place, blank: "blank") {
                    modelInput(from: Canvas(strokes: try line.drawing.get().strokes))
                }
            }
        } else {
            try answer(id: .string(path), name: path, blank: "blank, or too faint") {
                do throws(ImageFileError) {
                    return modelInput(from: try ImageFile.read(path: path))
                } catch .notAnImage(let name) {
                    throw Failure(
                        description:
                            "\(name) is neither a PNG nor a PGM image: convert it to one of "
                            + "these, or, where it holds drawings as JSON Lines, add --strokes")
                }
            }
        }
    }
    return code
}

extension JSONValue {
    /// A string or a whole number as a person would write it; nil for anything else.
    fileprivate var text: String? {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        default: nil
        }
    }
}

/// What is said of one drawing; the keys of the JSON form are part of the program's interface.
private struct Classification: Encodable {
    let id: JSONValue
    /// Nil for a blank drawing.
    let prediction: Prediction?
    let model: String
    /// What the network was shown, row by row, 0…1; nil where nobody asked or nothing was.
    let input: [Float]?

    private enum CodingKeys: String, CodingKey {
        case id, digit, confidence, probabilities, model, reason, input
        case notDigitProbability = "not_digit_probability"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        // Encoded as null, not left out, where there is no value.
        try container.encode(prediction?.digit, forKey: .digit)
        try container.encode(prediction?.confidence, forKey: .confidence)
        try container.encode(prediction?.probabilities, forKey: .probabilities)
        try container.encode(prediction?.notDigitProbability, forKey: .notDigitProbability)
        try container.encode(model, forKey: .model)
        if let input { try container.encode(input, forKey: .input) }
        if let reason { try container.encode(reason, forKey: .reason) }
    }

    private var reason: String? {
        guard let prediction else { return "blank" }
        return prediction.digit == nil ? "not a digit" : nil
    }

    /// In words; nil for a blank drawing.
    var sentence: String? {
        guard let prediction else { return nil }
        guard let digit = prediction.digit else {
            return "not a digit (\(percent(prediction.answerProbability)) sure)"
        }
        let confidence = percent(prediction.confidence)
        guard let doubt = prediction.doubt else { return "\(digit) (\(confidence) sure)" }
        return "\(digit) (\(confidence) if it is a digit; \(percent(doubt)) that it is none)"
    }
}
