import Drawing
import NeuralNetwork
import Recognition

/// Something drawn that is no digit, made by a rule and chance.
///
/// People scribble, tap and test the pen; a network that only knows digits calls everything one.
/// No rule makes what is a digit to some: a lone straight line, a single loop or a single arc.
package enum Scribble: String, CaseIterable, Sendable {
    // Those to learn from.
    case wander, hatching, lines, spiral, filling, grid, star, loops, specks
    case rings, waves, curves, face
    /// A single touch; there is little to vary in it, and so nothing to hold back.
    case dot
    // Those to judge by.
    case polygons, lissajous

    /// The kinds that training draws.
    package static let training: [Scribble] = [
        .wander, .hatching, .lines, .spiral, .filling, .grid, .star, .loops, .specks, .dot,
        .rings, .waves, .curves, .face,
    ]

    /// The kinds that training never sees.
    ///
    /// Closed outlines with straight sides, and curves that come back to themselves: neither is
    /// among what training draws, so that they tell how unknown scribbles fare.
    package static let heldOut: [Scribble] = [.polygons, .lissajous]

    /// A new scribble of this kind, in the units of a box of about 1×1.
    package func drawing(using generator: inout RandomGenerator) -> PenDrawing {
        let strokes =
            switch self {
            case .wander: ScribbleStrokes.wander(using: &generator)
            case .hatching: ScribbleStrokes.hatching(using: &generator)
            case .lines: ScribbleStrokes.lines(using: &generator)
            case .spiral: ScribbleStrokes.spiral(using: &generator)
            case .filling: ScribbleStrokes.filling(using: &generator)
            case .grid: ScribbleStrokes.grid(using: &generator)
            case .star: ScribbleStrokes.star(using: &generator)
            case .loops: ScribbleStrokes.loops(using: &generator)
            case .specks: ScribbleStrokes.specks(using: &generator)
            case .rings: ScribbleStrokes.rings(using: &generator)
            case .waves: ScribbleStrokes.waves(using: &generator)
            case .curves: ScribbleStrokes.curves(using: &generator)
            case .face: ScribbleStrokes.face(using: &generator)
            case .dot: [[Point(x: 0.5, y: 0.5)]]
            case .polygons: ScribbleStrokes.polygons(using: &generator)
            case .lissajous: ScribbleStrokes.lissajous(using: &generator)
            }
        return PenDrawing(writer: "", label: Prediction.notADigit, strokes: strokes)
    }
}
