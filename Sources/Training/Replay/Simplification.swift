import Drawing
import Glibc

extension [Point] {
    /// The path as straight lines between few of its points, from which the others are no farther
    /// than `tolerance`.
    ///
    /// Source: Douglas and Peucker 1973.
    func simplified(tolerance: Double) -> [Point] {
        corners(tolerance: tolerance).map { self[$0] }
    }

    /// The path as somebody leads it who moves only across and down, if it can be helped.
    ///
    /// It is simplified first; then each bend between two of its corners gets right angles on the side to
    /// which the path bent, as a ring becomes a box. What was straight stays straight.
    func squared(tolerance: Double) -> [Point] {
        let corners = corners(tolerance: tolerance)
        return corners.prefix(1).map { self[$0] }
            + zip(corners, corners.dropFirst()).flatMap { start, end in
                rightAngles(from: start, to: end) + [self[end]]
            }
    }

    /// The indices of the points that are left of the simplified path.
    private func corners(tolerance: Double) -> [Int] {
        guard count > 1 else { return Array<Int>(indices) }
        return corners(from: 0, to: count - 1, tolerance: tolerance) + [count - 1]
    }

    /// Those of a part of the path, but for its last point.
    private func corners(from start: Int, to end: Int, tolerance: Double) -> [Int] {
        let (first, last) = (self[start], self[end])
        let distances = self[start...end].dropFirst().dropLast()
            .map { $0.distance(toLineFrom: first, to: last) }
        guard let farthest = distances.indices.max(by: { distances[$0] < distances[$1] }),
            distances[farthest] > tolerance
        else { return [start] }
        let corner = start + farthest + 1
        return corners(from: start, to: corner, tolerance: tolerance)
            + corners(from: corner, to: end, tolerance: tolerance)
    }

    /// The corners of right angles in place of a bend; none where the path is about straight.
    private func rightAngles(from start: Int, to end: Int) -> [Point] {
        let (first, last) = (self[start], self[end])
        let length = hypot(last.x - first.x, last.y - first.y)
        let bend =
            self[start...end].map { $0.offset(fromLineFrom: first, to: last) }
            .max { abs($0) < abs($1) } ?? 0
        guard length > 0, abs(bend) > Self.leastBend * length else { return [] }
        let corner = [Point(x: last.x, y: first.y), Point(x: first.x, y: last.y)]
            .first { $0.offset(fromLineFrom: first, to: last) * bend > 0 }
        if let corner, abs(corner.offset(fromLineFrom: first, to: last)) > abs(bend) / 2 {
            return [corner]
        }
        // The ends lie about above each other, or side by side: out, along and back.
        if abs(last.x - first.x) < abs(last.y - first.y) {
            let x = first.x + (last.y > first.y ? -bend : bend)
            return [Point(x: x, y: first.y), Point(x: x, y: last.y)]
        }
        let y = first.y + (last.x > first.x ? bend : -bend)
        return [Point(x: first.x, y: y), Point(x: last.x, y: y)]
    }

    /// From how far off its chord a path is bent, in lengths of the chord; a quarter of a circle is
    /// 0.21 off.
    private static var leastBend: Double { 0.15 }
}

extension Point {
    /// The distance from the endless line through two points, negative on one of its sides; of a line to
    /// the right, above it.
    fileprivate func offset(fromLineFrom start: Point, to end: Point) -> Double {
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let length = hypot(dx, dy)
        return length > 0 ? (dx * (y - start.y) - dy * (x - start.x)) / length : 0
    }

    /// The distance to the straight line between two points.
    fileprivate func distance(toLineFrom start: Point, to end: Point) -> Double {
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let square = dx * dx + dy * dy
        let along = square > 0 ? ((x - start.x) * dx + (y - start.y) * dy) / square : 0
        let nearest = Swift.min(Swift.max(along, 0), 1)
        return hypot(x - start.x - nearest * dx, y - start.y - nearest * dy)
    }
}
