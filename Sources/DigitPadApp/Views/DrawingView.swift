import Drawing
import Recognition
import Terminal

/// The drawing screen.
func drawingView(_ state: AppState, _ layout: DrawingLayout) -> Frame {
    var frame = Frame(width: state.window.width, height: state.window.height)
    let drawing = state.drawing
    frame.write("DigitPad", column: 1, row: 0, style: Style(bold: true))
    let room = state.window.width - 11
    frame.write(status(state).first { $0.count <= room } ?? "", column: 11, row: 0)

    frame.drawBox(layout.grid, unicode: state.look.unicode)
    let inside = layout.grid.inside
    frame.draw(
        Picture(state.shownCanvas.raster), column: inside.column,
        row: inside.row, as: layout.cells,
        state.look,
        pointers: Pointers(
            cursor: (drawing.cursor.column, drawing.cursor.row, drawing.penIsDown),
            mark: drawing.mark.map { ($0.column, $0.row) },
            showsCrosshair: state.showsCrosshair))
    let cursor = layout.cells.firstCharacter(of: drawing.cursor)
    frame.cursor = Frame.Position(
        column: inside.column + cursor.column, row: inside.row + cursor.row)
    // On a character that shows two cells in their colours it would swap these.
    frame.showsCursor =
        layout.cells != .halfBlocks || !(state.look.greys && state.look.unicode)

    let recognition = state.shownRecognition
    if let recognition {
        var panel = predictionView(
            recognition, isNarrow: PredictionLayout(layout.panel).isNarrow)
        if case .saveLabelled(let digit)? = drawing.pressedButton { panel.pressedBar = digit }
        panel.draw(in: layout.panel, &frame, state.look)
    } else {
        drawInvitation(in: layout.panel, state, &frame)
    }
    if let box = layout.inset {
        drawInset(state, in: box, &frame)
    }
    if state.demonstration == nil {
        HintBar(in: layout.hints, state.settings.keys)
            .draw(&frame, state.look, pressed: drawing.pressedButton)
    }
    ShownMessage(state, in: layout.messageAndHints)?.draw(&frame, state.settings.theme)
    return frame
}

extension AppState {
    /// The drawing that is on the grid.
    fileprivate var shownCanvas: Canvas { playback?.canvas ?? drawing.canvas }

    /// What the network says of what the drawing screen shows.
    fileprivate var shownRecognition: Reading? {
        playback == nil ? drawing.recognition : playback?.recognition
    }
}

/// What is in hand and where, in more words and in fewer.
private func status(_ state: AppState) -> [String] {
    if let demonstration = state.demonstration {
        let words =
            demonstration.isOver
            ? "has drawn all ten; any key ends this"
            : "draws \(withArticle(demonstration.digit)) by itself; any key ends this"
        return [words, "any key ends this"]
    }
    if state.playback != nil { return ["plays the drawing; any key stops", "plays"] }
    let drawing = state.drawing
    let tool =
        switch (drawing.brush.tool, drawing.brush.edge) {
        case (.pen, .soft): "pen"
        case (.pen, .hard): "hard pen"
        case (.eraser, .soft): "eraser"
        case (.eraser, .hard): "hard eraser"
        }
    let hand = drawing.penIsDown ? "down" : "up"
    let brush = "\(tool) \(drawing.brush.size) \(hand)"
    let cell = "\(drawing.cursor.column),\(drawing.cursor.row)"
    let mouse = state.mouseIsOn ? "" : "  mouse off"
    return [
        "\(brush)  cell \(cell)\(mouse)", "\(brush)  \(cell)\(mouse)", "\(brush)  \(cell)", cell,
    ]
}

