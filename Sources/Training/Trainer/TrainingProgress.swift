/// Where a training stands in the middle of an epoch.
package struct TrainingProgress: Equatable, Sendable {
    /// The epoch, from 1.
    package let epoch: Int
    /// How many batches of the epoch are done.
    package let batch: Int
    /// How many batches the epoch has.
    package let batches: Int
    /// How many inputs of the epoch were learnt from.
    package let imagesDone: Int
    /// The mean loss of the epoch so far, in nats.
    package let loss: Double
    /// The share of the epoch's inputs that were read correctly when they were learnt from.
    package let accuracy: Double
}

/// How a training ended, and what it found.
package struct TrainingResult: Equatable, Sendable {
    /// Why no further epoch was begun.
    package enum Ending: Equatable, Sendable {
        /// All epochs are done.
        case completed
        /// The last epochs brought nothing better.
        case noImprovement
        /// It was asked to stop.
        case stopped
    }

    package let ending: Ending
    /// The epoch whose weights are in the output.
    package let kept: EpochReport
    /// Whether it was stopped within that epoch, the first.
    package var isPartOfEpoch = false
}
