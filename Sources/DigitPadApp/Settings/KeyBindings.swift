import Drawing
import Terminal

/// What a key orders on the drawing screen.
package enum DrawingCommand: Equatable, Sendable {
    case moveCursor(columns: Int, rows: Int)
    /// Draws from the cursor to that cell, whether or not the pen is down.
    case drawTowards(columns: Int, rows: Int)
    /// Sets the mark, or draws a straight line from it to the cursor.
    case markOrLine
    case removeMark
    /// Moves the whole drawing.
    case nudge(columns: Int, rows: Int)
    case toggleCrosshair
    case togglePen
    /// Takes back the last step of a line that keys draw; between lines it is undo.
    case stepBack
    case toggleTool
    /// From the soft pen to the hard one, or back.
    case toggleEdge
    case changePenSize(by: Int)
    case undo
    case redo
    case nextInset
    /// Draws what is on the grid again, stroke by stroke.
    case play
    case toggleMouse
    case saveLabelled(Int)
    case saveAsPredicted
    case saveAsNotADigit
    case saveUnlabelled
    case throwAway
    case showHistory
    case app(AppCommand)
}

/// What a key orders on the history screen.
package enum HistoryCommand: Equatable, Sendable {
    case moveSelection(columns: Int, rows: Int)
    case movePage(Int)
    case selectFirst
    case selectLast
    case toggleOpen
    case back
    /// Draws the selected drawing again, stroke by stroke.
    case play
    case relabel(Int)
    case relabelAsNotADigit
    case removeLabel
    case delete
    case undo
    case redo
    case toggleWrongOnly
    /// Shows only the drawings with the label of the selected one, or with any.
    case filterByLabel
    /// Shows how many drawings there are and how they were seen.
    case showStatistics
    case showDrawing
    case app(AppCommand)
}

/// What a key orders on every screen.
package enum AppCommand: CaseIterable, Equatable, Sendable {
    case showHelp
    case repaint
    case suspend
    case quit
    case interrupt

    /// Whether it ends the program.
    var leaves: Bool { self == .quit || self == .interrupt }
}

/// The commands of a screen, those of every screen among them.
protocol ScreenCommand: Equatable, Sendable {
    static func app(_ command: AppCommand) -> Self
}

extension ScreenCommand {
    /// The command of every screen that it is; nil where it is one of its own screen.
    var app: AppCommand? { AppCommand.allCases.first { .app($0) == self } }
}

extension DrawingCommand: ScreenCommand {}
extension HistoryCommand: ScreenCommand {}

