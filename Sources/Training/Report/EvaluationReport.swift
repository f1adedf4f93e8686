import Glibc
import Recognition

/// Everything about how a model reads a set, to be looked at: the material of a report page.
package struct EvaluationReport: Sendable {
    /// A drawing that was read wrong.
    package struct Mistake: Sendable {
        package let input: ModelInput
        package let prediction: Prediction
        /// What it is: 0…9, or ``Prediction/notADigit``.
        package let label: Int
        /// −ln of the probability that the truth was given, in nats.
        package let loss: Double
    }

    /// What was judged: "MNIST, test images".
    package let title: String
    /// Which model, and what is known of it.
    package let model: String
    package let facts: [String: String]
    package let evaluation: Evaluation
    /// Confidence against accuracy with the network's own logits and with the temperature.
    package let reliability: (before: Reliability, after: Reliability)
    /// What a perfectly calibrated model's error stays below 19 times in 20.
    package let calibrationErrorByChance: Double
    /// The mistakes, worst first, at most ``mistakeLimit``.
    package let mistakes: [Mistake]
    /// How many mistakes there are in all.
    package let mistakeCount: Int
    /// The epochs of the training; none where they are not known.
    package let epochs: [EpochReport]

    private static let mistakeLimit = 36

    /// Judges the recognizer on the set.
    package init(
        of recognizer: Recognizer, on set: LabelledInputs, title: String,
        epochs: [EpochReport] = []
    ) {
        self.title = title
        self.epochs = epochs
        model = recognizer.model
        facts = recognizer.facts
        let logits = recognizer.logits(for: set.inputs)
        let predictions = logits.map(recognizer.calibration.prediction)
        evaluation = Evaluation(of: predictions, labels: set.labels)

        func digits(_ predictions: [Prediction]) -> [(Prediction, Int)] {
            zip(predictions, set.labels).filter { $0.1 != Prediction.notADigit }
        }
        reliability = (
            Reliability(of: digits(logits.map(Calibration.none.prediction))),
            Reliability(of: digits(predictions))
        )
        calibrationErrorByChance = expectedCalibrationErrorByChance(
            confidences: digits(predictions).map(\.0.confidence))
        let wrong = zip(zip(predictions, set.labels), set.inputs).compactMap { answer, input in
            Mistake(answer.0, label: answer.1, input)
        }
        mistakeCount = wrong.count
        mistakes = Array(wrong.sorted { $0.loss > $1.loss }.prefix(Self.mistakeLimit))
    }
}

extension EvaluationReport: Encodable {
    private enum CodingKeys: String, CodingKey {
        case before = "expected_calibration_error_without_temperature"
        case byChance = "expected_calibration_error_by_chance"
    }

    /// The evaluation, and what its calibration error compares with.
    package func encode(to encoder: any Encoder) throws {
        try evaluation.encode(to: encoder)
        let (before, byChance) = (
            reliability.before.expectedCalibrationError, calibrationErrorByChance
        )
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(evaluation.count > 0 ? before : nil, forKey: .before)
        try container.encode(evaluation.count > 0 ? byChance : nil, forKey: .byChance)
    }
}

extension EvaluationReport.Mistake {
    /// Nil where the prediction is right.
    fileprivate init?(_ prediction: Prediction, label: Int, _ input: ModelInput) {
        let isDigit = label != Prediction.notADigit
        guard prediction.digit != (isDigit ? label : nil) else { return nil }
        let notDigit = prediction.notDigitProbability ?? 0
        let truth = isDigit ? (1 - notDigit) * prediction.probabilities[label] : notDigit
        self.init(
            input: input, prediction: prediction, label: label, loss: lossOf(probability: truth))
    }
}

/// −ln p; a probability that was rounded to zero stays finite.
private func lossOf(probability: Double) -> Double {
    -log(max(probability, 1e-30))
}
