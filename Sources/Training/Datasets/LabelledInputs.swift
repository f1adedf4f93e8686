import Drawing
import NeuralNetwork
import Recognition

/// Model inputs and what they show: a set on which a network is judged.
package struct LabelledInputs: Equatable, Sendable {
    /// What the network is shown.
    package let inputs: [ModelInput]
    /// What each input is: 0…9, or ``Prediction/notADigit``.
    package let labels: [Int]

    /// A set of as many labels as inputs.
    package init(inputs: [ModelInput], labels: [Int]) {
        precondition(inputs.count == labels.count, "every input needs a label")
        self.inputs = inputs
        self.labels = labels
    }

    /// How many inputs there are.
    package var count: Int { labels.count }
}

extension LabelledInputs {
    /// The seed by which drawings are replayed for validation and evaluation.
    package static let replaySeed: UInt64 = 20_261_120

    /// The images of MNIST as they are.
    package init(_ mnist: MNIST) {
        self.init(inputs: mnist.images.map(inkedInput), labels: mnist.labels)
    }

    /// Pen drawings, each replayed once at a size and place drawn from the seed.
    ///
    /// By the rule of ``Replay`` for a pen of size 1; with `rows` as a coarser terminal reports,
    /// with `pointer` as the arrow keys or marks draw.
    package init(
        replaying drawings: [PenDrawing], sizes: ClosedRange<Double> = Replay.usualSizes,
        rows: Replay.ReportedRows = .single, pointer: Replay.Pointer = .mouse,
        seed: UInt64 = replaySeed
    ) {
        var generator = RandomGenerator(seed: seed)
        self.init(drawings) { drawing in
            var replay = Replay(of: drawing, sizes: sizes, using: &generator)
            (replay.rows, replay.pointer) = (rows, pointer)
            return replay.modelInput(of: drawing)
        }
    }

    /// Pen drawings, each brought into its form in turn.
    init(_ drawings: [PenDrawing], input: (PenDrawing) -> ModelInput) {
        self.init(inputs: drawings.map(input), labels: drawings.map(\.label))
    }

    /// All inputs of several sets, one set after the other.
    package init(joining sets: [LabelledInputs]) {
        self.init(inputs: sets.flatMap(\.inputs), labels: sets.flatMap(\.labels))
    }
}

/// The input of an image that is known not to be blank.
func inkedInput(_ image: GreyImage) -> ModelInput {
    guard let input = modelInput(from: image) else {
        preconditionFailure("a blank image has no model input")
    }
    return input
}
