import NeuralNetwork
import Recognition

/// Teaches a network by showing it examples, and keeps the best of what it becomes.
package final class Trainer {
    /// The network as it is now; the best one lies in the output.
    package let network: Network
    private let configuration: TrainingConfiguration
    private let sets: TrainingSets
    private var optimizer: Adam
    /// Decides the initial weights, the order of the examples, how each is drawn, and dropout.
    private var generator: RandomGenerator
    private var step = 0
    private var best: EpochReport?

    /// A trainer of an untrained network.
    package convenience init(
        _ configuration: TrainingConfiguration, sets: TrainingSets
    ) throws(UnknownArchitecture) {
        self.init(
            configuration, architecture: try Architecture(named: configuration.architecture),
            sets: sets)
    }

    /// A trainer of a network that need not be known by name.
    package init(
        _ configuration: TrainingConfiguration, architecture: Architecture, sets: TrainingSets
    ) {
        self.configuration = configuration
        self.sets = sets
        generator = RandomGenerator(seed: configuration.seed)
        network = Network(architecture, using: &generator)
        optimizer = Adam(
            learningRate: configuration.learningRate, weightDecay: configuration.weightDecay)
    }

    /// Trains until all epochs are done, nothing improves any more, or `shouldStop` says so.
    ///
    /// The output holds the best network after every epoch. `shouldStop` is asked before every
    /// batch; a training that is stopped in its first epoch still leaves the network it has.
    package func train(
        into output: TrainingOutput,
        onProgress: (TrainingProgress) -> Void = { _ in },
        onEpoch: (EpochReport) -> Void = { _ in },
        shouldStop: () -> Bool = { false }
    ) throws(TrainingError) -> TrainingResult {
        var epoch = 1
        while true {
            let clock = ContinuousClock()
            let start = clock.now
            let (tally, isWhole) = runEpoch(epoch, onProgress: onProgress, shouldStop: shouldStop)
            if !isWhole, let best { return TrainingResult(ending: .stopped, best: best) }

            let report = EpochReport(
                epoch: epoch, trainingLoss: tally.meanLoss, trainingAccuracy: tally.accuracy,
                mnist: score(on: sets.mnistValidation), pen: sets.penValidation.map(score),
                learningRate: optimizer.learningRate,
                seconds: start.duration(to: clock.now) / .seconds(1))
            guard report.isFinite else { throw .diverged(epoch: epoch) }
            let best = try keepIfBetter(report, in: output)
            try output.append(report)
            onEpoch(report)
            if !isWhole { return TrainingResult(ending: .stopped, best: best) }
            if epoch >= configuration.epochs {
                return TrainingResult(ending: .completed, best: best)
            }
            if epoch - best.epoch >= configuration.patience {
                return TrainingResult(ending: .noImprovement, best: best)
            }
            epoch += 1
        }
    }

    /// Goes through all examples once, in a new order.
    ///
    /// - Returns: what was counted, and false when it was stopped on the way.
    private func runEpoch(
        _ epoch: Int, onProgress: (TrainingProgress) -> Void, shouldStop: () -> Bool
    ) -> (Tally, isWhole: Bool) {
        var mix = DataMix()
        mix.looksAtDigits = configuration.penRenderings
        let order = sets.epochOrder(
            mix: mix, includesNonDigits: network.architecture.outputCount > Prediction.notADigit,
            using: &generator)
        let batches = stride(from: 0, to: order.count, by: configuration.batchSize).map {
            order[$0..<min($0 + configuration.batchSize, order.count)]
        }
        var tally = Tally()
        for (index, batch) in batches.enumerated() {
            if shouldStop() { return (tally, false) }
            optimizer.learningRate =
                configuration.learningRate
                * configuration.schedule.factor(
                    step: step, of: configuration.epochs * batches.count)
            learn(from: batch, &tally)
            step += 1
            onProgress(
                TrainingProgress(
                    epoch: epoch, batch: index + 1, batches: batches.count,
                    imagesDone: tally.count, loss: tally.meanLoss, accuracy: tally.accuracy))
        }
        return (tally, true)
    }

    private func learn(from batch: ArraySlice<Int>, _ tally: inout Tally) {
        let examples = batch.map { sets.examples[$0] }
        let labels = examples.map(\.label)
        let inputs = ModelInput.batch(drawn(examples))
        let logits = network.forward(inputs, using: &generator)
        let (loss, gradient) = softmaxCrossEntropy(logits, labels: labels)
        network.backward(gradient)
        optimizer.step(network.parameters)
        tally.add(meanLoss: loss, logits: logits, labels: labels)
    }

    /// What the network sees of the examples this time.
    ///
    /// Each has a generator of its own, so that the threads that share the work change nothing.
    private func drawn(_ examples: [Example]) -> [ModelInput] {
        let seeds = examples.map { _ in generator.next() }
        return [ModelInput](unsafeUninitializedCapacity: examples.count) { buffer, count in
            count = examples.count
            guard let inputs = buffer.baseAddress else { return }
            Parallel.forEach(chunks: examples.count) { index in
                var generator = RandomGenerator(seed: seeds[index])
                (inputs + index).initialize(
                    to: examples[index].input(with: Augmentation(), using: &generator))
            }
        }
    }

    private func score(on set: LabelledInputs) -> ValidationScore {
        let evaluation = Evaluation(of: network, on: set)
        return ValidationScore(
            loss: evaluation.meanNegativeLogLikelihood, accuracy: evaluation.accuracy)
    }

    /// Saves the network if no epoch before was better.
    ///
    /// - Returns: the best epoch so far.
    private func keepIfBetter(
        _ report: EpochReport, in output: TrainingOutput
    ) throws(TrainingError) -> EpochReport {
        if let best, !report.isBetter(than: best) { return best }
        try output.save(network, report, seed: configuration.seed, sources: sets.sources)
        best = report
        return report
    }
}

/// Counts what happens in an epoch.
private struct Tally {
    private(set) var count = 0
    private var loss = 0.0
    private var correct = 0

    var meanLoss: Double { loss / Double(max(1, count)) }
    var accuracy: Double { Double(correct) / Double(max(1, count)) }

    mutating func add(meanLoss: Float, logits: Tensor, labels: [Int]) {
        count += labels.count
        loss += Double(meanLoss) * Double(labels.count)
        correct += zip(logits.rows, labels).count { $0.indexOfMaximum == $1 }
    }
}
