import Drawing
import Glibc
import NeuralNetwork

/// How much the strokes of a drawing vary, as if another hand had written it.
///
/// Few people wrote the drawings that there are to learn from; deforming their strokes stands in
/// for the hands that are missing. The amounts are limits to either side.
package struct Deformation: Equatable, Sendable {
    /// The largest turn, in degrees.
    package var rotation: Float = 12
    /// The largest slant, in widths for each height.
    package var slant: Float = 0.25
    /// What turn and slant are multiplied by for ones and sevens.
    ///
    /// Only the angle of their strokes tells a one with a flag from a seven: what is turned far
    /// teaches the wrong digit. MNIST's scans, where few ones have flags, are turned like all others.
    package var turnOfOnesAndSevens: Float = 0.35
    /// The largest logarithm of the factor by which it gets wider.
    package var logWidth: Float = 0.2
    /// The farthest that each stroke after the first is moved along an axis, in sizes of the box.
    ///
    /// Where the pen comes down again varies more than anything else from hand to hand: the bar of
    /// a five, the second line of a four.
    package var strokeShift: Float = 0.1

    /// The choices for the network that comes with the program.
    package init() {}

    /// The drawing stays as it is.
    package static let none = {
        var none = Deformation()
        (none.rotation, none.slant, none.logWidth, none.strokeShift) = (0, 0, 0, 0)
        return none
    }()

    /// The drawing turned, slanted, stretched and its strokes moved by chance.
    package func deformed(
        _ drawing: PenDrawing, using generator: inout RandomGenerator
    ) -> PenDrawing {
        let steadiness = [1, 7].contains(drawing.label) ? turnOfOnesAndSevens : 1
        let angle = Double(generator.deviation(upTo: steadiness * rotation)) * .pi / 180
        let slant = Double(generator.deviation(upTo: steadiness * slant))
        let width = exp(Double(generator.deviation(upTo: logWidth)))
        let (sine, cosine) = (sin(angle), cos(angle))
        let farthest = Double(strokeShift) * StrokeBox(drawing).longerSide
        return drawing.with(
            drawing.strokes.enumerated().map { index, stroke in
                let reach = index == 0 ? 0 : farthest
                let shift = Point(
                    x: generator.number(in: -reach...reach),
                    y: generator.number(in: -reach...reach))
                return stroke.map { point in
                    let (x, y) = (
                        width * (point.x + shift.x - slant * (point.y + shift.y)),
                        point.y + shift.y
                    )
                    return Point(x: cosine * x - sine * y, y: sine * x + cosine * y)
                }
            })
    }
}
