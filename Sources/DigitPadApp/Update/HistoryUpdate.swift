import PredictionHistory
import Terminal

// The history screen's part of `update`.

/// Does what a key or a button orders, as the next thing that the person does.
func order(_ command: HistoryCommand, _ state: inout AppState) -> [Effect] {
    // A message stays until then, so that nobody has to read against the clock.
    state.message = nil
    state.history.clickedToDelete = nil
    if command.app?.leaves != true { state.mayLeaveUnsaved = false }
    return chooseLabel(by: command, &state) ?? perform(command, &state)
}

private func perform(_ command: HistoryCommand, _ state: inout AppState) -> [Effect] {
    let layout = HistoryLayout(state.window)
    switch command {
    case .moveSelection(let columns, let rows):
        return select(state.history.selection + columns + rows * rowLength(state), &state)
    case .movePage(let pages):
        return select(state.history.selection + pages * layout.capacity, &state)
    case .selectFirst:
        return select(0, &state)
    case .selectLast:
        return select(state.history.total - 1, &state)
    case .toggleOpen:
        state.history.isOpen = !state.history.isOpen && selected(&state) != nil
        return []
    case .back:
        if state.history.isOpen {
            state.history.isOpen = false
        } else {
            state.screen = .drawing
        }
        return []
    case .showDrawing:
        state.history.isOpen = false
        state.screen = .drawing
        return []
    case .play:
        guard let record = selected(&state) else { return [] }
        state.history.isOpen = true
        return play(record.strokes, &state)
    case .relabel(let digit):
        return relabel(.digit(digit), &state)
    case .relabelAsNotADigit:
        return relabel(.notADigit, &state)
    case .removeLabel:
        return relabel(nil, &state)
    case .delete:
        guard let record = selected(&state) else { return [] }
        return [.changeHistory(.delete(record), .done)]
    case .undo:
        return step(state.history.timeline.lastDone, .undone, "undo", &state)
    case .redo:
        return step(state.history.timeline.lastUndone, .redone, "redo", &state)
    case .toggleWrongOnly:
        var filter = state.history.filter
        filter.isWrong.toggle()
        return showDrawings(passing: filter, &state)
    case .filterByLabel:
        return filterByLabel(&state)
    case .showStatistics:
        return [.countHistory]
    case .app(let command):
        return perform(command, &state)
    }
}

/// Shows the history where it was left; at its newest drawing, where one was saved since.
func showHistory(_ state: inout AppState) -> [Effect] {
    state.screen = .history
    state.history.selectedBefore = nil
    state.history.isOpen = false
    return reloadHistory(state)
}

/// Loads the page with the selected drawing, as many as the window shows; or, where nothing is selected by
/// now, the page with its place.
///
/// The drawing and not its place, because another program may have saved or deleted some meanwhile.
func reloadHistory(_ state: AppState, around record: PredictionRecord? = nil) -> [Effect] {
    let limit = HistoryLayout(state.window).capacity
    if let record = record ?? state.history.selected {
        return [.filterHistory(state.history.filter, around: record, limit: limit)]
    }
    let offset = state.history.selection / limit * limit
    return [.loadHistory(state.history.filter, offset: offset, limit: limit)]
}

/// From a drawing to the one below it; a drawing that is shown large has its neighbours there.
private func rowLength(_ state: AppState) -> Int {
    state.history.isOpen ? 1 : HistoryLayout(state.window).columns
}

func select(_ position: Int, _ state: inout AppState) -> [Effect] {
    state.history.selectedBefore = nil
    return moveSelection(to: position, &state)
}

private func moveSelection(to position: Int, _ state: inout AppState) -> [Effect] {
    guard state.history.total > 0 else { return [] }
    let position = min(max(position, 0), state.history.total - 1)
    let loaded = state.history.offset..<state.history.offset + state.history.page.rows.count
    guard !loaded.contains(position) else {
        state.history.selection = position
        return []
    }
    // Those that were given a label with which they do not pass are no longer before the next ones.
    let gone = state.history.page.records.count { !state.history.filter.passes($0.entry) }
    state.history.selection = position < loaded.lowerBound ? position : max(0, position - gone)
    let limit = HistoryLayout(state.window).capacity
    return [
        .loadHistory(
            state.history.filter, offset: state.history.selection / limit * limit, limit: limit)
    ]
}

