import Terminal

/// The keys that are shown at the bottom of a screen, which the mouse can press too.
struct HintBar<Command: ScreenCommand> {
    /// What a key does; without a command for a hint about several keys, whose words name them.
    typealias Hint = (command: Command?, words: String)

    /// A hint and where it stands.
    struct Button {
        let text: String
        /// What a click orders; nil for a hint about several keys.
        let command: Command?
        let area: Rectangle
    }

    let buttons: [Button]

    /// As many of the hints as the area has room for.
    ///
    /// Of the first choice in which `needed` is among them; without such a choice those of the last.
    init(
        _ choices: [[Hint]], needed: Command, in area: Rectangle, keyName: (Command) -> String?
    ) {
        let placed = choices.map { Self.placed($0, in: area, keyName) }
        buttons =
            placed.first { $0.contains { $0.command == needed } } ?? placed.last ?? []
    }

    private static func placed(
        _ hints: [Hint], in area: Rectangle, _ keyName: (Command) -> String?
    ) -> [Button] {
        let gap = 2
        var place = Frame.Position(column: area.column, row: area.row)
        var buttons: [Button] = []
        for (command, words) in hints {
            let text = [command.flatMap(keyName), words].compactMap { $0 }.joined(separator: " ")
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

    /// What a click at the position orders; nil where there is no button.
    func command(at position: Frame.Position) -> Command? {
        buttons.first { $0.area.contains(position) }?.command
    }
}

extension HintBar<DrawingCommand> {
    /// Those of the drawing screen.
    ///
    /// What everybody needs, as far as the help, which has all of it; then the others. A window without
    /// room for that has a few.
    init(in area: Rectangle, _ keys: KeyMap) {
        let quit: Hint = (.app(.quit), "quit")
        let help: Hint = (.app(.showHelp), "help")
        let hints: [Hint] = [
            (nil, "0-9 save as"), (.saveAsPredicted, "as seen"), (.saveUnlabelled, "no label"),
            (.throwAway, "discard"), (.undo, "undo"), (.showHistory, "history"), quit, help,
            (.saveAsNotADigit, "not a digit"), (.togglePen, "pen"),
            (.toggleTool, "eraser"), (.changePenSize(by: -1), "finer"),
            (.changePenSize(by: 1), "wider"), (.toggleEdge, "soft/hard"), (.nextInset, "model"),
            (.toggleMouse, "mouse"),
        ]
        let someHints: [Hint] = [
            (nil, "0-9 save"), (.saveAsPredicted, "as seen"), (.throwAway, "discard"),
            (.undo, "undo"), (.showHistory, "history"), quit, help,
        ]
        let fewHints: [Hint] = [
            (nil, "0-9 save"), (.undo, "undo"), (.showHistory, "history"), quit, help,
        ]
        let fewestHints: [Hint] = [
            (nil, "0-9 save"), (.showHistory, "history"), help,
        ]
        self.init([hints, someHints, fewHints, fewestHints], needed: .app(.showHelp), in: area) {
            keys.drawing.keyName(for: $0)
        }
    }
}

extension HintBar<HistoryCommand> {
    /// Those of the history screen; the help, which has all keys, comes last.
    init(_ state: AppState) {
        let toDrawing: Hint = (.showDrawing, "drawing")
        let quit: Hint = (.app(.quit), "quit")
        let help: Hint = (.app(.showHelp), "help")
        let choices: [[Hint]] =
            state.history.isOpen
            ? [
                [
                    (.toggleOpen, "list"), (nil, "0-9 relabel"),
                    (.relabelAsNotADigit, "not a digit"), (.removeLabel, "no label"),
                    (.delete, "delete"), (.undo, "undo"), (.play, "play"), toDrawing,
                    quit, help,
                ],
                [
                    (.toggleOpen, "list"), (nil, "0-9 relabel"),
                    (.relabelAsNotADigit, "not a digit"), (.delete, "delete"), (.play, "play"),
                    toDrawing, help,
                ],
                [(.toggleOpen, "list"), (.play, "play"), toDrawing, help],
                [(.back, "back"), (.play, "play"), help],
            ]
            : [
                [
                    (.toggleOpen, "large"), (nil, "0-9 relabel"),
                    (.relabelAsNotADigit, "not a digit"), (.removeLabel, "no label"),
                    (.delete, "delete"), (.undo, "undo"), (.play, "play"),
                    (.toggleWrongOnly, "wrong"), (.filterByLabel, "by label"),
                    (.showStatistics, "statistics"), toDrawing,
                    quit, help,
                ],
                [
                    (.toggleOpen, "large"), (nil, "0-9 relabel"), (.delete, "delete"),
                    (.toggleWrongOnly, "wrong"), (.filterByLabel, "by label"), toDrawing,
                    help,
                ],
                [(nil, "0-9 relabel"), (.delete, "delete"), toDrawing, help],
                [(.delete, "delete"), toDrawing, help], [toDrawing, help],
            ]
        self.init(choices, needed: .app(.showHelp), in: HistoryLayout(state.window).hints) {
            state.settings.keys.history.keyName(for: $0)
        }
    }
}

/// What a click at the position orders: a bar saves the drawing as its digit, a hint does what its
/// key does; nil where there is neither.
func button(at position: Frame.Position, _ state: AppState) -> DrawingCommand? {
    guard let layout = drawingLayout(state) else { return nil }
    // Under a message nobody sees a bar or a hint.
    if let shown = ShownMessage(state, in: layout.messageAndHints), shown.area.contains(position) {
        return nil
    }
    if state.drawing.recognition != nil,
        let digit = PredictionLayout(layout.panel).bar(at: position)
    {
        return .saveLabelled(digit)
    }
    return HintBar(in: layout.hints, state.settings.keys).command(at: position)
}
