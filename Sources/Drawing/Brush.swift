/// A round tip with a soft edge.
///
/// The edge is what makes drawings look like scanned ink: a classifier trained on grey-edged digits
/// misreads hard one-cell lines. Ink is full up to half a cell inside the radius and fades out
/// linearly over one cell.
package struct Brush: Equatable, Sendable {
    package static let sizes = 1...5

    package var tool: Tool
    /// 1…5; values outside are brought into range.
    package var size: Int {
        didSet { size = Self.clamped(size) }
    }

    package init(tool: Tool = .pen, size: Int = 1) {
        self.tool = tool
        self.size = Self.clamped(size)
    }

    /// Distance in cells from the path at which the ink is half as strong.
    ///
    /// A pen of size 1 fills the cell it is in and half-inks the four around it. An eraser reaches
    /// one cell further than the pen of its size, so that going over a line again removes all of it.
    package var radius: Double {
        let penRadius = Double(size + 1) / 2
        return tool == .pen ? penRadius : penRadius + 1
    }

    /// How strongly the brush covers a point at `distance` cells from its path, 0…1.
    package func coverage(at distance: Double) -> Double {
        min(max(radius + 0.5 - distance, 0), 1)
    }

    private static func clamped(_ size: Int) -> Int {
        min(max(size, sizes.lowerBound), sizes.upperBound)
    }
}
