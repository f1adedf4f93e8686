import Terminal

/// What a key orders on the drawing screen.
package enum DrawingCommand: Equatable, Sendable {
    case moveCursor(columns: Int, rows: Int)
    case togglePen
    case toggleTool
    case changePenSize(by: Int)
    case undo
    case redo
    case toggleModelInput
    case toggleMouse
    case saveLabelled(Int)
    case saveAsPredicted
    case saveAsNotADigit
    case saveUnlabelled
    case throwAway
    case showHistory
    case showHelp
    case repaint
    case suspend
    case quit
    case interrupt
}

/// What a key orders on the history screen.
package enum HistoryCommand: Equatable, Sendable {
    case moveSelection(columns: Int, rows: Int)
    case movePage(Int)
    case selectFirst
    case selectLast
    case toggleOpen
    case back
    case relabel(Int)
    case relabelAsNotADigit
    case removeLabel
    case delete
    case undo
    case redo
    case toggleWrongOnly
    case showDrawing
    case showHelp
    case repaint
    case suspend
    case quit
    case interrupt
}

/// Keys that belong together: the one table from which keys are decoded and the help is written.
package struct KeyBinding<Command: Equatable & Sendable>: Sendable {
    /// The keys as the help names them.
    package let name: String
    /// What they do, in a few words.
    package let help: String
    package let commands: [(key: Key, command: Command)]
}

extension KeyBinding {
    /// The command of `key` in a table of bindings.
    static func command(for key: Key, in bindings: [KeyBinding]) -> Command? {
        for binding in bindings {
            if let match = binding.commands.first(where: { $0.key == key }) {
                return match.command
            }
        }
        return nil
    }
}

// What both screens share: the keys of a digit, those that move, and those that mean the same
// everywhere.
extension KeyBinding {
    private static func digits(help: String, _ command: (Int) -> Command) -> KeyBinding {
        KeyBinding(
            name: "0-9", help: help,
            commands: (0...9).map { (.character(Character(String($0))), command($0)) })
    }

    private static func movement(
        help: String, _ command: (_ columns: Int, _ rows: Int) -> Command
    ) -> KeyBinding {
        let (left, right) = (command(-1, 0), command(1, 0))
        let (up, down) = (command(0, -1), command(0, 1))
        return KeyBinding(
            name: "arrows hjkl", help: help,
            commands: [
                (.arrow(.left), left), (.arrow(.right), right),
                (.arrow(.up), up), (.arrow(.down), down),
                (.character("h"), left), (.character("l"), right),
                (.character("k"), up), (.character("j"), down),
            ])
    }

    private static func everywhere(
        showHelp: Command, repaint: Command, suspend: Command, quit: Command, interrupt: Command,
        quitHelp: String
    ) -> [KeyBinding] {
        [
            KeyBinding(name: "?", help: "this help", commands: [(.character("?"), showHelp)]),
            KeyBinding(
                name: "Ctrl-L", help: "repaint the screen", commands: [(.control("l"), repaint)]),
            KeyBinding(
                name: "Ctrl-Z", help: "suspend; fg comes back",
                commands: [(.control("z"), suspend)]),
            KeyBinding(
                name: "q", help: quitHelp,
                commands: [(.character("q"), quit), (.control("c"), interrupt)]),
        ]
    }
}

extension KeyBinding where Command == DrawingCommand {
    package static let drawing: [KeyBinding] =
        [
            .movement(help: "move; draw while the pen is down") {
                .moveCursor(columns: $0, rows: $1)
            },
            KeyBinding(
                name: "Space", help: "lower the pen to draw, or lift it",
                commands: [(.character(" "), .togglePen)]),
            KeyBinding(
                name: "e", help: "pen or eraser", commands: [(.character("e"), .toggleTool)]),
            KeyBinding(
                name: "[ ]", help: "smaller or larger pen",
                commands: [
                    (.character("["), .changePenSize(by: -1)),
                    (.character("]"), .changePenSize(by: 1)),
                ]),
            .digits(help: "save it as that digit") { .saveLabelled($0) },
            KeyBinding(
                name: "Enter", help: "save it as the digit seen",
                commands: [(.enter, .saveAsPredicted)]
            ),
            KeyBinding(
                name: "n", help: "save it as not a digit",
                commands: [(.character("n"), .saveAsNotADigit)]),
            KeyBinding(
                name: "c", help: "save it without a label",
                commands: [(.character("c"), .saveUnlabelled)]),
            KeyBinding(
                name: "x", help: "throw it away", commands: [(.character("x"), .throwAway)]),
            KeyBinding(
                name: "u  Ctrl-R", help: "undo, redo: edits and saves",
                commands: [(.character("u"), .undo), (.control("r"), .redo)]),
            KeyBinding(
                name: "i", help: "what the model sees",
                commands: [(.character("i"), .toggleModelInput)]),
            KeyBinding(
                name: "m", help: "mouse on or off", commands: [(.character("m"), .toggleMouse)]),
            KeyBinding(name: "Tab", help: "the history", commands: [(.tab, .showHistory)]),
        ]
        + everywhere(
            showHelp: .showHelp, repaint: .repaint, suspend: .suspend, quit: .quit,
            interrupt: .interrupt, quitHelp: "quit; ink is saved first")
}

extension KeyBinding where Command == HistoryCommand {
    package static let history: [KeyBinding] =
        [
            .movement(help: "select another drawing") { .moveSelection(columns: $0, rows: $1) },
            KeyBinding(
                name: "PgUp PgDn", help: "a page back or on",
                commands: [(.pageUp, .movePage(-1)), (.pageDown, .movePage(1))]),
            KeyBinding(
                name: "Home End", help: "the newest, the oldest",
                commands: [
                    (.home, .selectFirst), (.end, .selectLast),
                    (.character("g"), .selectFirst), (.character("G"), .selectLast),
                ]),
            KeyBinding(
                name: "Enter", help: "show it large, and back", commands: [(.enter, .toggleOpen)]),
            .digits(help: "it was this digit") { .relabel($0) },
            KeyBinding(
                name: "n", help: "it was not a digit",
                commands: [(.character("n"), .relabelAsNotADigit)]),
            KeyBinding(
                name: "c", help: "take the label away", commands: [(.character("c"), .removeLabel)]),
            KeyBinding(
                name: "d", help: "delete it",
                commands: [(.character("d"), .delete), (.delete, .delete)]),
            KeyBinding(
                name: "u  Ctrl-R", help: "undo, redo: deletions and labels",
                commands: [(.character("u"), .undo), (.control("r"), .redo)]),
            KeyBinding(
                name: "w", help: "only the wrong ones, or all",
                commands: [(.character("w"), .toggleWrongOnly)]),
            KeyBinding(name: "Esc", help: "back", commands: [(.escape, .back)]),
            KeyBinding(name: "Tab", help: "to the drawing", commands: [(.tab, .showDrawing)]),
        ]
        + everywhere(
            showHelp: .showHelp, repaint: .repaint, suspend: .suspend, quit: .quit,
            interrupt: .interrupt, quitHelp: "quit")
}
