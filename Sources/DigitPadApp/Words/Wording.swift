import PredictionHistory

// How the program speaks of what the person can do and sees.

extension AppState {
    /// How the person orders something: by the first of its keys, or in linear mode by a word.
    func name(of command: DrawingCommand) -> String {
        guard isLinear else { return settings.keys.drawing.keyName(for: command) ?? "" }
        let word = LinearWord.all.first { $0.command([]) == .drawing(command, times: 1) }
        return word.map { String($0.name) } ?? ""
    }

    /// The first key by which the person orders something on the history screen.
    func historyName(of command: HistoryCommand) -> String {
        settings.keys.history.keyName(for: command) ?? ""
    }
}

/// A digit that is seen: "a 7", "an 8".
func withArticle(_ digit: Int) -> String { digit == 8 ? "an 8" : "a \(digit)" }

/// What was saved, and whether it was seen right; the beginning of a sentence.
func savedMessage(_ record: PredictionRecord) -> String {
    let truth = record.trueLabel.map { "as \($0)" } ?? "without a label"
    let verdict: String =
        switch record.entry.isCorrect {
        case nil: ""
        case true?: "; it was seen right"
        case false?: "; it was seen as \(record.predictedDigit.map(String.init) ?? "no digit")"
        }
    return "Saved #\(record.id) \(truth)\(verdict)"
}
