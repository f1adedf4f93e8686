import NeuralNetwork

/// Every choice that shapes a training; the same choices and files give the same weights.
///
/// ``Hyperparameter/all`` names each of them for command lines and files.
package struct TrainingConfiguration: Equatable, Sendable {
    /// Which epoch's network is the result.
    package enum Selection: String, CaseIterable, Sendable {
        /// That of the best validation accuracy.
        case best
        /// The last: for a schedule that has to be run to its end.
        case last
    }

    /// The name of the network's architecture.
    package let architecture: String
    /// How many epochs there are, at most; ``DataMix`` says what one looks at.
    package var epochs = 12
    /// How many examples share a step.
    package var batchSize = 64
    /// The rule that moves the weights.
    package var optimizer = OptimizerName.adamw
    /// The highest learning rate of the schedule.
    package var learningRate: Float = 1e-3
    /// How the learning rate changes from step to step.
    package var schedule = LearningRateSchedule()
    /// The share of each weight, times the learning rate, that every step takes away.
    package var weightDecay: Float = 1e-2
    /// How much of its velocity a weight keeps from step to step, with the optimizer `sgd`.
    package var momentum: Float = 0.9
    /// How much of itself the weights' running mean keeps in a step; 0 goes without a mean.
    package var averageDecay: Float = 0
    /// What the loss of an example that is no digit counts, that of a digit being 1.
    package var nonDigitWeight: Float = 1
    /// Which epoch's network is the result.
    package var selection = Selection.best
    /// How many epochs without improvement end the training; 0 goes through all.
    package var patience = 8
    /// Where all chance in the training starts from.
    package var seed: UInt64 = 1
    /// The fold of writers that is kept back, 1…5; 0 keeps nobody back.
    package var heldOutFold = WriterFolds.standardHeldOut
    /// How often an epoch looks at each kind of example.
    package var mix = DataMix()
    /// What may happen to an example each time that it is looked at.
    package var augmentation = Augmentation()

    /// The standard choices for an architecture.
    package init(architecture: String = Architecture.digitnet.name) {
        self.architecture = architecture
        switch architecture {
        case Architecture.mlp.name:
            (epochs, batchSize, schedule.shape, weightDecay) = (10, 32, .constant, 0)
            augmentation = .none
        case Architecture.cnn.name:
            epochs = 15
        case Architecture.digitnet.name:
            (epochs, batchSize, learningRate, averageDecay) = (30, 128, 2e-3, 0.999)
            (schedule.shape, schedule.warmup) = (.oneCycle, 0.25)
            (selection, patience) = (.last, 0)
        default:
            break
        }
    }
}

extension TrainingConfiguration {
    /// The optimizer, at its first step or where another has stopped.
    func makeOptimizer(stepCount: Int = 0, moments: [[Tensor]] = []) -> any Optimizer {
        switch optimizer {
        case .adamw:
            Adam(
                learningRate: learningRate, weightDecay: weightDecay, stepCount: stepCount,
                moments: moments)
        case .sgd:
            StochasticGradientDescent(
                learningRate: learningRate, momentum: momentum, weightDecay: weightDecay,
                stepCount: stepCount, moments: moments)
        }
    }
}
