/// How the rows of the help are spread over columns and pages.
struct HelpLayout {
    typealias Row = (keys: String, help: String)

    let keysWidth: Int
    let columnWidth: Int
    /// The columns of all pages; none begins within a key's help, unless that is longer than a column.
    private let columns: [[Row]]
    private let columnsOnPage: Int

    init(_ state: AppState) {
        let keys: [Row]
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
        let entries = keys.map { row -> [Row] in
            let help = wrap(row.help, width: max(8, room - keysWidth))
            guard row.keys.count > widest else {
                return help.enumerated().map { ($0 == 0 ? row.keys : "", $1) }
            }
            return wrap(row.keys, width: room).map { ($0, "") } + help.map { ("", $0) }
        }
        self.keysWidth = keysWidth
        columnWidth =
            (entries.joined().map { max($0.keys.count, keysWidth + $0.help.count) }.max() ?? 0) + 2
        columnsOnPage = max(1, (state.window.width - 1) / columnWidth)
        columns = Self.columns(of: entries, rows: max(1, state.window.height - 1))
    }

    private static func columns(of entries: [[Row]], rows: Int) -> [[Row]] {
        var columns: [[Row]] = [[]]
        for entry in entries {
            if columns[columns.count - 1].count + entry.count > rows { columns.append([]) }
            for row in entry {
                if columns[columns.count - 1].count == rows { columns.append([]) }
                columns[columns.count - 1].append(row)
            }
        }
        return columns
    }

    var pageCount: Int { (columns.count + columnsOnPage - 1) / columnsOnPage }

    /// The number of the last page, counted from 0.
    var lastPage: Int { pageCount - 1 }

    func columns(ofPage page: Int) -> ArraySlice<[Row]> {
        columns.dropFirst(page * columnsOnPage).prefix(columnsOnPage)
    }
}
