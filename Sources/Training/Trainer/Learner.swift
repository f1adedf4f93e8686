import NeuralNetwork

/// A network with all that changes while it learns.
final class Learner {
    /// The network that learns.
    let network: Network
    private(set) var optimizer: any Optimizer
    private let average: WeightAverage?

    /// The network to judge and to keep: the running mean where there is one.
    var result: Network { average?.network ?? network }

    /// Begins with an untrained network.
    init(
        _ configuration: TrainingConfiguration, _ architecture: Architecture,
        using generator: inout RandomGenerator
    ) {
        network = Network(architecture, using: &generator)
        optimizer = configuration.makeOptimizer()
        average = Self.average(of: network, configuration)
    }

    /// Takes one step.
    ///
    /// - Returns: the mean loss, and how many examples were read correctly.
    func learn(
        from batch: Batch, learningRate: Float, dropout generator: inout RandomGenerator
    ) -> (loss: Float, correct: Int) {
        let logits = network.forward(batch.inputs, using: &generator)
        let (loss, gradient) = softmaxCrossEntropy(
            logits, labels: batch.labels, weights: batch.weights)
        let correct = zip(logits.rows, batch.labels).count { $0.indexOfMaximum == $1 }
        network.backward(gradient)
        optimizer.learningRate = learningRate
        optimizer.step(network.parameters)
        average?.add(network, step: optimizer.stepCount - 1)
        return (loss, correct)
    }

    private static func average(
        of network: Network, _ configuration: TrainingConfiguration
    ) -> WeightAverage? {
        configuration.averageDecay > 0
            ? WeightAverage(of: network, decay: configuration.averageDecay) : nil
    }
}

// MARK: - Storing

extension Learner {
    /// Every tensor that a training needs in order to go on.
    var tensors: [Weights.Entry] {
        var entries = named("network", network.state.map(\.value))
        if let average { entries += named("average", average.network.state.map(\.value)) }
        for (kind, moments) in optimizer.moments.enumerated() {
            let names = network.parameters.map(\.name)
            entries += zip(names, moments).map {
                Weights.Entry(name: "optimizer\(kind)/\($0)", tensor: $1)
            }
        }
        return entries
    }

    private func named(_ group: String, _ tensors: [Tensor]) -> [Weights.Entry] {
        zip(network.state, tensors).map {
            Weights.Entry(name: "\(group)/\($0.name)", tensor: $1)
        }
    }

    /// Goes on from stored tensors; nil where they are not those of such a network and optimizer.
    convenience init?(
        _ configuration: TrainingConfiguration, _ architecture: Architecture,
        stored weights: Weights, stepCount: Int
    ) {
        var generator = RandomGenerator(seed: 0)
        self.init(configuration, architecture, using: &generator)
        let stored = Dictionary(
            uniqueKeysWithValues: weights.tensors.map { ($0.name, $0.tensor) })
        func restore(_ group: String, _ parameters: [Parameter]) -> [Tensor]? {
            let tensors = parameters.compactMap { parameter in
                stored["\(group)/\(parameter.name)"].flatMap {
                    $0.shape == parameter.shape ? $0 : nil
                }
            }
            return tensors.count == parameters.count ? tensors : nil
        }
        guard let state = restore("network", network.state) else { return nil }
        for (parameter, tensor) in zip(network.state, state) { parameter.value = tensor }
        if let average {
            guard let state = restore("average", network.state) else { return nil }
            for (parameter, tensor) in zip(average.network.state, state) {
                parameter.value = tensor
            }
        }
        var moments: [[Tensor]] = []
        while let next = restore("optimizer\(moments.count)", network.parameters) {
            moments.append(next)
        }
        let kinds = configuration.optimizer == .adamw ? 2 : 1
        guard moments.count == (stepCount == 0 ? 0 : kinds) else { return nil }
        optimizer = configuration.makeOptimizer(stepCount: stepCount, moments: moments)
    }
}
