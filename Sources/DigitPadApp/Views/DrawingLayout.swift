import Drawing
import Terminal

/// Where the parts of the drawing screen lie in a window of a given size.
///
/// From top to bottom: a title row, the grid with the panels beside it, the message, the key hints.
/// The views draw by it and the mouse is understood by it.
package struct DrawingLayout: Equatable, Sendable {
    /// The grid with its box.
    package let grid: Rectangle
    package let cells: RasterCells
    /// The digit and the bars.
    package let panel: Rectangle
    /// A picture with its box; nil while none is asked for.
    package let inset: Rectangle?
    /// Where messages stand; more than one row where the window has them.
    package let message: Rectangle
    package let hints: Rectangle

    /// The smallest window the drawing screen works in.
    package static let smallestWindow = WindowSize(
        width: smallBox.width + gap + panelWidth, height: smallBox.height + otherRows)
    /// The smallest window that can also show a picture beside the bars.
    package static let smallestWindowWithInset = WindowSize(
        width: smallestWindow.width + gap + smallBox.width, height: smallestWindow.height)

    private static let smallBox = RasterCells.halfBlocks.boxSize
    private static let largeBox = RasterCells.doubleColumns.boxSize
    private static let panelWidth = 18
    private static let gap = 1
    /// Title, message and hints.
    private static let otherRows = 3

    /// The best layout for the window; nil when it is too small.
    package init?(_ window: WindowSize, showsInset: Bool) {
        func fits(_ box: WindowSize) -> Bool {
            let beside =
                Self.gap + Self.panelWidth + (showsInset ? Self.gap + Self.smallBox.width : 0)
            return window.width >= box.width + beside
                && window.height >= box.height + Self.otherRows
        }
        if fits(Self.largeBox) {
            cells = .doubleColumns
        } else if fits(Self.smallBox) {
            cells = .halfBlocks
        } else {
            return nil
        }
        let box = cells.boxSize
        grid = Rectangle(column: 0, row: 1, width: box.width, height: box.height)
        let panelColumn = box.width + Self.gap
        if showsInset {
            // As wide as the bars like to be, and no wider: the picture follows right after.
            let room = window.width - panelColumn - Self.gap - Self.smallBox.width
            let width = min(room, 48)
            panel = Rectangle(column: panelColumn, row: 1, width: width, height: box.height)
            inset = Rectangle(
                column: panelColumn + width + Self.gap, row: 1,
                width: Self.smallBox.width, height: Self.smallBox.height)
        } else {
            panel = Rectangle(
                column: panelColumn, row: 1, width: min(window.width - panelColumn, 60),
                height: box.height)
            inset = nil
        }
        // Right below the grid in a large window too, near to where the eyes are.
        let first = grid.row + grid.height
        let free = window.height - first
        let messageRows = free >= 5 ? 3 : 1
        message = Rectangle(
            column: 1, row: first, width: window.width - 1, height: messageRows)
        hints = Rectangle(
            column: 1, row: first + messageRows, width: window.width - 1,
            height: min(2, free - messageRows))
    }

    /// The point of the grid that a position of the window stands for; nil outside the grid.
    package func point(at position: Frame.Position) -> Point? {
        let inside = grid.inside
        guard inside.contains(position) else { return nil }
        return cells.point(column: position.column - inside.column, row: position.row - inside.row)
    }
}

/// How the 28×28 cells of a raster become character cells.
package enum RasterCells: Equatable, Sendable {
    /// Two rows of the raster in one character: the upper and the lower half block.
    case halfBlocks
    /// Two characters for one cell of the raster, which makes it about square.
    case doubleColumns

    var size: WindowSize {
        switch self {
        case .halfBlocks: WindowSize(width: Raster.side, height: Raster.side / 2)
        case .doubleColumns: WindowSize(width: Raster.side * 2, height: Raster.side)
        }
    }

    var boxSize: WindowSize { WindowSize(width: size.width + 2, height: size.height + 2) }

    /// The point that a character stands for: the middle of what it covers.
    func point(column: Int, row: Int) -> Point {
        switch self {
        case .halfBlocks: Point(x: Double(column) + 0.5, y: Double(row) * 2 + 1)
        case .doubleColumns: Point(x: Double(column / 2) + 0.5, y: Double(row) + 0.5)
        }
    }
}

/// The layout of the drawing screen as it is now.
package func drawingLayout(_ state: AppState) -> DrawingLayout? {
    DrawingLayout(state.window, showsInset: state.inset != nil)
        ?? DrawingLayout(state.window, showsInset: false)
}
