import Terminal

/// Where the large digit, the notes and the ten bars stand in a panel.
///
/// In a high panel the bars stand below the digit, in a low one beside it.
struct PredictionLayout: Equatable, Sendable {
    /// The upper left corner of the large digit.
    let digit: Frame.Position
    let notes: Rectangle
    /// A row for each digit.
    let bars: Rectangle

    /// The least width of a high panel, and of a low one.
    static let smallestWidth = 18
    static let smallestLowWidth = 30
    /// The height of a low panel, and the least one of a high panel.
    static let lowHeight = 10
    static let highHeight = digitRows + 1 + lowHeight
    /// The rows of the large digit.
    private static let digitRows = 5

    init(_ panel: Rectangle) {
        digit = Frame.Position(column: panel.column + 1, row: panel.row)
        let digitWidth = 8
        if panel.height >= Self.highHeight {
            notes = Rectangle(
                column: panel.column + digitWidth, row: panel.row,
                width: panel.width - digitWidth, height: Self.digitRows)
            bars = Rectangle(
                column: panel.column, row: panel.row + Self.digitRows + 1, width: panel.width,
                height: 10)
        } else {
            let left = min(20, max(12, panel.width * 2 / 5))
            notes = Rectangle(
                column: panel.column + 1, row: panel.row + Self.digitRows, width: left - 1,
                height: Self.lowHeight - Self.digitRows)
            bars = Rectangle(
                column: panel.column + left + 1, row: panel.row, width: panel.width - left - 1,
                height: 10)
        }
    }

    /// Whether there is no room for decimals and long words.
    var isNarrow: Bool { notes.width < 22 }

    /// The digit whose bar stands at the position; nil where there is none.
    func bar(at position: Frame.Position) -> Int? {
        bars.contains(position) ? position.row - bars.row : nil
    }
}
