import Terminal

/// The message in lines, and where they stand.
struct ShownMessage {
    /// The rows that it takes, with whatever stood there before.
    let area: Rectangle
    private let lines: [String]
    private let style: Style

    /// The message at the top of the area; what needs more rows covers some of those above.
    ///
    /// Nil while there is none.
    init?(_ state: AppState, in area: Rectangle) {
        guard let message = state.message else { return nil }
        lines = wrap(message.text, width: area.width)
        self.area = Rectangle(
            column: area.column, row: min(area.row, area.row + area.height - lines.count),
            width: area.width, height: lines.count)
        // Underlined for those without colour when something went wrong.
        style =
            switch message.kind {
            case .note: Style(bold: true)
            case .problem:
                Style(foreground: state.look.theme.problem, bold: true, underline: true)
            }
    }

    func draw(_ frame: inout Frame) {
        for (index, line) in lines.enumerated() {
            let blanks = String(repeating: " ", count: area.column + area.width)
            frame.write(blanks, column: 0, row: area.row + index)
            frame.write(line, column: area.column, row: area.row + index, style: style)
        }
    }
}
