import Glibc
import Recognition

/// How well the answers to a set of labelled drawings agree with the labels.
///
/// All is said of the digits but ``nonDigits``.
package struct Evaluation: Encodable, Equatable, Sendable {
    /// How many digits were judged.
    package let count: Int
    /// The share read correctly, 0…1.
    package let accuracy: Double
    /// Where the accuracy on more such drawings lies with 95 % confidence.
    package let accuracyInterval: WilsonInterval
    /// How each digit fares, 0 to 9.
    package let digits: [DigitMetrics]
    /// How often the digit of the row was read as that of the column.
    ///
    /// An answer of "not a digit" has no column; see ``flaggedDigits``.
    package let confusionMatrix: [[Int]]
    /// How often each digit was answered with "not a digit".
    package let flaggedDigits: [Int]
    /// The share of digits that were answered with "not a digit", 0…1.
    package let flaggedDigitShare: Double
    /// By how much confidence and accuracy differ, 0…1; see ``Reliability``.
    package let expectedCalibrationError: Double
    /// The mean of −ln p of the true digit, in nats.
    package let meanNegativeLogLikelihood: Double
    /// The mean of Σ (p − y)² over the ten digits, y being 1 for the true one and 0 for the others.
    ///
    /// From 0, always sure and right, to 2; Brier's own definition (1950), not its half.
    package let brierScore: Double
    /// How the drawings fare that are no digits; nil where there are none.
    package let nonDigits: NonDigitMetrics?

    private enum CodingKeys: String, CodingKey {
        case count, accuracy, digits
        case accuracyInterval = "accuracy_interval"
        case confusionMatrix = "confusion_matrix"
        case flaggedDigits = "flagged_digits"
        case flaggedDigitShare = "flagged_digit_share"
        case expectedCalibrationError = "expected_calibration_error"
        case meanNegativeLogLikelihood = "mean_negative_log_likelihood"
        case brierScore = "brier_score"
        case nonDigits = "non_digits"
    }

    /// Shares of no digits at all are null.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        func encode(_ share: Double, _ key: CodingKeys) throws {
            try container.encode(count > 0 ? share : nil, forKey: key)
        }
        try container.encode(count, forKey: .count)
        try encode(accuracy, .accuracy)
        try container.encode(count > 0 ? accuracyInterval : nil, forKey: .accuracyInterval)
        try container.encode(digits, forKey: .digits)
        try container.encode(confusionMatrix, forKey: .confusionMatrix)
        try container.encode(flaggedDigits, forKey: .flaggedDigits)
        try encode(flaggedDigitShare, .flaggedDigitShare)
        try encode(expectedCalibrationError, .expectedCalibrationError)
        try encode(meanNegativeLogLikelihood, .meanNegativeLogLikelihood)
        try encode(brierScore, .brierScore)
        try container.encodeIfPresent(nonDigits, forKey: .nonDigits)
    }

    /// Judges predictions by labels 0…9 and ``Prediction/notADigit``.
    ///
    /// A digit that is answered with "not a digit" counts as read wrong. The probabilities are
    /// judged as what they are, those given that it is a digit, whatever the answer.
    package init(of predictions: [Prediction], labels: [Int]) {
        precondition(predictions.count == labels.count, "every prediction needs a label")
        let answers = zip(predictions, labels)
        let ofDigits = answers.filter { $0.1 != Prediction.notADigit }
        let ofNonDigits = answers.filter { $0.1 == Prediction.notADigit }.map(\.0)
        var confusion = [[Int]](repeating: [Int](repeating: 0, count: 10), count: 10)
        var flagged = [Int](repeating: 0, count: 10)
        for (prediction, label) in ofDigits {
            if let digit = prediction.digit {
                confusion[label][digit] += 1
            } else {
                flagged[label] += 1
            }
        }
        let correct = (0..<10).reduce(0) { $0 + confusion[$1][$1] }
        let total = ofDigits.count
        func mean(_ value: (Prediction, Int) -> Double) -> Double {
            ofDigits.reduce(0) { $0 + value($1.0, $1.1) } / Double(max(1, total))
        }
        count = total
        accuracy = Double(correct) / Double(max(1, total))
        accuracyInterval = WilsonInterval(successes: correct, of: total)
        digits = (0..<10).map { digit in
            DigitMetrics(
                digit: digit, correct: confusion[digit][digit],
                predicted: confusion.reduce(0) { $0 + $1[digit] },
                support: confusion[digit].reduce(flagged[digit], +))
        }
        confusionMatrix = confusion
        flaggedDigits = flagged
        flaggedDigitShare = Double(flagged.reduce(0, +)) / Double(max(1, total))
        expectedCalibrationError = Reliability(of: ofDigits).expectedCalibrationError
        // A probability that was rounded to zero must not make the mean infinite.
        meanNegativeLogLikelihood = mean { -log(max($0.probabilities[$1], 1e-30)) }
        brierScore = mean { prediction, label in
            prediction.probabilities.enumerated().reduce(0) { sum, entry in
                let difference = entry.element - (entry.offset == label ? 1 : 0)
                return sum + difference * difference
            }
        }
        nonDigits =
            ofNonDigits.isEmpty
            ? nil : NonDigitMetrics(of: ofNonDigits, besides: ofDigits.map(\.0))
    }
}

/// How well one digit is read; a ratio without anything to count is zero.
package struct DigitMetrics: Encodable, Equatable, Sendable {
    package let digit: Int
    /// Of the answers with this digit, the share that was right.
    package let precision: Double
    /// Of the drawings of this digit, the share that was read as it.
    package let recall: Double
    /// The harmonic mean of precision and recall.
    package let f1: Double
    /// How many drawings of this digit there are.
    package let support: Int

    init(digit: Int, correct: Int, predicted: Int, support: Int) {
        self.digit = digit
        self.support = support
        precision = Double(correct) / Double(max(1, predicted))
        recall = Double(correct) / Double(max(1, support))
        f1 = 2 * Double(correct) / Double(max(1, predicted + support))
    }
}
