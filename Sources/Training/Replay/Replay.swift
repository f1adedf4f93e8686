import Drawing
import Recognition

/// Draws what somebody wrote on a tablet again on the grid, as a mouse or the keys would.
///
/// The ink is scaled and placed, its path is walked in small steps, and every new cell that the
/// path enters is a position reported by the mouse. The rule is shared with the independent checks
/// of this program, which replay other people's digits by it. With the arrow keys the same cells
/// are reached one step at a time; with marks there are straight lines between few of them.
package struct Replay: Equatable, Sendable {
    /// The length of the longer side of the ink's box, in cells.
    package var size: Double
    /// Where the middle of the ink's box comes to lie, in cells.
    package var centre: Point
    /// The size of the pen, 1…5.
    package var penSize = 1
    /// How fine the reports are from top to bottom.
    package var rows = ReportedRows.single
    /// What leads the pen.
    package var pointer = Pointer.mouse

    /// What leads the pen from cell to cell.
    package enum Pointer: Equatable, Sendable {
        /// A mouse, which jumps to the next cell that it reports.
        case mouse
        /// The arrow keys, which step from a cell to one of its four neighbours.
        ///
        /// Where a way leads both across and down, the longer part is begun first; this says
        /// which, where they are equal.
        case keys(acrossFirst: Bool)
        /// Marks set with the keys, between which straight lines are drawn.
        ///
        /// Nobody sets a mark for a bend that is smaller than the tolerance, in sizes of the ink.
        /// Some square the bends that are left: it takes fewer keys to move only across and down.
        case marks(tolerance: Double, squared: Bool = false)
    }

    /// The rows that a terminal can tell apart.
    package enum ReportedRows: Equatable, Sendable {
        /// Each row of the grid.
        case single
        /// Pairs of rows, where one character shows two rows of the grid as half blocks.
        case paired
    }

    /// A replay with all its choices made.
    package init(
        size: Double, centre: Point, penSize: Int = 1, rows: ReportedRows = .single,
        pointer: Pointer = .mouse
    ) {
        self.size = size
        self.centre = centre
        self.penSize = penSize
        self.rows = rows
        self.pointer = pointer
    }

    /// The sizes of most drawings, in cells.
    package static let usualSizes = 13.0...24.0

    /// Chooses size and place by chance: of the `sizes`, in the middle 40 % of the free room.
    package init(
        of drawing: PenDrawing, sizes: ClosedRange<Double> = usualSizes,
        using generator: inout some RandomNumberGenerator
    ) {
        let box = StrokeBox(drawing)
        size = Double.random(in: sizes, using: &generator)
        let scale = size / box.longerSide
        centre = Point(
            x: Self.centre(extent: box.width * scale, using: &generator),
            y: Self.centre(extent: box.height * scale, using: &generator))
    }

    private static func centre(
        extent: Double, using generator: inout some RandomNumberGenerator
    ) -> Double {
        let middle = 14.0
        let (lowest, highest) = (extent / 2 + 1, 27 - extent / 2)
        guard highest > lowest else { return middle }
        let anywhere = Double.random(in: lowest...highest, using: &generator)
        return 0.6 * middle + 0.4 * anywhere
    }

    /// The positions that the mouse reports, or that the keys lead to or mark, stroke by stroke.
    package func strokes(of drawing: PenDrawing) -> [Stroke] {
        drawing.placed(longerSide: size, centre: centre).map { stroke in
            if case .marks(let tolerance, let squared) = pointer {
                let corners =
                    squared
                    ? stroke.squared(tolerance: tolerance * size)
                    : stroke.simplified(tolerance: tolerance * size)
                return Stroke(
                    brush: Brush(size: penSize), points: Self.changes(corners.map(reported)))
            }
            let path = stroke.walked(inStepsOf: 0.25)
            var positions = Self.changes(path.map(reported))
            if case .keys(let acrossFirst) = pointer {
                positions = Self.steps(along: positions, acrossFirst: acrossFirst)
            }
            return Stroke(brush: Brush(size: penSize), points: positions)
        }
    }

    /// What the network sees when the drawing is replayed.
    package func modelInput(of drawing: PenDrawing) -> ModelInput {
        let canvas = Canvas(strokes: strokes(of: drawing))
        guard let input = Recognition.modelInput(from: canvas) else {
            preconditionFailure("every stroke has a point and every pen leaves ink")
        }
        return input
    }

    /// The position that the pen is led to from `point`: a cell, or a pair of rows in one column.
    private func reported(_ point: Point) -> Point {
        let lastPosition = Double(Raster.side) - 0.01
        let column = min(max(point.x, 0), lastPosition).rounded(.down)
        let row = min(max(point.y, 0), lastPosition).rounded(.down)
        switch (rows, pointer) {
        case (.single, _), (_, .keys), (_, .marks):
            return Point(x: column + 0.5, y: row + 0.5)
        case (.paired, .mouse):
            // The boundary between the two rows: either may be meant.
            return Point(x: column + 0.5, y: (row / 2).rounded(.down) * 2 + 1)
        }
    }

    /// The positions without immediate repetitions.
    private static func changes(_ positions: [Point]) -> [Point] {
        positions.reduce(into: []) { kept, position in
            if kept.last != position { kept.append(position) }
        }
    }

    /// The cells that the arrow keys lead through, each a neighbour of the one before.
    private static func steps(along positions: [Point], acrossFirst: Bool) -> [Point] {
        var path = Array(positions.prefix(1))
        for (start, end) in zip(positions, positions.dropFirst()) {
            var here = start
            while here != end {
                let (dx, dy) = (end.x - here.x, end.y - here.y)
                if abs(dx) > abs(dy) || (abs(dx) == abs(dy) && acrossFirst) {
                    here.x += dx > 0 ? 1 : -1
                } else {
                    here.y += dy > 0 ? 1 : -1
                }
                path.append(here)
            }
        }
        return path
    }
}
