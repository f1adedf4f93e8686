import Drawing
import Glibc
import NeuralNetwork

/// How often a digit gets a stroke that some people write and others do not.
///
/// Who slashes a zero does so always, and few such writers are among those there are to learn from.
/// Only digits that were written plainly, in a single stroke, are added to.
package struct WritingStyles: Equatable, Sendable {
    /// The share of zeros that get a slash, a bar or a dot.
    package var slashedZero: Float = 0.08
    /// The share of sevens that get a bar through the stem.
    package var barredSeven: Float = 0.12
    /// The share of ones, if a bare line, that get a flag or a foot or both.
    package var serifOne: Float = 0.5

    /// The choices for the network that comes with the program.
    package init() {}

    /// Everything stays as it was written.
    package static let none = {
        var none = WritingStyles()
        (none.slashedZero, none.barredSeven, none.serifOne) = (0, 0, 0)
        return none
    }()

    /// The drawing, or by chance one in another style.
    package func varied(
        _ drawing: PenDrawing, using generator: inout RandomGenerator
    ) -> PenDrawing {
        guard drawing.strokes.count == 1, drawing.strokes[0].count > 1 else { return drawing }
        let box = StrokeBox(drawing)
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

/// A slash mostly, else an upright bar or a dot.
private func markInZero(_ box: StrokeBox, using generator: inout RandomGenerator) -> [Point] {
    func inBox(_ x: Double, _ y: Double) -> Point {
        Point(
            x: box.middle.x + x * max(box.width, 0.5 * box.height) / 2,
            y: box.middle.y + y * box.height / 2)
    }
    switch generator.index(weighted: [0.75, 0.15, 0.1]) {
    case 0:
        // From inside the ring to well beyond it.
        let reach = generator.number(in: 0.55...1.2)
        let lean = generator.number(in: 0.7...1.1)
        return [inBox(reach, -reach * lean), inBox(-reach, reach * lean)]
    case 1:
        let reach = generator.number(in: 0.9...1.2)
        let lean = generator.number(in: -0.1...0.1)
        return [inBox(lean, -reach), inBox(-lean, reach)]
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
        // Steep, and the more so the longer it is: a long level one would be a seven's.
        let length = generator.number(in: 0.15...0.65) * box.height
        let angle = generator.number(in: 22 + 28 * length / box.height...65) * .pi / 180
        line.insert(
            Point(x: head.x - length * cos(angle), y: head.y + length * sin(angle)), at: 0)
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
