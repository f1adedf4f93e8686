/// The history in numbers.
package struct HistoryStatistics: Equatable, Sendable {
    /// How often one answer was given, was given to a labelled drawing, was true, and was both.
    package struct AnswerCounts: Equatable, Sendable {
        /// Drawings that were predicted to be this, labelled or not.
        package var predicted: Int
        /// Labelled drawings that were predicted to be this: those of which it is known whether it was right.
        package var judged: Int
        /// Drawings that truly are this.
        package var truly: Int
        /// Drawings that were predicted to be this and truly are.
        package var correct: Int

        package init(predicted: Int = 0, judged: Int = 0, truly: Int = 0, correct: Int = 0) {
            self.predicted = predicted
            self.judged = judged
            self.truly = truly
            self.correct = correct
        }
    }

    package private(set) var total = 0
    package private(set) var labelled = 0
    package private(set) var correct = 0
    /// The counts of the ten digits.
    package private(set) var digits = [AnswerCounts](repeating: AnswerCounts(), count: 10)
    /// The counts of the answer "not a digit".
    package private(set) var notADigit = AnswerCounts()
    /// When the oldest entry was made; nil for an empty history.
    package private(set) var first: Timestamp?
    /// When the newest entry was made; nil for an empty history.
    package private(set) var last: Timestamp?

    /// The numbers of an empty history.
    package init() {}

    package var wrong: Int { labelled - correct }
    package var unlabelled: Int { total - labelled }

    /// The share of correct predictions among the labelled entries, 0…1; nil where there is none.
    package var accuracy: Double? {
        labelled == 0 ? nil : Double(correct) / Double(labelled)
    }
}

extension HistoryStatistics {
    /// Counts the entries that share a prediction and a true label, and their first and last time.
    ///
    /// The index holds all four columns; left to choose, SQLite takes one for which it has to read
    /// every row.
    static let query = """
        SELECT predicted_digit, true_kind, true_label, count(*), min(timestamp), max(timestamp)
        FROM predictions INDEXED BY predictions_by_timestamp
        GROUP BY predicted_digit, true_kind, true_label
        """

    /// Adds a row of `query`.
    mutating func add(_ row: [SQLValue]) {
        let predicted = row[0].digit
        let count = Int(row[3].integer ?? 0)
        total += count
        add(count, to: \.predicted, of: predicted)
        if row[1] != .null {
            let truth = row[2].digit
            labelled += count
            add(count, to: \.judged, of: predicted)
            add(count, to: \.truly, of: truth)
            if truth == predicted {
                correct += count
                add(count, to: \.correct, of: truth)
            }
        }
        let times = [
            first, last, row[4].text.flatMap(Timestamp.init), row[5].text.flatMap(Timestamp.init),
        ]
        .compactMap { $0 }
        first = times.min()
        last = times.max()
    }

    /// Adds to a count of `digit`, or of "not a digit" where it is nil.
    private mutating func add(
        _ count: Int, to property: WritableKeyPath<AnswerCounts, Int>, of digit: Int?
    ) {
        if let digit {
            digits[digit][keyPath: property] += count
        } else {
            notADigit[keyPath: property] += count
        }
    }
}
