import Files
import FoundationEssentials
import NeuralNetwork
import Recognition

/// What a network said of something that it had not learnt from.
package struct Answer: Codable, Equatable, Sendable {
    /// In which form it was shown: one of ``HeldOut/Form``, or ``mnist``.
    package let form: String
    /// Who wrote it; empty where nobody knows.
    package let writer: String
    /// What it shows: 0…9, or ``Prediction/notADigit``.
    package let label: Int
    /// The network's logits, uncalibrated.
    package let logits: [Float]

    /// The form of MNIST's images.
    package static let mnist = "MNIST"

    /// An answer made by hand.
    package init(form: String, writer: String, label: Int, logits: [Float]) {
        self.form = form
        self.writer = writer
        self.label = label
        self.logits = logits
    }
}

extension Inference {
    /// The answers to all that a training kept back, in every form.
    package func answers(to sets: TrainingSets) -> [Answer] {
        func answers(_ form: String, _ set: LabelledInputs, _ writers: [String]) -> [Answer] {
            zip(logits(for: set.inputs), set.labels).enumerated().map { index, entry in
                Answer(
                    form: form, writer: index < writers.count ? writers[index] : "",
                    label: entry.1, logits: Array(entry.0))
            }
        }
        let drawn = sets.heldOut.map { heldOut in
            HeldOut.Form.allCases.flatMap { form in
                answers(form.rawValue, heldOut.inputs(form), heldOut.writers(form))
            }
        }
        return answers(Answer.mnist, sets.mnistValidation, []) + (drawn ?? [])
    }
}

/// Answers in a file, a line of JSON each.
package enum AnswerFile {
    /// Replaces the file.
    package static func write(_ answers: [Answer], to path: String) throws(TrainingError) {
        var text = ""
        for answer in answers {
            guard let line = try? jsonLine(answer) else {
                throw .notWritable(path: path, reason: "an answer is no number")
            }
            text += line + "\n"
        }
        do {
            try WholeFile.write([UInt8](text.utf8), to: path)
        } catch {
            throw .notWritable(path: path, reason: error.reason)
        }
    }

    /// Reads the file; a line that holds no answer is an error.
    package static func read(_ path: String) throws(DatasetError) -> [Answer] {
        let file = try SourceFile(contentsOf: path)
        var answers: [Answer] = []
        for (number, line) in numberedLines(of: file.contents) {
            guard let answer = try? JSONDecoder().decode(Answer.self, from: line),
                (10...11).contains(answer.logits.count),
                (0...Prediction.notADigit).contains(answer.label)
            else { throw .badLine(path: path, line: number, reason: "not an answer") }
            answers.append(answer)
        }
        return answers
    }
}
