/// The 28×28 grid of grey cells.
///
/// 0 is empty, 255 is ink; row-major, the first row on top.
package struct Raster: Equatable, Sendable {
    package static let side = 28
    package static let cellCount = side * side

    package private(set) var pixels: [UInt8]

    /// An empty grid.
    package init() {
        pixels = [UInt8](repeating: 0, count: Self.cellCount)
    }

    /// A grid from 784 cells; nil when there are more or fewer.
    package init?(pixels: [UInt8]) {
        guard pixels.count == Self.cellCount else { return nil }
        self.pixels = pixels
    }

    package subscript(column: Int, row: Int) -> UInt8 {
        get { pixels[row * Self.side + column] }
        set { pixels[row * Self.side + column] = newValue }
    }

    package var isBlank: Bool {
        pixels.allSatisfy { $0 == 0 }
    }

    /// Draws the line from `start` to `end` with `brush`; a dot where they are equal.
    ///
    /// Where lines overlap the stronger ink stays, so drawing over a line does not fatten it.
    package mutating func draw(from start: Point, to end: Point, with brush: Brush) {
        let reach = brush.radius + 0.5
        let columns = Self.cells(from: start.x, to: end.x, reach: reach)
        let rows = Self.cells(from: start.y, to: end.y, reach: reach)
        for row in rows {
            for column in columns {
                let centre = Point(x: Double(column) + 0.5, y: Double(row) + 0.5)
                let distance = Self.distance(from: centre, toSegment: start, end)
                let coverage = UInt8((brush.coverage(at: distance) * 255).rounded())
                let before = self[column, row]
                switch brush.tool {
                case .pen: self[column, row] = max(before, coverage)
                case .eraser: self[column, row] = min(before, 255 - coverage)
                }
            }
        }
        // A hard tip near a cell's corner reaches the centre of none.
        guard brush.edge == .hard, brush.tool == .pen else { return }
        for point in [start, end] where point.isOnGrid {
            self[Int(point.x), Int(point.y)] = 255
        }
    }

    /// The columns or rows that a brush of `reach` cells can touch between two coordinates.
    private static func cells(from a: Double, to b: Double, reach: Double) -> ClosedRange<Int> {
        let last = Double(side - 1)
        let low = min(max((min(a, b) - reach).rounded(.down), 0), last)
        let high = min(max((max(a, b) + reach).rounded(.down), 0), last)
        return Int(low)...Int(high)
    }

    private static func distance(
        from point: Point, toSegment start: Point, _ end: Point
    ) -> Double {
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let lengthSquared = dx * dx + dy * dy
        let along =
            lengthSquared == 0
            ? 0 : ((point.x - start.x) * dx + (point.y - start.y) * dy) / lengthSquared
        let nearest = min(max(along, 0), 1)
        let (ex, ey) = (start.x + nearest * dx - point.x, start.y + nearest * dy - point.y)
        return (ex * ex + ey * ey).squareRoot()
    }
}
