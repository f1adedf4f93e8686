import Terminal

/// The keys of the current screen, from the table by which they are understood.
func helpView(_ state: AppState) -> Frame {
    switch state.screen {
    case .drawing:
        return helpView(
            "Drawing",
            KeyBinding.drawing.map { ($0.name, $0.help) } + [
                ("mouse", "left draws, right erases, wheel: pen size")
            ], state)
    case .history:
        return helpView(
            "History",
            KeyBinding.history.map { ($0.name, $0.help) } + [
                ("mouse", "click selects, again opens; wheel scrolls")
            ], state)
    }
}

private func helpView(_ title: String, _ rows: [(String, String)], _ state: AppState) -> Frame {
    var frame = Frame(width: state.window.width, height: state.window.height)
    frame.write("\(title): the keys", column: 1, row: 0, style: Style(bold: true))
    let nameWidth = (rows.map(\.0.count).max() ?? 0) + 2
    // A second column where the rows do not fit below one another.
    let perColumn = max(1, state.window.height - 2)
    let columnWidth = state.window.width / ((rows.count + perColumn - 1) / perColumn)
    for (index, (name, help)) in rows.enumerated() {
        let column = 1 + index / perColumn * columnWidth
        let row = 1 + index % perColumn
        frame.write(name, column: column, row: row, style: Style(bold: true))
        frame.write(help, column: column + nameWidth, row: row)
    }
    frame.write(
        "Any key closes this help.", column: 1, row: state.window.height - 1,
        style: Style(dim: true))
    return frame
}
