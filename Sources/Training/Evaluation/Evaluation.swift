import Glibc
import Recognition

/// How well the answers to a set of labelled drawings agree with the labels.
package struct Evaluation: Codable, Equatable, Sendable {
    /// How many drawings were judged.
    package let count: Int
    /// The share read correctly, 0…1.
    package let accuracy: Double
    /// Where the accuracy on more such drawings lies with 95 % confidence.
    package let accuracyInterval: WilsonInterval
    /// How each digit fares, 0 to 9.
    package let digits: [DigitMetrics]
    /// How often the digit of the row was read as that of the column.
    ///
    /// An answer of "not a digit" has no column.
    package let confusionMatrix: [[Int]]
    /// By how much confidence and accuracy differ, 0…1; see ``expectedCalibrationError(_:bins:)``.
    package let expectedCalibrationError: Double
    /// The mean of −ln p of the true digit, in nats.
    package let meanNegativeLogLikelihood: Double

    private enum CodingKeys: String, CodingKey {
        case count, accuracy, digits
        case accuracyInterval = "accuracy_interval"
        case confusionMatrix = "confusion_matrix"
        case expectedCalibrationError = "expected_calibration_error"
        case meanNegativeLogLikelihood = "mean_negative_log_likelihood"
    }

    /// Judges predictions; an answer of "not a digit" counts as wrong.
    package init(of predictions: [Prediction], labels: [Int]) {
        precondition(predictions.count == labels.count, "every prediction needs a label")
        var confusion = [[Int]](repeating: [Int](repeating: 0, count: 10), count: 10)
        var supports = [Int](repeating: 0, count: 10)
        var negativeLogLikelihood = 0.0
        for (prediction, label) in zip(predictions, labels) {
            supports[label] += 1
            if let digit = prediction.digit { confusion[label][digit] += 1 }
            // A probability that was rounded to zero must not make the mean infinite.
            negativeLogLikelihood -= log(max(prediction.probabilities[label], 1e-30))
        }
        let correct = (0..<10).reduce(0) { $0 + confusion[$1][$1] }
        count = labels.count
        accuracy = Double(correct) / Double(max(1, count))
        accuracyInterval = WilsonInterval(successes: correct, of: count)
        digits = (0..<10).map { digit in
            DigitMetrics(
                digit: digit, correct: confusion[digit][digit],
                predicted: confusion.reduce(0) { $0 + $1[digit] }, support: supports[digit])
        }
        confusionMatrix = confusion
        expectedCalibrationError = Training.expectedCalibrationError(
            zip(predictions, labels).map { ($0.confidence, $0.digit == $1) })
        meanNegativeLogLikelihood = negativeLogLikelihood / Double(max(1, count))
    }
}

/// How well one digit is read; a ratio without anything to count is zero.
package struct DigitMetrics: Codable, Equatable, Sendable {
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

/// The interval in which a share lies with 95 % confidence, given a sample of it.
///
/// Unlike the textbook's normal interval it stays inside 0…1 and holds near 1, where the accuracies
/// here lie. Source: Wilson 1927.
package struct WilsonInterval: Codable, Equatable, Sendable {
    package let low: Double
    package let high: Double

    /// The interval for the share of successes among `count` trials; 0…1 when there are none.
    package init(successes: Int, of count: Int) {
        guard count > 0 else {
            (low, high) = (0, 1)
            return
        }
        let z = 1.959964
        let n = Double(count)
        let share = Double(successes) / n
        let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        let reach =
            z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        low = max(0, middle - reach)
        high = min(1, middle + reach)
    }
}

/// The mean difference between confidence and accuracy, over bins of equal confidence width.
///
/// Bins count by how many answers fall into them; bin k of `bins` holds the confidences above
/// k / bins up to (k + 1) / bins. Even a perfectly calibrated network shows some: about 0.7 % on
/// 1,000 answers. Source: Guo et al. 2017.
package func expectedCalibrationError(
    _ answers: [(confidence: Double, isCorrect: Bool)], bins: Int = 15
) -> Double {
    var surplus = [Double](repeating: 0, count: bins)
    for answer in answers {
        let bin = (answer.confidence * Double(bins)).rounded(.up) - 1
        // These two, unlike min and max, turn the "not a number" of a diverged network into 0.
        let clamped = Double.minimum(Double.maximum(bin, 0), Double(bins - 1))
        surplus[Int(clamped)] += answer.confidence - (answer.isCorrect ? 1 : 0)
    }
    return surplus.reduce(0) { $0 + abs($1) } / Double(max(1, answers.count))
}
