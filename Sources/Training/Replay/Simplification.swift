import Drawing
import Glibc

extension [Point] {
    /// The path as straight lines between few of its points, from which the others are no farther
    /// than `tolerance`.
    ///
    /// Source: Douglas and Peucker 1973.
    func simplified(tolerance: Double) -> [Point] {
        guard let first, let last, count > 2 else { return self }
        let distances = dropFirst().dropLast().map { $0.distance(toLineFrom: first, to: last) }
        guard let farthest = distances.indices.max(by: { distances[$0] < distances[$1] }),
            distances[farthest] > tolerance
        else { return [first, last] }
        let corner = farthest + 1
        return Array(self[...corner]).simplified(tolerance: tolerance).dropLast()
            + Array(self[corner...]).simplified(tolerance: tolerance)
    }
}

extension Point {
    /// The distance to the straight line between two points.
    fileprivate func distance(toLineFrom start: Point, to end: Point) -> Double {
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let square = dx * dx + dy * dy
        let along = square > 0 ? ((x - start.x) * dx + (y - start.y) * dy) / square : 0
        let nearest = Swift.min(Swift.max(along, 0), 1)
        return hypot(x - start.x - nearest * dx, y - start.y - nearest * dy)
    }
}
