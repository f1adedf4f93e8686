import Drawing
import Recognition
import Terminal

/// The drawing screen.
func drawingView(_ state: AppState, _ layout: DrawingLayout) -> Frame {
    var frame = Frame(width: state.window.width, height: state.window.height)
    let drawing = state.drawing
    frame.write("DigitPad", column: 1, row: 0, style: Style(bold: true))
    frame.write(status(state), column: 11, row: 0)

    frame.drawBox(layout.grid, unicode: state.capabilities.unicode)
    let inside = layout.grid.inside
    frame.draw(
        Picture(drawing.canvas.raster), column: inside.column, row: inside.row, as: layout.cells,
        state.capabilities,
        cursor: (drawing.cursor.column, drawing.cursor.row, drawing.penIsDown))
    frame.cursor = cursorPosition(drawing.cursor, inside, layout.cells)

    if let recognition = drawing.recognition {
        predictionView(recognition, isNarrow: layout.panel.width < PredictionView.wideWidth)
            .draw(in: layout.panel, &frame, state.capabilities)
    } else {
        drawInvitation(in: layout.panel, &frame)
    }
    if let box = layout.modelInput {
        drawModelInput(drawing.recognition?.input, in: box, &frame, state.capabilities)
    }
    frame.write(
        hints(fitting: state.window.width, short: "0-9 save  u undo  q quit  ? help")
            ?? "", column: 1, row: layout.hintsRow, style: Style(dim: true))
    drawMessage(state, row: layout.messageRow, &frame)
    return frame
}

private func status(_ state: AppState) -> String {
    let drawing = state.drawing
    let tool = drawing.brush.tool == .pen ? "pen" : "eraser"
    let hand = drawing.penIsDown ? "down" : "up"
    return "\(tool) \(drawing.brush.size) \(hand)  cell \(drawing.cursor.column),"
        + "\(drawing.cursor.row)" + (state.mouseIsOn ? "" : "  mouse off")
}

private func predictionView(_ recognition: Recognition, isNarrow: Bool) -> PredictionView {
    let prediction = recognition.prediction
    let second = prediction.ranking[1]
    let decimals = isNarrow ? 0 : 1
    let verdict =
        prediction.digit.map { "I see a \($0)" } ?? (isNarrow ? "No digit" : "Not a digit")
    return PredictionView(
        probabilities: prediction.probabilities, digit: prediction.digit,
        notes: [
            verdict, "\(percent(prediction.confidence, decimals: decimals)) sure", "",
            (isNarrow ? "\(second): " : "next: \(second) ")
                + percent(prediction.probabilities[second], decimals: decimals),
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

private func drawModelInput(
    _ input: ModelInput?, in box: Rectangle, _ frame: inout Frame,
    _ capabilities: TerminalCapabilities
) {
    frame.drawBox(box, title: "what the model sees", unicode: capabilities.unicode)
    let pixels =
        input?.pixels.map { UInt8(min(max($0 * 255, 0), 255).rounded()) } ?? Raster().pixels
    frame.draw(
        Picture(width: ModelInput.side, height: ModelInput.side, pixels: pixels),
        column: box.inside.column, row: box.inside.row, as: .halfBlocks, capabilities)
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

private func hints(fitting width: Int, short: String) -> String? {
    [
        "0-9 save as  Enter as seen  n no digit  c no label  x discard  u undo  Tab history"
            + "  [ ] pen  e eraser  i model  q quit  ? help",
        "0-9 save as  Enter as seen  c no label  x discard  u undo  Tab history  ? help",
        short,
    ].first { $0.count + 1 <= width }
}

/// The message, underlined for those without colour when something went wrong; what does not fit
/// into its row takes the place of the hints below.
func drawMessage(_ state: AppState, row: Int, _ frame: inout Frame) {
    guard let message = state.message else { return }
    let style =
        switch message.kind {
        case .note: Style(bold: true)
        case .problem: Style(foreground: .named(.brightRed), bold: true, underline: true)
        }
    for (offset, line) in wrap(message.text, width: frame.width - 2).prefix(2).enumerated() {
        frame.write(String(repeating: " ", count: frame.width), column: 0, row: row + offset)
        frame.write(line, column: 1, row: row + offset, style: style)
    }
}
