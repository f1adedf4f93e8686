import Recognition
import Terminal

/// The predicted digit, large, with ten confidence bars.
struct PredictionView {
    let probabilities: [Double]
    /// The predicted digit; nil for "not a digit".
    let digit: Int?
    /// Lines of text beside the large digit, or below it where there is no room.
    let notes: [String]
    /// The bar that the mouse has pressed; nil for none.
    var pressedBar: Int?

    func draw(in panel: Rectangle, _ frame: inout Frame, _ look: Look) {
        let layout = PredictionLayout(panel)
        // Many terminals make what is bold brighter too: on a white window nobody would see it.
        let accent = Style(
            foreground: look.color(look.theme.accent), bold: !look.hasColors)
        frame.drawLarge(
            digit, column: layout.digit.column, row: layout.digit.row, style: accent,
            unicode: look.unicode)
        for (index, note) in notes.prefix(layout.notes.height).enumerated() {
            frame.write(
                String(note.prefix(max(0, layout.notes.width))), column: layout.notes.column,
                row: layout.notes.row + index, style: index == 0 ? Style(bold: true) : .plain)
        }
        for (value, probability) in probabilities.enumerated() {
            var row = layout.bars
            (row.row, row.height) = (row.row + value, 1)
            var style = value == digit ? accent : .plain
            style.reverse = value == pressedBar
            drawBar(value, probability, in: row, &frame, look, style: style)
        }
    }

    private func drawBar(
        _ value: Int, _ probability: Double, in row: Rectangle, _ frame: inout Frame,
        _ look: Look, style: Style
    ) {
        let isNarrow = row.width < 30
        let share = percent(probability, decimals: isNarrow ? 0 : 1)
        let shareWidth = isNarrow ? 5 : 7
        let length = row.width - 2 - shareWidth - 1
        frame.write("\(value)", column: row.column, row: row.row, style: style)
        frame.write(
            bar(probability, length: length, unicode: look.unicode),
            column: row.column + 2, row: row.row, style: style)
        frame.write(
            share, column: row.column + row.width - share.count, row: row.row, style: style)
    }
}
