import Terminal

/// A part of the window in character cells.
package struct Rectangle: Equatable, Sendable {
    package var column: Int
    package var row: Int
    package var width: Int
    package var height: Int

    /// The part inside a frame one cell wide.
    var inside: Rectangle {
        Rectangle(column: column + 1, row: row + 1, width: width - 2, height: height - 2)
    }

    /// The row below the last one.
    var bottom: Int { row + height }

    func contains(_ position: Frame.Position) -> Bool {
        position.column >= column && position.column < column + width
            && position.row >= row && position.row < row + height
    }
}
