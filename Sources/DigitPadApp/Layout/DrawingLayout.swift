import Drawing
import Terminal

/// Where the parts of the drawing screen lie in a window of a given size.
///
/// From top to bottom: a title row, the grid, the message, the key hints. The panels stand beside
/// the grid, or below it where the window is narrow. The views draw by it and the mouse is
/// understood by it.
package struct DrawingLayout: Equatable, Sendable {
    /// The grid with its box.
    package let grid: Rectangle
    package let cells: RasterCells
    /// The digit and the bars.
    package let panel: Rectangle
    /// A picture with its box; nil while none is asked for.
    package let inset: Rectangle?
    /// Where messages stand; no row where they have to take that of the hints.
    package let message: Rectangle
    package let hints: Rectangle

    /// The best layout for the window: large cells first, then what stands beside the grid.
    ///
    /// Nil when the window is too small.
    package init?(_ window: WindowSize, showsInset: Bool) {
        for cells in [.blocks(rows: 3), .blocks(rows: 2), .blocks(rows: 1), RasterCells.halfBlocks]
        {
            for arrangement in Arrangement.allCases {
                guard let layout = Self(window, cells, arrangement, showsInset: showsInset)
                else { continue }
                self = layout
                return
            }
        }
        return nil
    }

    /// How the parts stand to each other, the best way first.
    fileprivate enum Arrangement: CaseIterable {
        /// The grid, the panel and the picture side by side.
        case row
        /// The panel beside the grid, the picture below the panel.
        case pictureBelowPanel
        /// The panel beside the grid, the picture below the grid.
        case pictureBelowGrid
        /// The panel below the grid; the picture beside the panel, or else below that.
        case column
    }

    /// The layout with these choices; nil when the window is too small for them.
    private init?(
        _ window: WindowSize, _ cells: RasterCells, _ arrangement: Arrangement, showsInset: Bool
    ) {
        let box = cells.boxSize
        self.cells = cells
        grid = Rectangle(column: 0, row: 1, width: box.width, height: box.height)
        var panelArea =
            arrangement == .column
            ? Rectangle(
                column: 0, row: grid.bottom, width: window.width,
                height: PredictionLayout.lowHeight)
            : Rectangle(
                column: box.width + gap, row: 1, width: window.width - box.width - gap,
                height: box.height)
        var insetArea: Rectangle?
        if showsInset {
            insetArea = arrangement.pictureArea(narrowing: &panelArea, besideOrBelow: grid)
            guard insetArea != nil else { return nil }
        } else {
            // As wide as the bars like to be, and no wider.
            panelArea.width = min(panelArea.width, 60)
        }
        (panel, inset) = (panelArea, insetArea)
        let end = max(grid.bottom, panelArea.bottom, insetArea?.bottom ?? 0)
        let smallestPanel =
            arrangement == .column
            ? PredictionLayout.smallestLowWidth : PredictionLayout.smallestWidth
        guard panelArea.width >= max(smallestPanel, cells.leastPanelWidth),
            window.width >= box.width, end < window.height
        else { return nil }

        // Right below in a large window too, near to where the eyes are.
        let free = window.height - end
        let messageRows = free >= 5 ? 3 : free > 1 ? 1 : 0
        message = Rectangle(column: 1, row: end, width: window.width - 1, height: messageRows)
        hints = Rectangle(
            column: 1, row: end + messageRows, width: window.width - 1,
            height: min(6, free - messageRows))
    }

    /// Where messages may stand: one that needs more rows takes those of the hints.
    var messageAndHints: Rectangle {
        var area = message
        area.height += hints.height
        return area
    }

    /// The point of the grid that a position of the window stands for; nil outside the grid.
    package func point(at position: MousePosition) -> Point? {
        grid.inside.contains(position.cell) ? pointAnywhere(at: position) : nil
    }

    /// Where the way from a point of the grid to a position outside it leaves the grid.
    func wayOut(from start: Point, to position: MousePosition) -> Point {
        let end = pointAnywhere(at: position)
        // Of the way to the end, in each direction.
        func share(_ from: Double, _ to: Double, border: Double) -> Double {
            to == border ? 1 : (border - from) / (to - from)
        }
        let way = min(
            share(start.x, end.x, border: end.onGrid.x),
            share(start.y, end.y, border: end.onGrid.y))
        // Rounding may lead a little beyond the edge.
        return Point(
            x: start.x + way * (end.x - start.x), y: start.y + way * (end.y - start.y)
        ).onGrid
    }

    private func pointAnywhere(at position: MousePosition) -> Point {
        cells.point(
            column: position.cell.column - grid.inside.column,
            row: position.cell.row - grid.inside.row, position.fraction)
    }
}

