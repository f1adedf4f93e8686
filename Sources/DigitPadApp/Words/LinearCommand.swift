import Drawing

/// What a line of the linear mode orders.
enum LinearCommand: Equatable, Sendable {
    case drawing(DrawingCommand, times: Int)
    /// Moves the cursor to a cell; draws on the way while the pen is down.
    case go(CellPosition)
    /// Draws a straight line from the cursor to a cell.
    case line(to: CellPosition)
    case setPenSize(Int)
    /// Says what the network sees.
    case what
    /// Says which cells hold ink.
    case look
    case help
}

/// A word that begins a command: how it is written, what it does, and how it is read.
struct LinearWord: Sendable {
    /// With its arguments, as the help shows it.
    let usage: String
    let help: String
    /// The command that the words after it make; nil where they make none.
    let command: @Sendable ([Substring]) -> LinearCommand?

    /// The first word of the usage.
    var name: Substring { usage.prefix { $0 != " " } }
}

extension LinearWord {
    /// Every command, in the order of the help.
    static let all: [LinearWord] = [
        LinearWord(usage: "go COLUMN ROW", help: "move to that cell, 0 to 27 from the top left") {
            cell($0).map(LinearCommand.go)
        },
        LinearWord(usage: "line COLUMN ROW", help: "draw a straight line to that cell") {
            cell($0).map(LinearCommand.line)
        },
        step("left", -1, 0), step("right", 1, 0), step("up", 0, -1), step("down", 0, 1),
        plain("pen", "lower the pen to draw, or lift it", .togglePen),
        plain("back", "take the last step of the line back", .stepBack),
        plain("eraser", "take the eraser, or the pen again", .toggleTool),
        LinearWord(usage: "size N", help: "the size of the pen, 1 to 5") { words in
            number(words, in: Brush.sizes).map(LinearCommand.setPenSize)
        },
        LinearWord(usage: "what", help: "say what is seen") { $0.isEmpty ? .what : nil },
        LinearWord(usage: "look", help: "say which cells hold ink") { $0.isEmpty ? .look : nil },
        LinearWord(usage: "save [DIGIT]", help: "save as that digit, or as the digit seen") {
            words in
            words.isEmpty
                ? .drawing(.saveAsPredicted, times: 1)
                : number(words, in: 0...9).map { .drawing(.saveLabelled($0), times: 1) }
        },
        plain("none", "save as not a digit", .saveAsNotADigit),
        plain("keep", "save without a label", .saveUnlabelled),
        plain("clear", "throw the drawing away", .throwAway),
        plain("undo", "take the last edit or save back", .undo),
        plain("redo", "do it again", .redo),
        LinearWord(usage: "help", help: "say these commands") { $0.isEmpty ? .help : nil },
        plain("quit", "end; ink is saved first", .app(.quit)),
    ]

    private static func plain(
        _ name: String, _ help: String, _ command: DrawingCommand
    ) -> LinearWord {
        LinearWord(usage: name, help: help) { words in
            words.isEmpty ? .drawing(command, times: 1) : nil
        }
    }

    private static func step(_ name: String, _ columns: Int, _ rows: Int) -> LinearWord {
        LinearWord(
            usage: "\(name) [N]",
            help: "move by a cell or by N, 1 to 28; draw while the pen is down"
        ) { words in
            let command = DrawingCommand.moveCursor(columns: columns, rows: rows)
            return words.isEmpty
                ? .drawing(command, times: 1)
                : number(words, in: 1...Raster.side).map { .drawing(command, times: $0) }
        }
    }

    private static func number(_ words: [Substring], in range: ClosedRange<Int>) -> Int? {
        guard words.count == 1, let number = Int(words[0]), range.contains(number) else {
            return nil
        }
        return number
    }

    private static func cell(_ words: [Substring]) -> CellPosition? {
        let last = Raster.side - 1
        guard words.count == 2, let column = number([words[0]], in: 0...last),
            let row = number([words[1]], in: 0...last)
        else { return nil }
        return CellPosition(column: column, row: row)
    }
}
