import Drawing
import Glibc
import NeuralNetwork

/// How often a digit gets a stroke, or a stroke a hook, that some people write and others do not.
///
/// Who slashes a zero does so always, and few such writers are among those there are to learn from.
/// Only digits that were written plainly get strokes: in a single one, but for the five.
package struct WritingStyles: Equatable, Sendable {
    /// The share of zeros that get a slash, a bar or a dot.
    package var slashedZero: Float = 0.12
    /// The share of sevens that get a bar through the stem.
    package var barredSeven: Float = 0.12
    /// The share of ones, if a bare line, that get a flag or a foot or both.
    package var serifOne: Float = 0.5
    /// The share of fives whose bar is written by itself, above a shorter neck.
    package var liftedBarOfFive: Float = 0.3
    /// The share of strokes that end in a hook, because the pen is lifted late.
    package var hookedStroke: Float = 0.08

    /// The choices for the network that comes with the program.
    package init() {}

    /// Everything stays as it was written.
    package static let none = {
        var none = WritingStyles()
        (none.slashedZero, none.barredSeven) = (0, 0)
        (none.serifOne, none.liftedBarOfFive, none.hookedStroke) = (0, 0, 0)
        return none
    }()

    /// The drawing, or by chance one in another style.
    package func varied(
        _ drawing: PenDrawing, using generator: inout RandomGenerator
    ) -> PenDrawing {
        hooked(restyled(drawing, using: &generator), using: &generator)
    }

    /// The drawing with hooks at the ends of some of its strokes.
    private func hooked(
        _ drawing: PenDrawing, using generator: inout RandomGenerator
    ) -> PenDrawing {
        let size = StrokeBox(drawing).longerSide
        return drawing.with(
            drawing.strokes.map { stroke in
                guard stroke.count > 1, let end = stroke.last,
                    generator.isChosen(with: hookedStroke)
                else { return stroke }
                return stroke + [hook(from: end, size, using: &generator)]
            })
    }

    /// The drawing, or by chance one whose digit is written with another stroke.
    private func restyled(
        _ drawing: PenDrawing, using generator: inout RandomGenerator
    ) -> PenDrawing {
        let box = StrokeBox(drawing)
        if drawing.label == 5, generator.isChosen(with: liftedBarOfFive) {
            return withLiftedBar(drawing, box, using: &generator)
        }
        guard drawing.strokes.count == 1, drawing.strokes[0].count > 1 else { return drawing }
        switch drawing.label {
        case 0 where generator.isChosen(with: slashedZero):
            return drawing.with(drawing.strokes + [markInZero(box, using: &generator)])
        case 7 where generator.isChosen(with: barredSeven):
            return drawing.with(
                drawing.strokes + [barThroughStem(of: drawing, box, using: &generator)])
        case 1 where box.width < 0.4 * box.height && generator.isChosen(with: serifOne):
            return withSerifs(drawing, box, using: &generator)
        default:
            return drawing
        }
    }
}

/// Where a hook ends that begins at a stroke's end: up, and mostly to the right, where one writes on.
private func hook(
    from end: Point, _ size: Double, using generator: inout RandomGenerator
) -> Point {
    let length = generator.number(in: 0.05...0.22) * size
    let angle = generator.number(in: 25...110) * .pi / 180
    return Point(x: end.x + length * cos(angle), y: end.y - length * sin(angle))
}

/// A slash mostly, else an upright or level bar or a dot.
private func markInZero(_ box: StrokeBox, using generator: inout RandomGenerator) -> [Point] {
    func inBox(_ x: Double, _ y: Double) -> Point {
        Point(
            x: box.middle.x + x * max(box.width, 0.5 * box.height) / 2,
            y: box.middle.y + y * box.height / 2)
    }
    switch generator.index(weighted: [0.65, 0.15, 0.1, 0.1]) {
    case 0:
        // From inside the ring to well beyond it.
        let reach = generator.number(in: 0.55...1.6)
        let lean = generator.number(in: 0.7...1.1)
        return [inBox(reach, -reach * lean), inBox(-reach, reach * lean)]
    case 1:
        let reach = generator.number(in: 0.9...1.8)
        let lean = generator.number(in: -0.2...0.2)
        return [inBox(lean, -reach), inBox(-lean, reach)]
    case 2:
        let reach = generator.number(in: 0.9...1.8)
        let lean = generator.number(in: -0.2...0.2)
        return [inBox(-reach, lean), inBox(reach, -lean)]
    default:
        return [inBox(generator.number(in: -0.1...0.1), generator.number(in: -0.1...0.1))]
    }
}

