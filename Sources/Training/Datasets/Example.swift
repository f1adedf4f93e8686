import Drawing
import NeuralNetwork
import Recognition

/// Something to learn from, in the form in which it is kept.
package enum Example: Sendable {
    /// A scanned digit that is not blank.
    case image(GreyImage, label: Int)
    /// A written digit, drawn on the grid anew each time it is looked at.
    case drawing(PenDrawing)

    /// What it shows, 0…9.
    package var label: Int {
        switch self {
        case .image(_, let label): label
        case .drawing(let drawing): drawing.label
        }
    }

    /// What the network sees of it this time.
    package func input(using generator: inout RandomGenerator) -> ModelInput {
        switch self {
        case .image(let image, _):
            return inkedInput(image)
        case .drawing(let drawing):
            let drawing = drawing.deformed(using: &generator)
            var replay = Replay(of: drawing, using: &generator)
            replay.varyPen(using: &generator)
            return replay.modelInput(of: drawing)
        }
    }
}

extension Replay {
    /// Chooses a pen and a terminal as they are met in use: mostly the thin pen, some wider ones,
    /// and a quarter of the terminals tells only pairs of rows apart.
    mutating func varyPen(using generator: inout some RandomNumberGenerator) {
        switch Double.random(in: 0..<1, using: &generator) {
        case ..<0.7: penSize = 1
        case ..<0.9: penSize = 2
        default: penSize = 3
        }
        rows = Double.random(in: 0..<1, using: &generator) < 0.25 ? .paired : .single
    }
}