extension DrawingLayout.Arrangement {
    /// Where a picture stands, which follows right after a panel that leaves it room; nil where it has none.
    fileprivate func pictureArea(
        narrowing panel: inout Rectangle, besideOrBelow grid: Rectangle
    ) -> Rectangle? {
        let size = RasterCells.halfBlocks.boxSize
        let fitsBesidePanel = panel.width >= PredictionLayout.smallestWidth + gap + size.width
        var (column, row) = (0, 0)
        switch self {
        case .row where !fitsBesidePanel:
            return nil
        case .row,
            .column where fitsBesidePanel:
            panel.height = max(panel.height, size.height)
            panel.width = min(panel.width - gap - size.width, 48)
            (column, row) = (panel.column + panel.width + gap, panel.row)
        case .pictureBelowPanel:
            guard panel.width >= size.width else { return nil }
            panel.width = min(panel.width, 60)
            panel.height = PredictionLayout.highHeight
            (column, row) = (panel.column, panel.bottom)
        case .pictureBelowGrid:
            panel.width = min(panel.width, 60)
            row = grid.bottom
        case .column:
            row = panel.bottom
        }
        return Rectangle(column: column, row: row, width: size.width, height: size.height)
    }
}

/// The columns between two things that stand side by side.
private let gap = 1

// MARK: - What is the least

extension DrawingLayout {
    /// The smallest windows that the drawing screen works in: with the bars beside the grid, and
    /// below it.
    package static let smallestWindows = {
        guard let height = leastHeight(width: enough), let width = leastWidth(height: enough),
            let widthOfLowest = leastWidth(height: height),
            let heightOfNarrowest = leastHeight(width: width)
        else { return [] as [WindowSize] }
        return [
            WindowSize(width: widthOfLowest, height: height),
            WindowSize(width: width, height: heightOfNarrowest),
        ]
    }()

    /// The nearest windows that can also show a picture: one as high, and one as wide.
    static func windowsWithInset(near window: WindowSize) -> [WindowSize] {
        let width = leastWidth(height: window.height, showsInset: true)
        let height = leastHeight(width: window.width, showsInset: true)
        return [
            width.map { WindowSize(width: $0, height: window.height) },
            height.map { WindowSize(width: window.width, height: $0) },
        ].compactMap { $0 }
    }

    /// The sizes as words: `49x18 or 30x28`.
    package static func words(_ sizes: [WindowSize]) -> String {
        sizes.map { "\($0.width)x\($0.height)" }.joined(separator: " or ")
    }

    /// Columns or rows in which everything has room.
    private static let enough = 200

    private static func leastHeight(width: Int, showsInset: Bool = false) -> Int? {
        (1...enough).first {
            DrawingLayout(WindowSize(width: width, height: $0), showsInset: showsInset) != nil
        }
    }

    private static func leastWidth(height: Int, showsInset: Bool = false) -> Int? {
        (1...enough).first {
            DrawingLayout(WindowSize(width: $0, height: height), showsInset: showsInset) != nil
        }
    }
}

/// The layout of the drawing screen as it is now.
package func drawingLayout(_ state: AppState) -> DrawingLayout? {
    DrawingLayout(state.window, showsInset: state.inset != nil)
        ?? DrawingLayout(state.window, showsInset: false)
}
