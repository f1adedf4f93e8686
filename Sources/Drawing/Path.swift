extension [Point] {
    /// The path with more points on its lines, so that neighbours are at most `step` apart.
    ///
    /// - Parameter whole: a line up to this length stays as it is all the same.
    package func walked(inStepsOf step: Double, sparing whole: Double = 0) -> [Point] {
        var path = Array(prefix(1))
        for (start, end) in zip(self, dropFirst()) {
            let (dx, dy) = (end.x - start.x, end.y - start.y)
            let length = (dx * dx + dy * dy).squareRoot()
            let count = length <= whole ? 1 : Swift.max(1, (length / step).rounded(.up))
            for index in stride(from: 1, through: count, by: 1) {
                path.append(Point(x: start.x + dx * index / count, y: start.y + dy * index / count))
            }
        }
        return path
    }

    /// The path with each point moved towards the middle of its neighbours, `passes` times.
    ///
    /// The ends stay where they are.
    package func smoothed(passes: Int) -> [Point] {
        guard count > 2 else { return self }
        var points = self
        for _ in 0..<passes {
            var before = points[0]
            for index in 1..<points.count - 1 {
                let (here, after) = (points[index], points[index + 1])
                points[index] = Point(
                    x: (before.x + 2 * here.x + after.x) / 4,
                    y: (before.y + 2 * here.y + after.y) / 4)
                before = here
            }
        }
        return points
    }
}
