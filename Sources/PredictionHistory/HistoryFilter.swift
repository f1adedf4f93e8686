/// Which entries of the history to look at: those that meet every condition that is set.
package struct HistoryFilter: Equatable, Hashable, Sendable {
    /// What somebody must have said the drawing is.
    package enum Label: Equatable, Hashable, Sendable {
        case known(TrueLabel)
        /// Nobody has said anything.
        case missing

        /// The one that a drawing with this label meets.
        package init(_ label: TrueLabel?) {
            self = label.map(Label.known) ?? .missing
        }
    }

    package var label: Label?
    /// What the drawings were seen as: the label that would call the answer right.
    package var answer: TrueLabel?
    /// Whether the label must be known and differ from the answer, "not a digit" being one like the
    /// ten digits.
    package var isWrong: Bool

    package init(label: Label? = nil, answer: TrueLabel? = nil, isWrong: Bool = false) {
        self.label = label
        self.answer = answer
        self.isWrong = isWrong
    }

    /// Every entry.
    package static let all = HistoryFilter()

    /// Whether an entry meets the conditions, as ``condition`` says in SQL.
    package func passes(_ entry: PredictionEntry) -> Bool {
        let seen = entry.predictedDigit.map(TrueLabel.digit) ?? .notADigit
        return (label == nil || label == Label(entry.trueLabel))
            && (answer == nil || answer == seen) && (!isWrong || entry.isCorrect == false)
    }

    /// The conditions as SQL, true where there is none, and the values of its parameters.
    var condition: (sql: String, values: [SQLValue]) {
        var conditions: [String] = []
        var values: [SQLValue] = []
        // NULL stands for "not a digit" in both columns, and IS calls two NULLs equal.
        switch label {
        case nil: break
        case .missing: conditions.append("true_kind IS NULL")
        case .known(let label):
            conditions.append("true_kind = ? AND true_label IS ?")
            values += [SQLValue(label.kind), SQLValue(label.digit)]
        }
        if let answer {
            conditions.append("predicted_digit IS ?")
            values.append(SQLValue(answer.digit))
        }
        if isWrong {
            conditions.append("true_kind IS NOT NULL AND true_label IS NOT predicted_digit")
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
