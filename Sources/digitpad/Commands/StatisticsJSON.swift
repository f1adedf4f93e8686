import PredictionHistory

/// The statistics under the names of the JSON form.
struct StatisticsJSON: Encodable {
    private struct Digit: Encodable {
        let digit, predicted, judged, truly, correct: Int
    }

    private struct NotADigit: Encodable {
        let predicted, judged, truly, correct: Int
    }

    private let total, labelled, unlabelled, correct, wrong: Int
    private let accuracy: Double?
    private let digits: [Digit]
    private let notADigit: NotADigit
    private let first, last: String?

    private enum CodingKeys: String, CodingKey {
        case total, labelled, unlabelled, correct, wrong, accuracy, digits, first, last
        case notADigit = "not_a_digit"
    }

    /// Written out so that a missing value is null and not a missing key.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(total, forKey: .total)
        try container.encode(labelled, forKey: .labelled)
        try container.encode(unlabelled, forKey: .unlabelled)
        try container.encode(correct, forKey: .correct)
        try container.encode(wrong, forKey: .wrong)
        try container.encode(accuracy, forKey: .accuracy)
        try container.encode(digits, forKey: .digits)
        try container.encode(notADigit, forKey: .notADigit)
        try container.encode(first, forKey: .first)
        try container.encode(last, forKey: .last)
    }

    init(_ statistics: HistoryStatistics) {
        total = statistics.total
        labelled = statistics.labelled
        unlabelled = statistics.unlabelled
        correct = statistics.correct
        wrong = statistics.wrong
        accuracy = statistics.accuracy
        digits = statistics.digits.enumerated().map { digit, counts in
            Digit(
                digit: digit, predicted: counts.predicted, judged: counts.judged,
                truly: counts.truly, correct: counts.correct)
        }
        notADigit = NotADigit(
            predicted: statistics.notADigit.predicted, judged: statistics.notADigit.judged,
            truly: statistics.notADigit.truly, correct: statistics.notADigit.correct)
        first = statistics.first?.description
        last = statistics.last?.description
    }
}
