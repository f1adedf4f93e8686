import Terminal

/// The keys of the current screen, from the table by which they are understood.
///
/// One below the other, in words that the smallest window has room for.
func helpView(_ state: AppState) -> Frame {
    switch state.screen {
    case .drawing:
        return helpView(
            "Drawing",
            KeyBinding.drawing.map { ($0.name, $0.help) } + [
                ("mouse", "draw, right erases, wheel: pen size")
            ], state)
    case .history:
        return helpView(
            "History",
            KeyBinding.history.map { ($0.name, $0.help) } + [
                ("mouse", "click selects, again opens; scroll")
            ], state)
    }
}

private func helpView(_ title: String, _ rows: [(String, String)], _ state: AppState) -> Frame {
    var frame = Frame(width: state.window.width, height: state.window.height)
    frame.write("\(title): the keys", column: 1, row: 0, style: Style(bold: true))
    frame.write("any key closes this", column: 20, row: 0, style: Style(dim: true))
    let nameWidth = (rows.map(\.0.count).max() ?? 0) + 2
    for (index, (name, help)) in rows.enumerated() {
        frame.write(name, column: 1, row: 1 + index, style: Style(bold: true))
        frame.write(help, column: 1 + nameWidth, row: 1 + index)
    }
    return frame
}