/// The selected drawing; where it cannot be read, nil and a message that says so.
private func selected(_ state: inout AppState) -> PredictionRecord? {
    do {
        return try state.history.selectedRow?.get()
    } catch {
        let database = state.settings.database.map { " --database \($0)" } ?? ""
        state.message = .problem(
            "\(error) \"digitpad history delete \(error.id)\(database)\" removes it.")
        return nil
    }
}

private func relabel(_ label: TrueLabel?, _ state: inout AppState) -> [Effect] {
    guard let record = selected(&state), record.trueLabel != label else { return [] }
    return [.changeHistory(.relabel(record, to: label), .done)]
}

private func step(
    _ step: HistoryStep?, _ change: AppEvent.Change, _ verb: String, _ state: inout AppState
) -> [Effect] {
    guard let step else {
        state.message = .note("There is nothing to \(verb) on this screen")
        return []
    }
    return [.changeHistory(step, change)]
}

func answerHistory(_ event: AppEvent, _ state: inout AppState) -> [Effect] {
    switch event {
    case .historyFiltered(let filter, let page, let offset, let selection, let total):
        state.history.filter = filter
        state.history.selection = selection
        return answerHistory(.historyLoaded(page, offset: offset, total: total), &state)
    case .historyLoaded(let page, let offset, let total):
        state.history.page = page
        state.history.offset = offset
        state.history.total = total
        state.history.isUnread = false
        // What was just done is said first.
        if state.message == nil, let unreadable = page.unreadable.first {
            state.message = .problem(unreadable.description)
        }
        guard total > 0 else {
            (state.history.selection, state.history.isOpen) = (0, false)
            return []
        }
        // The last page may have lost its last drawing.
        return state.history.selection < total ? [] : moveSelection(to: total - 1, &state)
    case .historyChanged(let step, let change):
        switch change {
        case .done: state.history.timeline.record(step)
        case .undone: state.history.timeline.didUndo(as: step)
        case .redone: state.history.timeline.didRedo(as: step)
        }
        state.message = .note(changeMessage(step, change, state))
        if case .relabel(let record, let label) = step {
            let label = change == .undone ? record.trueLabel : label
            state.drawing.timeline.relabelSave(record, label)
            if state.history.show(label, of: record) { return [] }
        }
        // What an undo or redo changed is what the person looks for.
        return reloadHistory(state, around: change == .done ? nil : step.record)
    case .historyStepImpossible(let reason, let change):
        switch change {
        case .done: break
        case .undone: state.history.timeline.forgetLastDone()
        case .redone: state.history.timeline.forgetLastUndone()
        }
        state.message = .problem(reason)
        return reloadHistory(state)
    case .historyCounted(let statistics):
        state.overlay = .statistics(statistics)
        return []
    case .historyFailed(let reason):
        if state.history.total == 0 { state.history.isUnread = true }
        state.message = .problem(reason)
        return []
    default:
        return []
    }
}

extension Timeline<DrawingStep> {
    /// Gives the save of a drawing its new label, so that undo and redo on the other screen keep it.
    fileprivate mutating func relabelSave(_ record: PredictionRecord, _ label: TrueLabel?) {
        update { step in
            guard case .save(var saved) = step, saved.record.id == record.id,
                saved.record.timestamp == record.timestamp
            else { return }
            saved.record.entry.trueLabel = label
            step = .save(saved)
        }
    }
}

private func changeMessage(
    _ step: HistoryStep, _ change: AppEvent.Change, _ state: AppState
) -> String {
    let (undo, redo) = (state.historyName(of: .undo), state.historyName(of: .redo))
    switch (step, change) {
    case (.delete(let record), .undone):
        return "#\(record.id) is back"
    case (.delete(let record), _):
        return "Deleted #\(record.id); \(undo) brings it back"
    case (.relabel(let record, _), .undone):
        return "#\(record.id) is now \(name(record.trueLabel)); \(redo) redoes"
    case (.relabel(let record, let label), _):
        return "#\(record.id) is now \(name(label)); \(undo) undoes"
    }
}

private func name(_ label: TrueLabel?) -> String {
    label.map { "labelled \($0)" } ?? "without a label"
}
