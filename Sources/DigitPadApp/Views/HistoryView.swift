import Drawing
import PredictionHistory
import Recognition
import Terminal

/// The history screen: cards with thumbnails, or the selected drawing large.
func historyView(_ state: AppState) -> Frame {
    var frame = Frame(width: state.window.width, height: state.window.height)
    drawTitle(state, &frame)
    if state.history.isOpen, let record = state.history.selected {
        drawOpen(record, state, &frame)
    } else if state.history.total == 0 {
        let text = wordsForNoDrawings(state)
        for (row, line) in wrap(text, width: state.window.width - 2).enumerated() {
            frame.write(line, column: 1, row: 2 + row)
        }
    } else {
        drawCards(state, &frame)
    }
    HintBar(state).draw(&frame, state.look, pressed: state.history.pressedButton)
    ShownMessage(state, in: HistoryLayout(state.window).message)?.draw(&frame, state.settings.theme)
    return frame
}

private func wordsForNoDrawings(_ state: AppState) -> String {
    let (wrong, byLabel) = (
        state.historyName(of: .toggleWrongOnly), state.historyName(of: .filterByLabel)
    )
    if state.history.isUnread {
        let toDrawing = state.historyName(of: .showDrawing)
        return "The history could not be read. \(toDrawing), twice, tries again."
    }
    let filter = state.history.filter
    switch (filter.label != nil, filter.isWrong) {
    case (false, false):
        return "Nothing is saved. Draw a digit and press the key of the digit it is."
    case (false, true):
        return "No drawing was seen wrong. \(wrong) shows all of them."
    case (true, false):
        return "No drawing is left here. \(byLabel) shows all of them."
    case (true, true):
        return "No drawing is left here. \(wrong) and \(byLabel) show all of them."
    }
}

/// What the drawings that pass have in common.
private func words(for filter: HistoryFilter) -> String {
    let label: String? =
        switch filter.label {
        case .known(let label): "truly \(label)"
        case .missing: "without a label"
        case nil: nil
        }
    let words = [label, filter.isWrong ? "seen wrong" : nil].compactMap { $0 }
    return words.isEmpty ? "drawings" : words.joined(separator: ", ")
}

private func drawTitle(_ state: AppState, _ frame: inout Frame) {
    let history = state.history
    frame.write("History", column: 1, row: 0, style: Style(bold: true))
    let place = history.total == 0 ? "" : "  \(history.selection + 1) of \(history.total)"
    frame.write("\(words(for: history.filter))\(place)", column: 10, row: 0)
}

private func drawCards(_ state: AppState, _ frame: inout Frame) {
    let layout = HistoryLayout(state.window)
    for (slot, row) in state.history.page.rows.prefix(layout.capacity).enumerated() {
        let isSelected = state.history.offset + slot == state.history.selection
        let card = layout.card(slot)
        switch row {
        case .success(let record):
            drawCard(record, in: card, isSelected: isSelected, state, &frame)
        case .failure(let unreadable):
            drawCaption("unreadable", in: card, isSelected: isSelected, &frame)
            frame.write(" #\(unreadable.id)", column: card.column, row: card.row + 8)
        }
    }
}

private func drawCard(
    _ record: PredictionRecord, in card: Rectangle, isSelected: Bool, _ state: AppState,
    _ frame: inout Frame
) {
    frame.draw(
        Picture(thumbnailOf: record.raster), column: card.column + 1, row: card.row,
        as: .halfBlocks, state.look)
    let seen = record.predictedDigit.map(String.init) ?? "none"
    let share = percent(record.entry.answerProbability, decimals: 0)
    let caption = "\(seen) \(share) \(verdict(record))"
    // The mark of a wrong answer is not to be cut off.
    drawCaption(
        caption.count < captionWidth
            ? caption : caption.replacing(" %", with: "%").replacing(" !", with: "!"),
        in: card, isSelected: isSelected, &frame)
    // Month, day and time of day: what tells recent drawings apart.
    let (date, time) = record.timestamp.dateAndTime(on: state.clock)
    let day = date.dropFirst(5)
    let texts = [
        "#\(record.id) \(day) \(time.prefix(5))", "\(record.id) \(day) \(time.prefix(5))",
        "#\(record.id) \(day)", "#\(record.id)",
    ]
    let text = texts.first { $0.count < card.width } ?? ""
    frame.write(" " + text, column: card.column, row: card.row + 8)
}

/// Of a card, with the sign of the selected one.
private let captionWidth = 15

private func drawCaption(
    _ text: String, in card: Rectangle, isSelected: Bool, _ frame: inout Frame
) {
    frame.write(
        pad((isSelected ? ">" : " ") + text, captionWidth), column: card.column, row: card.row + 7,
        style: isSelected ? Style(reverse: true) : .plain)
}

/// What it truly was, and whether the answer was right, in signs that need no colour; nothing where nobody
/// has said.
private func verdict(_ record: PredictionRecord) -> String {
    switch record.trueLabel {
    case nil: ""
    case .digit(let digit): record.entry.isCorrect == true ? "is \(digit)" : "is \(digit) !"
    case .notADigit: record.entry.isCorrect == true ? "none" : "none !"
    }
}

private func pad(_ text: String, _ width: Int) -> String {
    String(text.prefix(width)) + String(repeating: " ", count: max(0, width - text.count))
}

private func drawOpen(_ record: PredictionRecord, _ state: AppState, _ frame: inout Frame) {
    guard let layout = DrawingLayout(state.window, showsInset: false) else { return }
    frame.drawBox(layout.grid, title: "#\(record.id)", unicode: state.look.unicode)
    frame.draw(
        Picture(state.playback?.canvas.raster ?? record.raster),
        column: layout.grid.inside.column, row: layout.grid.inside.row,
        as: layout.cells, state.look)
    let truth = record.trueLabel.map { "truly \($0)" } ?? "no label"
    let (date, time) = record.timestamp.dateAndTime(on: state.clock)
    PredictionView(
        probabilities: state.playback?.recognition?.prediction.probabilities
            ?? record.probabilities,
        digit: state.playback?.recognition.map(\.prediction.digit) ?? record.predictedDigit,
        notes: (state.playback == nil
            ? [
                record.predictedDigit.map { "seen as \($0)" } ?? "no digit",
                percent(record.entry.answerProbability),
            ] : ["plays it again;", "any key stops"]) + [truth, date, time]
    ).draw(in: layout.panel, &frame, state.look)
}
