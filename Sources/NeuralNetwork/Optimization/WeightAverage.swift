/// A network whose state is the running mean of another's while that one learns.
///
/// The mean swings less than the network itself and usually reads better (an exponential moving
/// average, EMA; Polyak and Juditsky 1992). It spans the running statistics of batch normalisation
/// too, since they belong to the weights that they were measured with.
package final class WeightAverage {
    /// The network that holds the mean.
    package let network: Network
    /// How much of itself the mean keeps in a step, 0 ..< 1, once it has enough steps behind it.
    private let decay: Float

    /// An average that starts as a copy of the network.
    package init(of network: Network, decay: Float) {
        self.decay = decay
        self.network = Network(copying: network)
    }

    /// Takes in what the network has become by step number `step`, counted from 0.
    ///
    /// At first the decay is only (1 + step) / (10 + step), so that the random weights of the
    /// beginning are soon forgotten.
    package func add(_ other: Network, step: Int) {
        let kept = min(decay, Float(1 + step) / Float(10 + step))
        for (mean, parameter) in zip(network.state, other.state) {
            Self.mix(
                &mean.value.values, with: parameter.value.values, kept: kept,
                count: parameter.value.count)
        }
    }

    private static func mix(
        _ means: UnsafeMutablePointer<Float>, with values: UnsafePointer<Float>, kept: Float,
        count: Int
    ) {
        Parallel.forEach(rangeOf: count, minimum: Parallel.elementwiseMinimum) { range in
            for index in range { means[index] += (1 - kept) * (values[index] - means[index]) }
        }
    }
}

extension Network {
    /// A network of its own with the same architecture and state.
    package convenience init(copying other: Network) {
        self.init(other.architecture, state: other.state.map(\.value))
    }

    /// A network for training whose state is given, tensor by tensor in the order of ``state``.
    ///
    /// - Precondition: the shapes are those of the architecture.
    package convenience init(_ architecture: Architecture, state tensors: [Tensor]) {
        self.init(architecture, layers: architecture.makeLayers())
        precondition(
            state.map(\.shape) == tensors.map(\.shape), "the state is another network's")
        for (parameter, tensor) in zip(state, tensors) { parameter.value = tensor }
    }
}
