import NeuralNetwork
import Recognition

/// Teaches a network by showing it examples, and keeps what it becomes.
///
/// The same configuration, examples and processor give the same weights to the last bit, on any
/// number of threads and however often it was stopped and resumed.
package final class Trainer {
    private let configuration: TrainingConfiguration
    private let sets: TrainingSets
    private let learner: Learner
    private var position: TrainingPosition
    private let clock = ContinuousClock()

    /// The network as it is now: the running mean of its weights where there is one.
    package var network: Network { learner.result }

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
        var generator = RandomGenerator(seed: configuration.seed)
        learner = Learner(configuration, architecture, using: &generator)
        position = TrainingPosition(generator: generator)
    }

    /// A trainer that goes on where another was when it wrote a checkpoint.
    ///
    /// The examples must be the same; ``TrainingCheckpoint`` knows the files they came from.
    package init(
        _ checkpoint: TrainingCheckpoint, architecture: Architecture, sets: TrainingSets
    ) throws(CheckpointError) {
        try checkpoint.requireSources(sets.sources)
        configuration = checkpoint.configuration
        self.sets = sets
        learner = try checkpoint.learner(architecture)
        position = checkpoint.position
    }

    /// Trains until all epochs are done, nothing improves any more, or `shouldStop` says so.
    ///
    /// The output gets the network after every epoch, and a checkpoint then and at a stop.
    /// `shouldStop` is asked before every batch; a training that is stopped in its first epoch still
    /// leaves the network it has.
    package func train(
        into output: TrainingOutput,
        onProgress: (TrainingProgress) -> Void = { _ in },
        onEpoch: (EpochReport) -> Void = { _ in },
        shouldStop: () -> Bool = { false }
    ) throws(TrainingError) -> TrainingResult {
        keepFreedMemory()
        while true {
            if let ending = endingBeforeNextEpoch {
                return try finish(ending, in: output)
            }
            var nextGenerator = position.generator
            let plan = EpochPlan(
                sets, configuration,
                includesNonDigits: network.architecture.outputCount > Prediction.notADigit,
                using: &nextGenerator)
            let start = clock.now - .seconds(position.seconds)
            let isWhole = runEpoch(plan, onProgress: onProgress, shouldStop: shouldStop)
            position.seconds = start.duration(to: clock.now) / .seconds(1)
            guard isWhole else { return try stop(in: output) }

            let report = report(seconds: start.duration(to: clock.now) / .seconds(1))
            guard report.isFinite else { throw .diverged(epoch: report.epoch) }
            let isBest = position.best.map(report.isBetter) ?? true
            position = TrainingPosition(
                epoch: position.epoch + 1, step: position.step, generator: nextGenerator,
                reports: position.reports + [report])
            if isBest || configuration.selection == .last { try save(report, in: output) }
            try output.write(position.reports)
            try output.checkpoints.write(checkpoint, .epoch(report))
            onEpoch(report)
        }
    }

    /// Why no further epoch begins; nil where one does.
    private var endingBeforeNextEpoch: TrainingResult.Ending? {
        guard let best = position.best else { return nil }
        if position.epoch > configuration.epochs { return .completed }
        if configuration.patience > 0,
            position.reports.count - best.epoch >= configuration.patience
        {
            return .noImprovement
        }
        return nil
    }

    /// Goes through the rest of an epoch.
    ///
    /// - Returns: false when it was stopped on the way.
    private func runEpoch(
        _ plan: EpochPlan, onProgress: (TrainingProgress) -> Void, shouldStop: () -> Bool
    ) -> Bool {
        let pipeline = BatchPipeline(plan)
        while position.batchesDone < plan.batchCount {
            if shouldStop() { return false }
            let batch = pipeline.batch(position.batchesDone)
            var dropout = plan.dropoutGenerator(batch: position.batchesDone)
            let (loss, correct) = learner.learn(
                from: batch, learningRate: learningRate(epochSteps: plan.batchCount),
                dropout: &dropout)
            position.tally.add(count: batch.labels.count, meanLoss: loss, correct: correct)
            position.step += 1
            position.batchesDone += 1
            onProgress(
                TrainingProgress(
                    epoch: position.epoch, batch: position.batchesDone, batches: plan.batchCount,
                    imagesDone: position.tally.count, loss: position.tally.meanLoss,
                    accuracy: position.tally.accuracy))
        }
        return true
    }

    private func learningRate(epochSteps: Int) -> Float {
        configuration.learningRate
            * configuration.schedule.factor(
                step: position.step, of: configuration.epochs * epochSteps, epoch: position.epoch)
    }

    /// Judges the network after an epoch, or the part of one before a stop.
    private func report(seconds: Double) -> EpochReport {
        func score(_ evaluation: Evaluation) -> ValidationScore {
            ValidationScore(
                loss: evaluation.meanNegativeLogLikelihood, accuracy: evaluation.accuracy)
        }
        let network = network.compiled()
        let mnist = Evaluation(of: network, on: sets.mnistValidation)
        let drawn = [sets.penValidation, sets.nonDigitValidation].compactMap(\.self)
        let pen =
            drawn.isEmpty
            ? nil : Evaluation(of: network, on: LabelledInputs(joining: drawn))
        return EpochReport(
            epoch: position.epoch, trainingLoss: position.tally.meanLoss,
            trainingAccuracy: position.tally.accuracy, mnist: score(mnist),
            pen: sets.penValidation == nil ? nil : pen.map(score),
            nonDigitAUROC: pen?.nonDigits?.auroc, learningRate: learner.optimizer.learningRate,
            seconds: seconds)
    }

    /// Keeps everything for a later resume; what was learnt in a first epoch is usable at once.
    private func stop(in output: TrainingOutput) throws(TrainingError) -> TrainingResult {
        // Such a checkpoint could not be read, and would replace one that can.
        guard position.tally.meanLoss.isFinite else { throw .diverged(epoch: position.epoch) }
        try output.checkpoints.write(checkpoint, .latest)
        if let kept { return TrainingResult(ending: .stopped, kept: kept) }
        let report = report(seconds: position.seconds)
        guard report.isFinite else { throw .diverged(epoch: report.epoch) }
        try save(report, in: output)
        return TrainingResult(ending: .stopped, kept: report, isPartOfEpoch: true)
    }

    private func finish(
        _ ending: TrainingResult.Ending, in output: TrainingOutput
    ) throws(TrainingError) -> TrainingResult {
        guard let kept else { preconditionFailure("no training ends before its first epoch") }
        try output.checkpoints.write(checkpoint, .final)
        return TrainingResult(ending: ending, kept: kept)
    }

    /// The epoch whose network is in the output.
    private var kept: EpochReport? {
        configuration.selection == .best ? position.best : position.reports.last
    }

    private func save(_ report: EpochReport, in output: TrainingOutput) throws(TrainingError) {
        try output.save(network, report, configuration: configuration, sources: sets.sources)
    }

    /// Everything as it is now.
    private var checkpoint: TrainingCheckpoint {
        TrainingCheckpoint(
            configuration: configuration, position: position, sources: sets.sources,
            tensors: learner.tensors)
    }
}
