import Terminal

/// The predicted digit, large, with ten confidence bars below it.
struct PredictionView {
    let probabilities: [Double]
    /// The predicted digit; nil for "not a digit".
    let digit: Int?
    /// Lines of text beside the large digit, or below it where there is no room.
    let notes: [String]

    /// From this width on there is room for a decimal.
    static let wideWidth = 30
    /// The rows of the large digit and the gap below it.
    private static let digitRows = 6

    func draw(in area: Rectangle, _ frame: inout Frame, _ look: Look) {
        let accent = Style(
            foreground: look.color(look.theme.accent), bold: true)
        frame.drawLarge(
            digit, column: area.column + 1, row: area.row, style: accent,
            unicode: look.unicode)
        for (index, note) in notes.prefix(Self.digitRows - 1).enumerated() {
            let room = max(0, area.width - 8)
            frame.write(
                String(note.prefix(room)), column: area.column + 8, row: area.row + index,
                style: index == 0 ? Style(bold: true) : .plain)
        }
        for (value, probability) in probabilities.enumerated() {
            drawBar(
                value, probability, row: area.row + Self.digitRows + value, area, &frame,
                look, style: value == digit ? accent : .plain)
        }
    }

    private func drawBar(
        _ value: Int, _ probability: Double, row: Int, _ area: Rectangle, _ frame: inout Frame,
        _ look: Look, style: Style
    ) {
        let isNarrow = area.width < Self.wideWidth
        let share = percent(probability, decimals: isNarrow ? 0 : 1)
        let shareWidth = isNarrow ? 5 : 7
        let length = area.width - 2 - shareWidth - 1
        frame.write("\(value)", column: area.column, row: row, style: style)
        frame.write(
            bar(probability, length: length, unicode: look.unicode),
            column: area.column + 2, row: row, style: style)
        frame.write(
            share, column: area.column + area.width - share.count, row: row, style: style)
    }

    /// A bar of `length` cells, in eighths of a cell where there are such characters.
    private func bar(_ share: Double, length: Int, unicode: Bool) -> String {
        guard length > 0 else { return "" }
        guard unicode else {
            let filled = Int((share * Double(length)).rounded())
            return String(repeating: "#", count: filled)
                + String(repeating: ".", count: length - filled)
        }
        let eighths = Int((share * Double(length * 8)).rounded())
        let parts = Array(" ▏▎▍▌▋▊▉")
        let rest = eighths % 8
        return String(repeating: "█", count: eighths / 8) + (rest > 0 ? String(parts[rest]) : "")
    }
}
