import Drawing
import Terminal

/// How the 28×28 cells of a raster become character cells.
package enum RasterCells: Equatable, Sendable {
    /// Two rows of the raster in one character: the upper and the lower half block.
    case halfBlocks
    /// So many rows of characters for one cell of the raster, and twice as many columns, which makes it
    /// about square.
    case blocks(rows: Int)

    var size: WindowSize {
        switch self {
        case .halfBlocks: WindowSize(width: Raster.side, height: Raster.side / 2)
        case .blocks(let rows):
            WindowSize(width: Raster.side * 2 * rows, height: Raster.side * rows)
        }
    }

    /// A grid that is larger than it needs to be leaves its panel room for a picture.
    var leastPanelWidth: Int {
        switch self {
        case .blocks(rows: 2...): Self.halfBlocks.boxSize.width
        case .blocks, .halfBlocks: 0
        }
    }

    var boxSize: WindowSize { WindowSize(width: size.width + 2, height: size.height + 2) }

    /// The point that a place in a character stands for; of the character as a whole, the middle of
    /// what it covers, or of its cell where a character is only half a cell.
    func point(column: Int, row: Int, _ fraction: CellFraction?) -> Point {
        switch (self, fraction) {
        case (.halfBlocks, nil): Point(x: Double(column) + 0.5, y: Double(row) * 2 + 1)
        case (.halfBlocks, let place?):
            Point(x: Double(column) + place.x, y: 2 * (Double(row) + place.y))
        case (.blocks(rows: 1), nil): Point(x: Double(column / 2) + 0.5, y: Double(row) + 0.5)
        case (.blocks(let rows), _):
            Point(
                x: (Double(column) + (fraction?.x ?? 0.5)) / Double(2 * rows),
                y: (Double(row) + (fraction?.y ?? 0.5)) / Double(rows))
        }
    }

    /// The character in which a cell of the raster begins, seen from the grid's upper left one.
    func firstCharacter(of cell: CellPosition) -> Frame.Position {
        switch self {
        case .halfBlocks: Frame.Position(column: cell.column, row: cell.row / 2)
        case .blocks(let rows):
            Frame.Position(column: 2 * rows * cell.column, row: rows * cell.row)
        }
    }
}
