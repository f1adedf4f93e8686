import Drawing
import Recognition
import Terminal

/// The drawing screen in words, for screen readers and terminals without a screen.
///
/// A command a line comes in, sentences go out; the state, the saves and the undoing are those of
/// the screen.
package struct LinearMode {
    private var state: AppState
    private let handler: EffectHandler

    /// A blank grid.
    package init(handler: EffectHandler, settings: Settings = Settings()) {
        self.handler = handler
        // A window in which nothing lacks room.
        state = AppState(
            window: WindowSize(width: 200, height: 60),
            capabilities: TerminalCapabilities(colors: .none, unicode: false),
            settings: settings, isLinear: true)
        state.message = handler.notice
    }

    /// What is said before the first command.
    package var greeting: [String] {
        ["DigitPad, a grid of 28 by 28 cells. \(cursorSentence) The pen is up."]
            + [state.message?.text, "Type help for the commands."].compactMap { $0 }
    }

    /// Does what a line says.
    ///
    /// - Returns: sentences to be said, and why the program is to end, if it is.
    package mutating func answer(_ line: String) -> (sentences: [String], exit: ExitReason?) {
        let words = line.lowercased().split(whereSeparator: \.isWhitespace)
        guard let first = words.first else { return ([], nil) }
        guard let word = LinearWord.all.first(where: { $0.name == first }) else {
            return (["There is no command \(first). Type help for the commands."], nil)
        }
        guard let command = word.command(Array(words.dropFirst())) else {
            return (["Usage: \(word.usage): \(word.help)."], nil)
        }
        return carryOut(command)
    }

    /// Ends as a closed window does: what is on the grid is saved without a label.
    package mutating func end(for reason: ExitReason) -> [String] {
        _ = settle(update(&state, .endRequested(reason)))
        return message
    }

    private var cursorSentence: String {
        "The cursor is at \(state.drawing.cursor.column) \(state.drawing.cursor.row)."
    }

    /// Whether there is ink that was not saved: at the end, whether something was lost.
    package var leavesInkBehind: Bool { state.leavesInkBehind }

    private mutating func carryOut(
        _ command: LinearCommand
    ) -> (sentences: [String], exit: ExitReason?) {
        state.message = nil
        let before = state.drawing
        var exit: ExitReason?
        switch command {
        case .drawing(let command, let times):
            for _ in 0..<times { exit = settle(order(command, &state)) }
        case .go(let cell):
            let (columns, rows) = way(to: cell)
            exit = settle(order(.moveCursor(columns: columns, rows: rows), &state))
        case .line(let cell):
            let (columns, rows) = way(to: cell)
            exit = settle(order(.drawTowards(columns: columns, rows: rows), &state))
            if !state.drawing.penIsDown { endStroke(&state.drawing) }
        case .setPenSize(let size):
            let change = size - state.drawing.brush.size
            exit = settle(order(.changePenSize(by: change), &state))
        case .what:
            return ([sentence(state.drawing.recognition)], nil)
        case .look:
            return (inkedRows(state.drawing.canvas.raster), nil)
        case .help:
            return (LinearWord.all.map { "\($0.usage): \($0.help)." }, nil)
        }
        // Who leaves need not hear what the grid is like.
        return (exit == nil ? changes(since: before) : message, exit)
    }

    private func way(to cell: CellPosition) -> (columns: Int, rows: Int) {
        let cursor = state.drawing.cursor
        return (cell.column - cursor.column, cell.row - cursor.row)
    }

    private mutating func settle(_ effects: [Effect]) -> ExitReason? {
        let handler = handler
        return DigitPadApp.settle(effects, in: &state) { handler.handle($0) }
    }

    /// The state's message as a sentence, if there is one.
    private var message: [String] {
        guard let text = state.message?.text else { return [] }
        return [text.hasSuffix(".") ? text : text + "."]
    }

    /// What a person who cannot see the screen has to hear.
    private func changes(since before: DrawingState) -> [String] {
        let now = state.drawing
        var sentences = message
        if now.cursor != before.cursor {
            sentences.append(cursorSentence)
        }
        if now.penIsDown != before.penIsDown {
            let tool = now.brush.tool == .pen ? "pen" : "eraser"
            sentences.append("The \(tool) is \(now.penIsDown ? "down" : "up").")
        }
        if now.brush != before.brush {
            let tool = now.brush.tool == .pen ? "pen" : "eraser"
            sentences.append("You hold the \(tool), size \(now.brush.size).")
        }
        if now.canvas.raster != before.canvas.raster {
            sentences.append(sentence(now.recognition))
        }
        return sentences.isEmpty ? ["Nothing has changed."] : sentences
    }
}

/// What the network says, in a sentence.
private func sentence(_ recognition: Reading?) -> String {
    guard let prediction = recognition?.prediction else { return "The grid is blank." }
    let next = prediction.ranking[prediction.digit == nil ? 0 : 1]
    let share = percent(prediction.probabilities[next], decimals: 0)
    let sure = percent(prediction.answerProbability, decimals: 0)
    guard let digit = prediction.digit else {
        return "I see no digit, \(sure) sure; if it is one, \(withArticle(next)), \(share)."
    }
    if let doubt = prediction.doubt {
        let none = percent(doubt, decimals: 0)
        return "I see \(withArticle(digit)), \(sure) if it is a digit; \(none) that it is none."
    }
    return "I see \(withArticle(digit)), \(sure) sure; next \(withArticle(next)), \(share)."
}

/// The cells full of ink, without their soft rim, in words row by row.
private func inkedRows(_ raster: Raster) -> [String] {
    let rows = (0..<Raster.side).compactMap { row -> String? in
        var runs: [ClosedRange<Int>] = []
        for column in 0..<Raster.side where raster[column, row] >= 192 {
            if let last = runs.last, last.upperBound == column - 1 {
                runs[runs.count - 1] = last.lowerBound...column
            } else {
                runs.append(column...column)
            }
        }
        guard !runs.isEmpty else { return nil }
        let words = runs.map { run in
            run.count == 1 ? "\(run.lowerBound)" : "\(run.lowerBound) to \(run.upperBound)"
        }
        return "Row \(row): \(words.joined(separator: ", "))."
    }
    return rows.isEmpty ? ["The grid is blank."] : rows
}
