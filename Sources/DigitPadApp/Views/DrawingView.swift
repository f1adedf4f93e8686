import Drawing
import Recognition
import Terminal

/// The drawing screen.
func drawingView(_ state: AppState, _ layout: DrawingLayout) -> Frame {
    var frame = Frame(width: state.window.width, height: state.window.height)
    let drawing = state.drawing
    frame.write("DigitPad", column: 1, row: 0, style: Style(bold: true))
    frame.write(status(state), column: 11, row: 0)

    frame.drawBox(layout.grid, unicode: state.look.unicode)
    let inside = layout.grid.inside
    frame.draw(
        Picture((state.playback?.canvas ?? drawing.canvas).raster), column: inside.column,
        row: inside.row, as: layout.cells,
        state.look,
        pointers: Pointers(
            cursor: (drawing.cursor.column, drawing.cursor.row, drawing.penIsDown),
            mark: drawing.mark.map { ($0.column, $0.row) },
            showsCrosshair: state.showsCrosshair))
    frame.cursor = cursorPosition(drawing.cursor, inside, layout.cells)

    let recognition = state.shownRecognition
    if let recognition {
        predictionView(recognition, isNarrow: layout.panel.width < PredictionView.wideWidth)
            .draw(in: layout.panel, &frame, state.look)
    } else {
        drawInvitation(in: layout.panel, &frame)
    }
    if let box = layout.inset {
        drawInset(state, in: box, &frame)
    }
    drawHints(in: layout.hints, &frame)
    // A message that needs more rows takes those of the hints.
    var messageArea = layout.message
    messageArea.height += layout.hints.height
    drawMessage(state, in: messageArea, &frame)
    return frame
}

extension AppState {
    /// What the network says of what the drawing screen shows.
    fileprivate var shownRecognition: Recognition? {
        playback == nil ? drawing.recognition : playback?.recognition
    }
}

private func status(_ state: AppState) -> String {
    if let demonstration = state.demonstration {
        return "draws a \(demonstration.digit) by itself; any key ends this"
    }
    if state.playback != nil { return "plays the drawing; any key stops" }
    let drawing = state.drawing
    let tool = drawing.brush.tool == .pen ? "pen" : "eraser"
    let hand = drawing.penIsDown ? "down" : "up"
    return "\(tool) \(drawing.brush.size) \(hand)  cell \(drawing.cursor.column),"
        + "\(drawing.cursor.row)" + (state.mouseIsOn ? "" : "  mouse off")
}

private func predictionView(_ recognition: Recognition, isNarrow: Bool) -> PredictionView {
    let prediction = recognition.prediction
    // What it is otherwise: the next digit, or the first where the answer is none.
    let next = prediction.ranking[prediction.digit == nil ? 0 : 1]
    let nextWord = prediction.digit == nil ? "else" : "next"
    let decimals = isNarrow ? 0 : 1
    // By how much the answer is ahead of the next.
    let lead = max(0, prediction.answerProbability - prediction.probabilities[next])
    let verdict =
        prediction.digit.map { "I see a \($0)" } ?? (isNarrow ? "No digit" : "Not a digit")
    return PredictionView(
        probabilities: prediction.probabilities, digit: prediction.digit,
        notes: [
            verdict, "\(percent(prediction.answerProbability, decimals: decimals)) sure",
            isNarrow ? "" : "ahead by \(percent(lead, decimals: decimals))",
            (isNarrow ? "\(next): " : "\(nextWord): \(next) ")
                + percent(prediction.probabilities[next], decimals: decimals),
            "\(fixed(recognition.milliseconds, decimals: 2)) ms",
        ])
}

private func drawInvitation(in panel: Rectangle, _ frame: inout Frame) {
    let lines = [
        "Draw a digit", "from 0 to 9.", "", "Mouse: hold the", "left button.", "",
        "Keys: Space puts", "the pen down,", "arrows draw.", "", "Then press the", "digit it is.",
    ]
    for (index, line) in lines.enumerated() {
        frame.write(line, column: panel.column + 1, row: panel.row + 2 + index)
    }
}

/// What the model sees, or the part of it that spoke for the digit, in shades of the most that did.
private func drawInset(_ state: AppState, in box: Rectangle, _ frame: inout Frame) {
    let recognition = state.shownRecognition
    let (title, values): (String, [Float]?) =
        switch state.inset {
        case .reasons:
            (
                recognition.map { "what spoke for \($0.prediction.mostProbableDigit)" }
                    ?? "reasons",
                recognition?.reasons.map(shadesOfMost)
            )
        case .modelInput, nil: ("what the model sees", recognition?.input.pixels)
        }
    frame.drawBox(box, title: title, unicode: state.look.unicode)
    let pixels =
        values?.map { UInt8(min(max($0 * 255, 0), 255).rounded()) } ?? Raster().pixels
    frame.draw(
        Picture(width: ModelInput.side, height: ModelInput.side, pixels: pixels),
        column: box.inside.column, row: box.inside.row, as: .halfBlocks, state.look)
}

/// The values above zero as shares of the largest.
private func shadesOfMost(_ values: [Float]) -> [Float] {
    let most = max(values.max() ?? 0, 1e-9)
    return values.map { max($0, 0) / most }
}

private func cursorPosition(
    _ cell: CellPosition, _ inside: Rectangle, _ cells: RasterCells
) -> Frame.Position {
    switch cells {
    case .halfBlocks:
        Frame.Position(column: inside.column + cell.column, row: inside.row + cell.row / 2)
    case .doubleColumns:
        Frame.Position(column: inside.column + 2 * cell.column, row: inside.row + cell.row)
    }
}

/// The keys that everybody needs, as far as `?`, which has all of them; then the others.
private let hints = [
    "0-9 save as", "Enter as seen", "c no label", "x discard", "u undo", "Tab history", "q quit",
    "? help", "n not a digit", "Space pen", "e eraser", "[ ] size", "i model", "m mouse",
]
private let shortHints = ["0-9 save", "u undo", "q quit", "? help"]

private func drawHints(in area: Rectangle, _ frame: inout Frame) {
    let wrapped = wrap(hints, separator: "  ", width: area.width)
    let lines = wrapped.prefix(area.height)
    let showsHelp = lines.contains { $0.contains("? help") }
    let shown = showsHelp ? Array(lines) : wrap(shortHints, separator: "  ", width: area.width)
    for (index, line) in shown.prefix(area.height).enumerated() {
        frame.write(line, column: area.column, row: area.row + index, style: Style(dim: true))
    }
}

/// The message, underlined for those without colour when something went wrong.
func drawMessage(_ state: AppState, in area: Rectangle, _ frame: inout Frame) {
    guard let message = state.message else { return }
    let style =
        switch message.kind {
        case .note: Style(bold: true)
        case .problem:
            Style(foreground: state.look.theme.problem, bold: true, underline: true)
        }
    for (index, line) in wrap(message.text, width: area.width).prefix(area.height).enumerated() {
        let blanks = String(repeating: " ", count: area.width)
        frame.write(blanks, column: area.column, row: area.row + index)
        frame.write(line, column: area.column, row: area.row + index, style: style)
    }
}
