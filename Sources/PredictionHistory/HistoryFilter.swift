/// Which entries of the history to look at: those that meet every condition that is set.
package struct HistoryFilter: Equatable, Hashable, Sendable {
    /// How a prediction compares with the true label.
    package enum Verdict: Equatable, Hashable, Sendable, CaseIterable {
        case correct
        /// The true label is known and differs, "not a digit" being a label like the ten digits.
        case wrong
        /// Nobody has said what the drawing is.
        case unlabelled
    }

    package var verdict: Verdict?
    /// What the drawings were seen as: the label that would call the answer right.
    package var answer: TrueLabel?
    package var trueLabel: TrueLabel?

    package init(
        verdict: Verdict? = nil, answer: TrueLabel? = nil, trueLabel: TrueLabel? = nil
    ) {
        self.verdict = verdict
        self.answer = answer
        self.trueLabel = trueLabel
    }

    /// Every entry.
    package static let all = HistoryFilter()

    /// The conditions as SQL, true where there is none, and the values of its parameters.
    var condition: (sql: String, values: [SQLValue]) {
        var conditions: [String] = []
        var values: [SQLValue] = []
        // NULL stands for "not a digit" in both columns, and IS calls two NULLs equal.
        switch verdict {
        case nil: break
        case .correct: conditions.append("true_kind IS NOT NULL AND true_label IS predicted_digit")
        case .wrong:
            conditions.append("true_kind IS NOT NULL AND true_label IS NOT predicted_digit")
        case .unlabelled: conditions.append("true_kind IS NULL")
        }
        if let answer {
            conditions.append("predicted_digit IS ?")
            values.append(SQLValue(answer.digit))
        }
        if let trueLabel {
            conditions.append("true_kind = ? AND true_label IS ?")
            values += [SQLValue(trueLabel.kind), SQLValue(trueLabel.digit)]
        }
        return (conditions.isEmpty ? "TRUE" : conditions.joined(separator: " AND "), values)
    }
}

/// The order in which entries are visited.
package enum HistoryOrder: Equatable, Sendable {
    case newestFirst
    case oldestFirst

    var sql: String {
        switch self {
        case .newestFirst: "timestamp DESC, id DESC"
        case .oldestFirst: "timestamp, id"
        }
    }
}
