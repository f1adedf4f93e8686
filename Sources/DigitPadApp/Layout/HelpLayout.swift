/// How the rows of the help are spread over columns and pages.
struct HelpLayout {
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
                state.settings.keys.drawing.bindings.map { ($0.name, $0.help) } + [
                    ("mouse", "draw, right erases, wheel: pen size")
                ]
        case .history:
            keys =
                state.settings.keys.history.bindings.map { ($0.name, $0.help) } + [
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

    /// The number of the last page, counted from 0.
    var lastPage: Int { pageCount - 1 }

    func rows(ofPage page: Int) -> ArraySlice<(keys: String, help: String)> {
        rows.dropFirst(page * pageSize).prefix(pageSize)
    }
}
