import Terminal

/// Where the cards of the history lie in a window of a given size.
package struct HistoryLayout: Equatable, Sendable {
    /// The size of a card: a thumbnail with two lines of text below it.
    static let cardSize = WindowSize(width: 16, height: 10)
    /// The rows above and below the cards: title; two for the message, one for hints.
    private static let (rowsAbove, rowsBelow) = (1, 3)

    package let columns: Int
    package let rows: Int
    let message: Rectangle
    let hints: Rectangle

    /// How many cards the window shows.
    package var capacity: Int { columns * rows }

    package init(_ window: WindowSize) {
        columns = max(1, window.width / Self.cardSize.width)
        message = Rectangle(
            column: 1, row: window.height - 2, width: window.width - 1, height: 1)
        hints = Rectangle(
            column: 1, row: window.height - 1, width: window.width - 1, height: 1)
        rows = max(1, (window.height - Self.rowsAbove - Self.rowsBelow) / Self.cardSize.height)
    }

    /// The card's place in the window.
    func card(_ slot: Int) -> Rectangle {
        Rectangle(
            column: slot % columns * Self.cardSize.width,
            row: Self.rowsAbove + slot / columns * Self.cardSize.height,
            width: Self.cardSize.width, height: Self.cardSize.height)
    }

    /// The number of the card at a position of the window; nil where there is none.
    func slot(at position: Frame.Position) -> Int? {
        (0..<capacity).first { card($0).contains(position) }
    }
}