/// Keys that belong together: the one table from which keys are decoded and the help is written.
package struct KeyBinding<Command: Equatable & Sendable>: Equatable, Sendable {
    /// A key and what it orders.
    package struct Assignment: Equatable, Sendable {
        package let key: Key
        package let command: Command
    }

    /// The keys as the help names them.
    package let name: String
    /// What they do, in a few words.
    package let help: String
    package let commands: [Assignment]

    init(name: String, help: String, assignments: [Assignment]) {
        self.name = name
        self.help = help
        commands = assignments
    }

    fileprivate init(name: String, help: String, commands: [(Key, Command)]) {
        self.init(
            name: name, help: help,
            assignments: commands.map { Assignment(key: $0.0, command: $0.1) })
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

    /// Arrows in some form and four letters for left, down, up and right, all by `step` cells.
    private static func movement(
        _ name: String, _ arrow: (Direction) -> Key, _ letters: String, step: Int = 1,
        help: String, _ command: (_ columns: Int, _ rows: Int) -> Command
    ) -> KeyBinding {
        let ways: [(Direction, Command)] = [
            (.left, command(-step, 0)), (.down, command(0, step)), (.up, command(0, -step)),
            (.right, command(step, 0)),
        ]
        return KeyBinding(
            name: name, help: help,
            commands: ways.map { (arrow($0.0), $0.1) }
                + zip(letters, ways).map { (.character($0), $1.1) })
    }

}

extension KeyBinding where Command: ScreenCommand {
    private static func everywhere(quitHelp: String) -> [KeyBinding] {
        [
            KeyBinding(
                name: "?  F1", help: "this help",
                commands: [(.character("?"), .app(.showHelp)), (.function(1), .app(.showHelp))]),
            KeyBinding(
                name: "Ctrl-L  -Z", help: "repaint; suspend (fg comes back)",
                commands: [(.control("l"), .app(.repaint)), (.control("z"), .app(.suspend))]),
            KeyBinding(
                name: "q", help: quitHelp,
                commands: [(.character("q"), .app(.quit)), (.control("c"), .app(.interrupt))]),
        ]
    }
}

extension KeyBinding where Command == DrawingCommand {
    package static let drawing: [KeyBinding] =
        [
            .movement("arrows hjkl", Key.arrow, "hjkl", help: "move; draw while the pen is down") {
                .moveCursor(columns: $0, rows: $1)
            },
            KeyBinding(
                name: "Space", help: "lower the pen to draw, or lift it",
                commands: [(.character(" "), .togglePen)]),
            .movement("Shift HJKL", Key.shift, "HJKL", help: "draw with the pen up or down") {
                .drawTowards(columns: $0, rows: $1)
            },
            KeyBinding(
                name: "Backspace", help: "a step of the line back, or undo",
                commands: [(.backspace, .stepBack)]),
            .movement("Ctrl-arrows", Key.controlArrow, "", step: 7, help: "move by seven cells") {
                .moveCursor(columns: $0, rows: $1)
            },
            KeyBinding(
                name: "Home..PgDn", help: "move to an edge",
                commands: [
                    (.home, .moveCursor(columns: -Raster.side, rows: 0)),
                    (.end, .moveCursor(columns: Raster.side, rows: 0)),
                    (.pageUp, .moveCursor(columns: 0, rows: -Raster.side)),
                    (.pageDown, .moveCursor(columns: 0, rows: Raster.side)),
                ]),
            KeyBinding(
                name: "v  Esc", help: "mark; a line from it; unmark",
                commands: [(.character("v"), .markOrLine), (.escape, .removeMark)]),
            .movement("Alt   wasd", Key.altArrow, "aswd", help: "move the whole drawing") {
                .nudge(columns: $0, rows: $1)
            },
            KeyBinding(
                name: "e  [ ]  o", help: "pen, eraser; size; soft, hard",
                commands: [
                    (.character("e"), .toggleTool),
                    (.character("o"), .toggleEdge),
                    (.character("["), .changePenSize(by: -1)),
                    (.character("]"), .changePenSize(by: 1)),
                ]),
            .digits(help: "save it as that digit") { .saveLabelled($0) },
            KeyBinding(
                name: "Enter", help: "save it as the digit seen",
                commands: [(.enter, .saveAsPredicted)]
            ),
            KeyBinding(
                name: "n  c", help: "as not a digit; without a label",
                commands: [
                    (.character("n"), .saveAsNotADigit), (.character("c"), .saveUnlabelled),
                ]),
            KeyBinding(
                name: "x", help: "throw it away", commands: [(.character("x"), .throwAway)]),
            KeyBinding(
                name: "u  Ctrl-R", help: "undo, redo: edits and saves",
                commands: [(.character("u"), .undo), (.control("r"), .redo)]),
            KeyBinding(
                name: "i", help: "what the model sees; the lines; why",
                commands: [(.character("i"), .nextInset)]),
            KeyBinding(
                name: "p", help: "draw it again, stroke by stroke",
                commands: [(.character("p"), .play)]),
            KeyBinding(
                name: "+", help: "lines through the cursor",
                commands: [(.character("+"), .toggleCrosshair)]),
            KeyBinding(
                name: "m", help: "mouse on or off", commands: [(.character("m"), .toggleMouse)]),
            KeyBinding(name: "Tab", help: "the history", commands: [(.tab, .showHistory)]),
        ]
        + everywhere(quitHelp: "quit; ink is saved first")
}

extension KeyBinding where Command == HistoryCommand {
    package static let history: [KeyBinding] =
        [
            .movement("arrows hjkl", Key.arrow, "hjkl", help: "select another drawing") {
                .moveSelection(columns: $0, rows: $1)
            },
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
            KeyBinding(
                name: "p", help: "draw it again, stroke by stroke",
                commands: [(.character("p"), .play)]),
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
            KeyBinding(
                name: "f", help: "only those with one label, or all",
                commands: [(.character("f"), .filterByLabel)]),
            KeyBinding(
                name: "s", help: "how many, and how many seen right",
                commands: [(.character("s"), .showStatistics)]),
            KeyBinding(name: "Esc", help: "back", commands: [(.escape, .back)]),
            KeyBinding(name: "Tab", help: "to the drawing", commands: [(.tab, .showDrawing)]),
        ]
        + everywhere(quitHelp: "quit")
}
