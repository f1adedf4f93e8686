import PredictionHistory

// Which drawings the history screen shows.

/// Shows the drawings with any label where those with one are shown; else asks for the one.
func filterByLabel(_ state: inout AppState) -> [Effect] {
    guard state.history.filter.label == nil else {
        return showDrawings(labelled: nil, &state)
    }
    state.history.asksForLabel = true
    let names = [.relabelAsNotADigit, .removeLabel, .filterByLabel, .back].map {
        state.historyName(of: $0)
    }
    state.message = .note(
        "Show which? 0-9 that digit, \(names[0]) not a digit, \(names[1]) no label, "
            + "\(names[2]) like this one, \(names[3]) all")
    return []
}

/// Takes a key for the label that was asked for; nil where none was, or where the key means none.
func chooseLabel(by command: HistoryCommand, _ state: inout AppState) -> [Effect]? {
    guard state.history.asksForLabel else { return nil }
    state.history.asksForLabel = false
    switch command {
    case .relabel(let digit):
        return showDrawings(labelled: .known(.digit(digit)), &state)
    case .relabelAsNotADigit:
        return showDrawings(labelled: .known(.notADigit), &state)
    case .removeLabel:
        return showDrawings(labelled: .missing, &state)
    case .filterByLabel:
        return showDrawings(
            labelled: state.history.selected.map { HistoryFilter.Label($0.trueLabel) }, &state)
    case .back:
        return []
    default:
        return nil
    }
}

/// Shows the drawings with that label, or those with any.
private func showDrawings(
    labelled label: HistoryFilter.Label?, _ state: inout AppState
) -> [Effect] {
    var filter = state.history.filter
    filter.label = label
    return showDrawings(passing: filter, &state)
}

/// Shows what passes another filter, and in it the selected drawing or the nearest older one.
func showDrawings(passing filter: HistoryFilter, _ state: inout AppState) -> [Effect] {
    guard filter != state.history.filter else { return [] }
    let record = state.history.selectedBefore ?? state.history.selected
    state.history.selectedBefore = record
    state.history.isOpen = false
    let limit = HistoryLayout(state.window).capacity
    return [.filterHistory(filter, around: record, limit: limit)]
}
