import Drawing
import NeuralNetwork
import Recognition

/// Something to learn from, in the form in which it is kept.
package enum Example: Sendable {
    /// A scanned digit that is not blank.
    case image(GreyImage, label: Int)
    /// Something written, drawn anew each time it is looked at: a digit, a letter or a sign.
    case drawing(PenDrawing)
    /// A digit of level and upright lines, another each time.
    case boxed(BoxedDigit)
    /// Two written digits, put side by side anew each time.
    case pair(DigitPair)
    /// Something scribbled, another each time.
    case scribble(Scribble)

    /// What it shows: 0…9, or ``Prediction/notADigit``.
    package var label: Int {
        switch self {
        case .image(_, let label): label
        case .drawing(let drawing): drawing.label
        case .boxed(let boxed): boxed.digit
        case .pair, .scribble: Prediction.notADigit
        }
    }

    /// What the network sees of it this time.
    package func input(
        with augmentation: Augmentation, using generator: inout RandomGenerator
    ) -> ModelInput {
        switch self {
        case .image(let image, _):
            return augmentation.scans.distorted(inkedInput(image), using: &generator)
        case .drawing(let drawing):
            return augmentation.input(of: drawing, using: &generator)
        case .boxed(let boxed):
            return augmentation.input(
                of: boxed.drawing(using: &generator), using: &generator)
        case .pair(let pair):
            return augmentation.input(
                of: pair.drawing(using: &generator), using: &generator)
        case .scribble(let kind):
            return augmentation.input(
                of: kind.drawing(using: &generator), using: &generator)
        }
    }
}