private func predictionView(_ recognition: Reading, isNarrow: Bool) -> PredictionView {
    let prediction = recognition.prediction
    // What it is otherwise: the next digit, or the first where the answer is none.
    let next = prediction.ranking[prediction.digit == nil ? 0 : 1]
    let nextWord = prediction.digit == nil ? "if one" : "next"
    let decimals = isNarrow ? 0 : 1
    // By how much the answer is ahead of the next; that it is a digit at all counts where it may be none.
    let share = prediction.digit == nil ? 1 - prediction.answerProbability : 1
    let lead = prediction.answerProbability - share * prediction.probabilities[next]
    let isUnlikely = prediction.doubt.map { $0 > 0.5 } ?? false
    let verdict =
        prediction.digit.map { (isUnlikely ? "Perhaps " : "I see ") + withArticle($0) }
        ?? (isNarrow ? "No digit" : "Not a digit")
    // How likely each digit is leaves out that it may be none.
    let condition = prediction.doubt == nil || isNarrow ? "sure" : "if a digit"
    return PredictionView(
        probabilities: prediction.probabilities, digit: prediction.digit,
        notes: [
            verdict, "\(percent(prediction.answerProbability, decimals: decimals)) \(condition)",
            isNarrow ? "" : "ahead by \(percent(max(0, lead), decimals: decimals))",
            prediction.doubt.map {
                (isNarrow ? "none: " : "or none: ") + percent($0, decimals: decimals)
            }
                ?? (isNarrow ? "\(next): " : "\(nextWord): \(next) ")
                    + percent(prediction.probabilities[next], decimals: decimals),
            "\(fixed(recognition.milliseconds, decimals: 2)) ms",
        ])
}

private func drawInvitation(in panel: Rectangle, _ state: AppState, _ frame: inout Frame) {
    let pen = state.name(of: .togglePen)
    let paragraphs = [
        state.drawing.brush.tool == .pen
            ? "Draw a digit from 0 to 9."
            : "You hold the eraser: \(state.name(of: .toggleTool)) takes the pen.",
        state.mouseIsOn ? "Mouse: hold the left button." : "The mouse is off.",
        "Keys: \(pen) puts the pen down, \(wordsForMovingKeys(state)) draw.",
        "Then press the digit it is.",
    ].map { wrap($0, width: panel.width - 2) }
    for (index, line) in paragraphs.joined(separator: [""]).enumerated() {
        frame.write(line, column: panel.column + 1, row: panel.row + 1 + index)
    }
}

/// The keys that move the cursor, by one word where they are the usual ones.
private func wordsForMovingKeys(_ state: AppState) -> String {
    let names = [(-1, 0), (0, 1), (0, -1), (1, 0)].map {
        state.name(of: .moveCursor(columns: $0.0, rows: $0.1))
    }
    return names == ["Left", "Down", "Up", "Right"] ? "arrows" : names.joined(separator: " ")
}

/// What the model sees, what that is made from, or the part of it that spoke for the digit.
private func drawInset(_ state: AppState, in box: Rectangle, _ frame: inout Frame) {
    let recognition = state.shownRecognition
    let (title, pixels): (String, [UInt8]?) =
        switch state.inset {
        case .modelInput, nil: ("what the model sees", recognition.map { greys($0.input.pixels) })
        case .fairCopy: ("the lines, smoothed", state.shownCanvas.fairCopy.pixels)
        case .reasons:
            (
                recognition.map { "what spoke for \($0.prediction.mostProbableDigit)" }
                    ?? "reasons",
                recognition?.reasons.map { greys(sharesOfMost($0)) }
            )
        }
    frame.drawBox(box, title: title, unicode: state.look.unicode)
    frame.draw(
        Picture(
            width: ModelInput.side, height: ModelInput.side, pixels: pixels ?? Raster().pixels),
        column: box.inside.column, row: box.inside.row, as: .halfBlocks, state.look)
}

/// Values of 0…1 as greys.
private func greys(_ values: [Float]) -> [UInt8] {
    values.map { UInt8(min(max($0 * 255, 0), 255).rounded()) }
}

/// The values above zero as shares of the largest.
private func sharesOfMost(_ values: [Float]) -> [Float] {
    let most = max(values.max() ?? 0, 1e-9)
    return values.map { max($0, 0) / most }
}
