import Drawing
import Recognition

/// Draws what somebody wrote on a tablet again on the grid, as a mouse would report it.
///
/// The ink is scaled and placed, its path is walked in small steps, and every new cell that the
/// path enters is a position reported by the mouse. The rule is shared with the independent checks
/// of this program, which replay other people's digits by it.
package struct Replay: Equatable, Sendable {
    /// The length of the longer side of the ink's box, in cells.
    package var size: Double
    /// Where the middle of the ink's box comes to lie, in cells.
    package var centre: Point
    /// The size of the pen, 1…5.
    package var penSize = 1
    /// How fine the reports are from top to bottom.
    package var rows = ReportedRows.single

    /// The rows that a terminal can tell apart.
    package enum ReportedRows: Equatable, Sendable {
        /// Each row of the grid.
        case single
        /// Pairs of rows, where one character shows two rows of the grid as half blocks.
        case paired
    }

    /// A replay with all its choices made.
    package init(
        size: Double, centre: Point, penSize: Int = 1, rows: ReportedRows = .single
    ) {
        self.size = size
        self.centre = centre
        self.penSize = penSize
        self.rows = rows
    }

    /// Chooses size and place by chance: 13 to 24 cells, in the middle 40 % of the free room.
    package init(of drawing: PenDrawing, using generator: inout some RandomNumberGenerator) {
        let box = InkBox(drawing)
        size = Double.random(in: 13...24, using: &generator)
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

    /// The positions that the mouse reports, stroke by stroke.
    package func strokes(of drawing: PenDrawing) -> [Stroke] {
        let box = InkBox(drawing)
        let scale = size / box.longerSide
        return drawing.strokes.map { stroke in
            let placed = stroke.map { point in
                Point(
                    x: (point.x - box.middle.x) * scale + centre.x,
                    y: (point.y - box.middle.y) * scale + centre.y)
            }
            let path = Self.walk(placed, step: 0.25)
            return Stroke(brush: Brush(size: penSize), points: Self.changes(path.map(reported)))
        }
    }

    /// What the network sees when the drawing is replayed.
    package func modelInput(of drawing: PenDrawing) -> ModelInput {
        let raster = Canvas(strokes: strokes(of: drawing)).raster
        guard let input = Recognition.modelInput(from: GreyImage(raster)) else {
            preconditionFailure("every stroke has a point and every pen leaves ink")
        }
        return input
    }

    /// The points of a stroke with steps of at most `step` between them.
    private static func walk(_ stroke: [Point], step: Double) -> [Point] {
        var path = Array(stroke.prefix(1))
        for (start, end) in zip(stroke, stroke.dropFirst()) {
            let (dx, dy) = (end.x - start.x, end.y - start.y)
            let count = max(1, ((dx * dx + dy * dy).squareRoot() / step).rounded(.up))
            for index in stride(from: 1, through: count, by: 1) {
                path.append(Point(x: start.x + dx * index / count, y: start.y + dy * index / count))
            }
        }
        return path
    }

    /// The position that the terminal reports while the mouse is at `point`.
    private func reported(_ point: Point) -> Point {
        let lastPosition = Double(Raster.side) - 0.01
        let column = min(max(point.x, 0), lastPosition).rounded(.down)
        let row = min(max(point.y, 0), lastPosition).rounded(.down)
        switch rows {
        case .single:
            return Point(x: column + 0.5, y: row + 0.5)
        case .paired:
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
}

/// The smallest rectangle that holds all points of a drawing, in tablet units.
private struct InkBox {
    var (left, right) = (Double.infinity, -Double.infinity)
    var (top, bottom) = (Double.infinity, -Double.infinity)

    init(_ drawing: PenDrawing) {
        for point in drawing.strokes.joined() {
            (left, right) = (min(left, point.x), max(right, point.x))
            (top, bottom) = (min(top, point.y), max(bottom, point.y))
        }
    }

    var width: Double { right - left }
    var height: Double { bottom - top }
    var middle: Point { Point(x: (left + right) / 2, y: (top + bottom) / 2) }
    /// Never zero: a single dot stays a dot at any scale.
    var longerSide: Double {
        let longer = max(width, height)
        return longer == 0 ? 1 : longer
    }
}
