import Terminal

/// A page of the keys of the current screen, from the table by which they are understood.
///
/// One below the other, in words that the smallest window has room for; side by side where the
/// window is wide, and over several pages where it is small.
func helpView(_ state: AppState, page: Int) -> Frame {
    let layout = HelpLayout(state)
    var frame = Frame(width: state.window.width, height: state.window.height)
    let screen = state.screen == .drawing ? "Drawing" : "History"
    let isNarrow = state.window.width < 50
    let title = isNarrow ? "Keys" : "\(screen): the keys"
    let next = "\(page + 2) of \(layout.pageCount)"
    let isLast = page + 1 >= layout.pageCount
    frame.write(title, column: 1, row: 0, style: Style(bold: true))
    frame.write(
        isLast ? "any key closes this" : "any key \(isNarrow ? "for" : "turns to") page \(next)",
        column: title.count + 3, row: 0, style: state.look.aside)
    for (index, rows) in layout.columns(ofPage: page).enumerated() {
        let column = 1 + index * layout.columnWidth
        for (line, row) in rows.enumerated() {
            frame.write(row.keys, column: column, row: 1 + line, style: Style(bold: true))
            frame.write(row.help, column: column + layout.keysWidth, row: 1 + line)
        }
    }
    return frame
}
