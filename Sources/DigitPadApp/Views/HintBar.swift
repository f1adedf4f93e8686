import Terminal

/// The keys that are shown below the drawing, which the mouse can press too.
struct HintBar {
    /// A hint and where it stands.
    struct Button {
        let text: String
        /// What a click orders; nil for a hint about several keys.
        let command: DrawingCommand?
        let area: Rectangle
    }

    let buttons: [Button]

    /// What everybody needs, as far as the help, which has all of it; then the others.
    private static let hints: [(command: DrawingCommand?, words: String)] = [
        (nil, "0-9 save as"), (.saveAsPredicted, "as seen"), (.saveUnlabelled, "no label"),
        (.throwAway, "discard"), (.undo, "undo"), (.showHistory, "history"), (.quit, "quit"),
        (.showHelp, "help"), (.saveAsNotADigit, "not a digit"), (.togglePen, "pen"),
        (.toggleTool, "eraser"), (.changePenSize(by: -1), "finer"),
        (.changePenSize(by: 1), "wider"), (.toggleEdge, "soft/hard"), (.nextInset, "model"),
        (.toggleMouse, "mouse"),
    ]
    /// For a window that has no room for the help among those.
    private static let fewHints: [(command: DrawingCommand?, words: String)] = [
        (nil, "0-9 save"), (.showHelp, "help"), (.quit, "quit"), (.undo, "undo"),
    ]

    /// As many of the hints as the area has room for.
    init(in area: Rectangle, _ keys: KeyMap) {
        let all = Self.placed(Self.hints, in: area, keys)
        buttons =
            all.contains { $0.command == .showHelp }
            ? all : Self.placed(Self.fewHints, in: area, keys)
    }

    private static func placed(
        _ hints: [(command: DrawingCommand?, words: String)], in area: Rectangle, _ keys: KeyMap
    ) -> [Button] {
        let gap = 2
        var place = Frame.Position(column: area.column, row: area.row)
        var buttons: [Button] = []
        for (command, words) in hints {
            let key = command.flatMap { keys.keys(for: $0).first?.name }
            let text = [key, words].compactMap { $0 }.joined(separator: " ")
            if place.column > area.column, place.column + text.count > area.column + area.width {
                place = Frame.Position(column: area.column, row: place.row + 1)
            }
            guard place.row < area.row + area.height else { break }
            buttons.append(
                Button(
                    text: text, command: command,
                    area: Rectangle(
                        column: place.column, row: place.row, width: text.count, height: 1)))
            place.column += text.count + gap
        }
        return buttons
    }

    func draw(_ frame: inout Frame, pressed: DrawingCommand?) {
        for button in buttons {
            let isPressed = pressed != nil && button.command == pressed
            frame.write(
                button.text, column: button.area.column, row: button.area.row,
                style: Style(dim: true, reverse: isPressed))
        }
    }
}

/// What a click at the position orders: a bar saves the drawing as its digit, a hint does what its
/// key does; nil where there is neither.
func button(at position: Frame.Position, _ state: AppState) -> DrawingCommand? {
    guard let layout = drawingLayout(state) else { return nil }
    if state.drawing.recognition != nil,
        let digit = PredictionLayout(layout.panel).bar(at: position)
    {
        return .saveLabelled(digit)
    }
    // Under a message that covers it nobody sees a hint.
    if let shown = ShownMessage(state, in: layout.messageAndHints), shown.area.contains(position) {
        return nil
    }
    return HintBar(in: layout.hints, state.settings.keys).buttons
        .first { $0.area.contains(position) }?.command
}
