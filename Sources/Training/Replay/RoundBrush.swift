import Drawing

/// A round brush on a picture of any size, with an edge as soft as wanted.
///
/// Unlike the grid's own ``Brush`` it takes any diameter: it stands for the pens and programs of
/// pictures that come from elsewhere.
struct RoundBrush {
    /// In pixels of the picture.
    var diameter: Double
    /// Over how many pixels the ink fades at its edge; 0 is a hard edge, 1 is anti-aliased.
    var softness: Double

    /// The picture of the strokes, given in its pixels: ink where the brush's middle passed near.
    func picture(of strokes: [[Point]], width: Int, height: Int) -> GreyImage {
        let farAway = Float.infinity
        let pixels = withUnsafeTemporaryAllocation(of: Float.self, capacity: width * height) {
            squares -> [UInt8] in
            squares.initialize(repeating: farAway)
            let distances = SquaredDistances(squares: squares, width: width, height: height)
            let reach = Float(diameter / 2 + softness / 2 + 0.5)
            for stroke in strokes {
                for (start, end) in zip(stroke.prefix(1) + stroke, stroke) {
                    distances.pass(from: start, to: end, reach: reach)
                }
            }
            return squares.map(ink)
        }
        return GreyImage(width: width, height: height, pixels: pixels)
    }

    /// The ink at a distance from the path, given by its square.
    private func ink(_ squaredDistance: Float) -> UInt8 {
        guard squaredDistance < .infinity else { return 0 }
        let inside = Float(diameter) / 2 - squaredDistance.squareRoot()
        guard softness > 0 else { return inside >= 0 ? 255 : 0 }
        let coverage = min(max(inside / Float(softness) + 0.5, 0), 1)
        return UInt8((coverage * 255).rounded())
    }
}

/// The squared distance of every pixel's centre from a path, where it is near.
private struct SquaredDistances {
    let squares: UnsafeMutableBufferPointer<Float>
    let width: Int
    let height: Int

    /// Leads the path along a straight line; pixels farther than `reach` from it may be passed by.
    func pass(from start: Point, to end: Point, reach: Float) {
        let (startX, startY) = (Float(start.x), Float(start.y))
        let (dx, dy) = (Float(end.x) - startX, Float(end.y) - startY)
        let lengthSquared = dx * dx + dy * dy
        let perLength = lengthSquared > 0 ? 1 / lengthSquared : 0
        let columns = near(startX, startX + dx, reach, below: width)
        for row in near(startY, startY + dy, reach, below: height) {
            let toY = Float(row) + 0.5 - startY
            for column in columns {
                let toX = Float(column) + 0.5 - startX
                let along = min(max((toX * dx + toY * dy) * perLength, 0), 1)
                let (x, y) = (toX - along * dx, toY - along * dy)
                let index = row * width + column
                squares[index] = min(squares[index], x * x + y * y)
            }
        }
    }

    /// The columns or rows within `reach` of both coordinates; none where all are outside.
    private func near(_ a: Float, _ b: Float, _ reach: Float, below count: Int) -> Range<Int> {
        let limit = Float(count)
        let low = min(max((min(a, b) - reach).rounded(.down), 0), limit)
        let high = min(max((max(a, b) + reach).rounded(.up), low), limit)
        return Int(low)..<Int(high)
    }
}
