import NeuralNetwork
import Recognition

/// What an epoch looks at, in which order, and by which chance.
///
/// All of it follows from the generator as the epoch begins, so that a training can go on in the
/// middle of an epoch as if it had never stopped.
struct EpochPlan: Sendable {
    /// How many batches there are.
    let batchCount: Int

    private let sets: TrainingSets
    private let configuration: TrainingConfiguration
    /// Indices into the examples.
    private let order: [Int]
    private let drawingSeed, dropoutSeed: UInt64

    init(
        _ sets: TrainingSets, _ configuration: TrainingConfiguration, includesNonDigits: Bool,
        using generator: inout RandomGenerator
    ) {
        self.sets = sets
        self.configuration = configuration
        order = sets.epochOrder(
            mix: configuration.mix, includesNonDigits: includesNonDigits, using: &generator)
        drawingSeed = generator.next()
        dropoutSeed = generator.next()
        batchCount = (order.count + configuration.batchSize - 1) / configuration.batchSize
    }

    /// The chance that decides which values a batch's dropout clears.
    func dropoutGenerator(batch: Int) -> RandomGenerator {
        RandomGenerator(seed: dropoutSeed &+ UInt64(batch))
    }

    /// The batch with this number, from 0, every example drawn anew.
    ///
    /// Each example has chance of its own, so that it does not matter who draws it and when.
    func batch(_ number: Int) -> Batch {
        let size = configuration.batchSize
        let places = number * size..<min((number + 1) * size, order.count)
        let examples = places.map { sets.examples[order[$0]] }
        let inputs = zip(places, examples).map { place, example in
            var generator = RandomGenerator(seed: drawingSeed &+ UInt64(place))
            return example.input(with: configuration.augmentation, using: &generator)
        }
        let labels = examples.map(\.label)
        return Batch(
            inputs: ModelInput.batch(inputs), labels: labels,
            weights: labels.map {
                $0 == Prediction.notADigit ? configuration.nonDigitWeight : 1
            })
    }
}

/// What is learnt from in one step.
struct Batch: Sendable {
    /// [N, 28, 28, 1].
    let inputs: Tensor
    /// N classes.
    let labels: [Int]
    /// What each example counts in the loss, N numbers of at least 0.
    let weights: [Float]
}