/// A short level line through the stem of a seven, near half its height.
private func barThroughStem(
    of seven: PenDrawing, _ box: StrokeBox, using generator: inout RandomGenerator
) -> [Point] {
    let height = box.top + generator.number(in: 0.42...0.62) * box.height
    // The stem is written last, so that its latest point of that height is on it.
    let stem = seven.strokes.joined().reduce(into: box.middle) { nearest, point in
        if abs(point.y - height) <= abs(nearest.y - height) { nearest = point }
    }
    let left = generator.number(in: 0.18...0.38) * box.height
    let right = generator.number(in: 0.15...0.32) * box.height
    let tilt = generator.number(in: -0.15...0.25)
    return [
        Point(x: stem.x - left, y: height + tilt * left),
        Point(x: stem.x + right, y: height - tilt * right),
    ]
}

/// The one with a flag at its head, a line under its foot, or both.
private func withSerifs(
    _ one: PenDrawing, _ box: StrokeBox, using generator: inout RandomGenerator
) -> PenDrawing {
    var line = one.strokes[0]
    if let first = line.first, let last = line.last, first.y > last.y { line.reverse() }
    guard let head = line.first, let foot = line.last else { return one }
    let kind = generator.index(weighted: [0.5, 0.15, 0.35])
    if kind != 1 {
        // The longer, the steeper: a long level one would be a seven's.
        let length = generator.number(in: 0.15...0.65)
        let angle = generator.number(in: max(0, 90 * length - 10)...65) * .pi / 180
        line.insert(
            Point(
                x: head.x - length * box.height * cos(angle),
                y: head.y + length * box.height * sin(angle)), at: 0)
    }
    var strokes = [line]
    if kind != 0 {
        let left = generator.number(in: 0.15...0.3) * box.height
        let right = generator.number(in: 0.15...0.3) * box.height
        let tilt = generator.number(in: -0.08...0.08)
        strokes.append([
            Point(x: foot.x - left, y: foot.y + tilt * left),
            Point(x: foot.x + right, y: foot.y - tilt * right),
        ])
    }
    return one.with(strokes)
}

/// The five with its bar apart, some way above a neck that is shorter.
///
/// As it is where bar and body cannot be told apart.
private func withLiftedBar(
    _ five: PenDrawing, _ box: StrokeBox, using generator: inout RandomGenerator
) -> PenDrawing {
    guard let (bar, body) = partsOfFive(five, box) else { return five }
    let shift = Point(
        x: generator.number(in: -0.05...0.2) * box.height,
        y: -generator.number(in: 0...0.15) * box.height)
    let neckEnd = generator.number(in: 0...0.2) * box.height + (body.first?.y ?? box.top)
    let neck = body.prefix { $0.y < neckEnd }.count
    return five.with([
        bar.map { Point(x: $0.x + shift.x, y: $0.y + shift.y) },
        Array(body.dropFirst(min(neck, body.count - 2))),
    ])
}

/// The bar of a five and the rest of it, from the corner down.
private func partsOfFive(_ five: PenDrawing, _ box: StrokeBox) -> (bar: [Point], body: [Point])? {
    switch five.strokes.count {
    case 1:
        // Written from the bar's end: the corner is the leftmost point of the beginning.
        let path = five.strokes[0]
        let beginning = path.prefix { $0.y < box.top + 0.4 * box.height }
        guard
            let corner = beginning.indices.min(by: { path[$0].x < path[$1].x }),
            corner > 0, path.count > corner + 2,
            path[0].x - path[corner].x > 0.15 * box.height
        else { return nil }
        return (Array(path[...corner]), Array(path[corner...]))
    case 2:
        let parts = five.strokes.sorted { height(of: $0) < height(of: $1) }
        guard height(of: parts[0]) < 0.4 * box.height, parts[1].count > 2,
            let first = parts[1].first, let last = parts[1].last
        else { return nil }
        return (parts[0], first.y < last.y ? parts[1] : parts[1].reversed())
    default:
        return nil
    }
}

private func height(of stroke: [Point]) -> Double {
    let rows = stroke.map(\.y)
    return (rows.max() ?? 0) - (rows.min() ?? 0)
}
