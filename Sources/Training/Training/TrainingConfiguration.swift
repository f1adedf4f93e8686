/// Every choice that shapes a training; the same choices and files give the same weights.
package struct TrainingConfiguration: Codable, Equatable, Sendable {
    /// The name of the network's architecture.
    package var architecture = "cnn"
    /// How often every example is looked at, at most.
    package var epochs = 12
    /// How many examples share a step.
    package var batchSize = 64
    /// The highest learning rate of the schedule.
    package var learningRate: Float = 1e-3
    /// How the learning rate changes from step to step.
    package var schedule = LearningRateSchedule.cosine
    /// The share of each weight, times the learning rate, that every step takes away.
    package var weightDecay: Float = 1e-2
    /// Where all chance in the training starts from.
    package var seed: UInt64 = 1
    /// How often an epoch draws each pen drawing, each time at another size and place.
    package var penRenderings = 3
    /// How many epochs without improvement end the training.
    package var patience = 8

    /// The choices for the network that comes with the program.
    package init() {}
}
