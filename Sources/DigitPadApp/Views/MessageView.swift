import Terminal

extension ShownMessage {
    func draw(_ frame: inout Frame, _ theme: Theme) {
        // Underlined for those without colour when something went wrong.
        let style =
            switch kind {
            case .note: Style(bold: true)
            case .problem: Style(foreground: theme.problem, bold: true, underline: true)
            }
        for (index, line) in lines.enumerated() {
            let blanks = String(repeating: " ", count: area.column + area.width)
            frame.write(blanks, column: 0, row: area.row + index)
            frame.write(line, column: area.column, row: area.row + index, style: style)
        }
    }
}
