/// A position on the grid in cells: x grows right, y grows down, the cell is the floor of both.
///
/// Real numbers, because a mouse that reports pixels is finer than a cell. The centre of the
/// top-left cell is (0.5, 0.5). Encoded as `[x, y]`.
package struct Point: Equatable, Sendable {
    package var x: Double
    package var y: Double

    package init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    /// Whether the point lies on the 28×28 grid: 0 ≤ x, y < 28.
    package var isOnGrid: Bool {
        let side = Double(Raster.side)
        return x >= 0 && x < side && y >= 0 && y < side
    }

    /// The nearest point of the grid: itself, if it lies there.
    package var onGrid: Point {
        let last = Double(Raster.side).nextDown
        return Point(x: min(max(x, 0), last), y: min(max(y, 0), last))
    }
}

/// What a stroke does to the cells it covers.
package enum Tool: String, Codable, Sendable {
    case pen
    case eraser
}

/// One movement of a tool over the grid, from touching it to lifting.
///
/// Encoded as `{"tool","size","points":[[x,y],…]}`, the form in which the history keeps it, with
/// `"edge":"hard"` where it is not soft.
package struct Stroke: Equatable, Codable, Sendable {
    package var brush: Brush
    /// The reported positions, in order; lines join them.
    package var points: [Point]

    package init(brush: Brush = Brush(), points: [Point]) {
        self.brush = brush
        self.points = points
    }

    /// Whether all of it lies on the grid, as what is drawn does.
    package var isOnGrid: Bool { points.allSatisfy(\.isOnGrid) }

    private enum CodingKeys: String, CodingKey {
        case tool, size, edge, points
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        brush = Brush(
            tool: try container.decode(Tool.self, forKey: .tool),
            size: try container.decode(Int.self, forKey: .size),
            edge: try container.decodeIfPresent(Brush.Edge.self, forKey: .edge) ?? .soft)
        points = try container.decode([Point].self, forKey: .points)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(brush.tool, forKey: .tool)
        try container.encode(brush.size, forKey: .size)
        if brush.edge != .soft { try container.encode(brush.edge, forKey: .edge) }
        try container.encode(points, forKey: .points)
    }
}

extension Point: Codable {
    package init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        x = try container.decode(Double.self)
        y = try container.decode(Double.self)
        if !container.isAtEnd {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "a point is two numbers, x and y"))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(x)
        try container.encode(y)
    }
}
