import Terminal

extension HintBar {
    func draw(_ frame: inout Frame, pressed: Command?) {
        for button in buttons {
            let isPressed = pressed != nil && button.command == pressed
            frame.write(
                button.text, column: button.area.column, row: button.area.row,
                style: Style(dim: true, reverse: isPressed))
        }
    }
}
