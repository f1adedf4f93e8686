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
        column: title.count + 3, row: 0, style: Style(dim: true))
    for (index, row) in layout.rows(ofPage: page).enumerated() {
        let column = 1 + index / layout.rowsInColumn * layout.columnWidth
        let line = 1 + index % layout.rowsInColumn
        frame.write(row.keys, column: column, row: line, style: Style(bold: true))
        frame.write(row.help, column: column + layout.keysWidth, row: line)
    }
    return frame
}

/// The number of the help's last page, counted from 0.
func lastHelpPage(_ state: AppState) -> Int { HelpLayout(state).pageCount - 1 }

/// How the rows of the help are spread over columns and pages.
private struct HelpLayout {
    private let rows: [(keys: String, help: String)]
    let keysWidth: Int
    let columnWidth: Int
    let rowsInColumn: Int
    private let columnCount: Int

    init(_ state: AppState) {
        let keys: [(keys: String, help: String)]
        switch state.screen {
        case .drawing:
            keys =
                state.settings.keys.bindings.map { ($0.name, $0.help) } + [
                    ("mouse", "draw, right erases, wheel: pen size")
                ]
        case .history:
            keys =
                KeyBinding.history.map { ($0.name, $0.help) } + [
                    ("mouse", "click selects, again opens; scroll")
                ]
        }
        // Many keys for one thing, as somebody may choose, stand in a line of their own above it.
        let room = state.window.width - 1
        let widest = max(12, room / 2 - 2)
        let keysWidth = (keys.map(\.keys.count).filter { $0 <= widest }.max() ?? 0) + 2
        rows = keys.flatMap { row in
            let help = wrap(row.help, width: max(8, room - keysWidth))
            guard row.keys.count > widest else {
                return help.enumerated().map { ($0 == 0 ? row.keys : "", $1) }
            }
            return wrap(row.keys, width: room).map { ($0, "") } + help.map { ("", $0) }
        }
        self.keysWidth = keysWidth
        columnWidth =
            (rows.map { max($0.keys.count, keysWidth + $0.help.count) }.max() ?? 0) + 2
        columnCount = max(1, (state.window.width - 1) / columnWidth)
        rowsInColumn = max(1, state.window.height - 1)
    }

    private var pageSize: Int { rowsInColumn * columnCount }

    var pageCount: Int { (rows.count + pageSize - 1) / pageSize }

    func rows(ofPage page: Int) -> ArraySlice<(keys: String, help: String)> {
        rows.dropFirst(page * pageSize).prefix(pageSize)
    }
}
