/// A round tip with a soft or a hard edge.
///
/// The soft edge makes drawings look like scanned ink: it is full up to half a cell inside the
/// radius and fades out linearly over one cell. The hard one fills whole cells and no others.
package struct Brush: Equatable, Sendable {
    package static let sizes = 1...5

    /// How the ink ends at the side of a line.
    package enum Edge: String, Codable, Sendable {
        case soft
        case hard
    }

    package var tool: Tool
    package var edge: Edge
    /// 1…5; values outside are brought into range.
    package var size: Int {
        didSet { size = Self.clamped(size) }
    }

    package init(tool: Tool = .pen, size: Int = 1, edge: Edge = .soft) {
        self.tool = tool
        self.edge = edge
        self.size = Self.clamped(size)
    }

    /// Distance in cells from the path at which a soft edge is half as strong and a hard one ends.
    ///
    /// A soft pen of size 1 fills the cell it is in and half-inks the four around it; a hard one
    /// fills that cell alone. An eraser reaches one cell further than the soft pen of its size, so
    /// that going over a line again removes all of it.
    package var radius: Double {
        switch (tool, edge) {
        case (.pen, .soft): Double(size + 1) / 2
        case (.pen, .hard): Double(size) / 2
        case (.eraser, _): Double(size + 3) / 2
        }
    }

    /// How strongly the brush covers a point at `distance` cells from its path, 0…1.
    package func coverage(at distance: Double) -> Double {
        switch edge {
        case .soft: min(max(radius + 0.5 - distance, 0), 1)
        case .hard: distance <= radius ? 1 : 0
        }
    }

    private static func clamped(_ size: Int) -> Int {
        min(max(size, sizes.lowerBound), sizes.upperBound)
    }
}
