import Terminal

// The mouse on the history screen.

func useMouseOnHistory(_ event: AppEvent, _ state: inout AppState) -> [Effect] {
    // As with keys: nobody sees what would change.
    guard drawingLayout(state) != nil else {
        state.history.pressedButton = nil
        return []
    }
    let layout = HistoryLayout(state.window)
    switch event {
    case .mousePressed(let button, let position):
        state.history.pressedButton =
            button == .left ? HintBar(state).command(at: position.cell) : nil
        if state.history.pressedButton != .delete { state.history.clickedToDelete = nil }
        guard button == .left, state.history.pressedButton == nil else { return [] }
        if state.history.isOpen {
            state.history.isOpen = false
            return []
        }
        guard let slot = layout.slot(at: position.cell), slot < state.history.page.rows.count else {
            return []
        }
        let clicked = state.history.offset + slot
        if clicked == state.history.selection {
            state.history.isOpen = true
            return []
        }
        return select(clicked, &state)
    case .mouseDragged(_, let positions):
        let pressed = state.history.pressedButton
        if positions.contains(where: { HintBar(state).command(at: $0.cell) != pressed }) {
            state.history.pressedButton = nil
        }
        return []
    case .mouseReleased:
        guard let command = state.history.pressedButton else { return [] }
        state.history.pressedButton = nil
        // The second of two quick clicks, of which the first opened the history, may have met it.
        if command == .delete, let id = state.history.selected?.id,
            state.history.clickedToDelete != id
        {
            state.message = .note(
                "Another click deletes #\(id), as \(state.historyName(of: .delete)) does")
            state.history.clickedToDelete = id
            return []
        }
        return order(command, &state)
    case .wheelTurned(let up):
        return order(.moveSelection(columns: 0, rows: up ? -1 : 1), &state)
    default:
        return []
    }
}
