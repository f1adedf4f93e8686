import NeuralNetwork
import Recognition

/// What may happen to an example each time that it is looked at.
///
/// A network learns what is always so in what it sees; everything that people and devices vary has
/// to vary here. Nothing of this touches what a network is judged by.
package struct Augmentation: Equatable, Sendable {
    /// How scanned images are bent.
    package var scans = Distortion()
    /// How pen drawings are bent once they are rendered.
    ///
    /// Mild, because the hand has been varied before, in the strokes.
    package var renderings = Distortion.mild
    /// How the strokes of pen drawings vary, as from hand to hand.
    package var hands = Deformation()
    /// How often a digit gets a stroke that some people write and others do not.
    package var styles = WritingStyles()
    /// By what devices the strokes are drawn.
    package var devices = DrawingDevices()

    /// The choices for the network that comes with the program.
    package init() {}

    /// Scanned images as they are, and drawings as their writers made them, replayed by a mouse.
    package static let none = {
        var none = Augmentation()
        (none.scans, none.renderings) = (.none, .none)
        (none.hands, none.styles, none.devices) = (.none, .none, .mouseOnly)
        return none
    }()
}

extension Augmentation {
    /// What the network sees of a pen drawing: by another hand, on some device, bent a little.
    func input(
        of drawing: PenDrawing, using generator: inout RandomGenerator
    ) -> ModelInput {
        let styled = styles.varied(drawing, using: &generator)
        let written = hands.deformed(styled, using: &generator)
        let input = devices.modelInput(of: written, using: &generator)
        return renderings.distorted(input, using: &generator)
    }
}
