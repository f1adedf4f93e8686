import Drawing
import NeuralNetwork
import Recognition

/// Draws what somebody wrote on a tablet as ink on paper would look when scanned.
///
/// The path is smoothed and drawn in the very size of the model input, with soft edges like those
/// of MNIST's digits.
package struct Scan: Equatable, Sendable {
    /// The width of the line in pixels of the model input, whose ink is 20 pixels long.
    package var lineWidth: Double
    /// Over how many pixels the ink fades at its edge.
    package var softness: Double
    /// How often the path is smoothed.
    package var smoothing: Int

    /// Chooses a line of 1.5 to 4 pixels, as in MNIST, with sharp or soft edges, and how smooth it is.
    package init(using generator: inout RandomGenerator) {
        lineWidth = generator.number(in: 1.5...4)
        softness = generator.number(in: 0.7...1.5)
        smoothing = Int.random(in: 0...6, using: &generator)
    }

    /// What the network sees of the drawing.
    package func modelInput(of drawing: PenDrawing) -> ModelInput {
        // The soft edge adds to the line; together the ink's box is 20 pixels.
        let longerSide = max(1, 20 - lineWidth - softness)
        let strokes = drawing.placed(
            longerSide: longerSide, centre: Point(x: Self.middle, y: Self.middle)
        ).map { $0.walked(inStepsOf: 0.5).smoothed(passes: smoothing) }
        return inkedInput(
            RoundBrush(diameter: lineWidth, softness: softness)
                .picture(of: strokes, width: Int(2 * Self.middle), height: Int(2 * Self.middle)))
    }

    private static let middle = 14.0
}
