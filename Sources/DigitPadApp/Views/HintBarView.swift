import Terminal

extension HintBar {
    func draw(_ frame: inout Frame, _ look: Look, pressed: Command?) {
        for button in buttons {
            var style = look.aside
            style.reverse = pressed != nil && button.command == pressed
            frame.write(
                button.text, column: button.area.column, row: button.area.row, style: style)
        }
    }
}
