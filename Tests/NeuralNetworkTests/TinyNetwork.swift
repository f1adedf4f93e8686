import NeuralNetwork

extension Architecture {
    /// The layers of `cnn` with few channels and no dropout: make_reference.py builds the same.
    static let tiny = Architecture(name: "tiny", inputShape: [12, 11, 1], outputCount: 5) {
        [
            Convolution(name: "conv1", inputChannels: 1, outputChannels: 3, kernelSize: 3),
            ReLU(),
            Convolution(name: "conv2", inputChannels: 3, outputChannels: 4, kernelSize: 3),
            ReLU(),
            MaxPooling(2),
            Flatten(),
            Linear(name: "fc1", inputCount: 48, outputCount: 8),
            ReLU(),
            Linear(name: "fc2", inputCount: 8, outputCount: 5),
        ]
    }
}

extension Tensor {
    /// Values drawn uniformly from -1 ..< 1.
    static func random(_ shape: [Int], using generator: inout RandomGenerator) -> Tensor {
        Tensor(
            shape: shape,
            values: (0..<shape.reduce(1, *)).map { _ in 2 * generator.uniform() - 1 })
    }

    /// The largest difference between two elements in the same place; infinite if shapes differ or a value is no number.
    func distance(to other: Tensor) -> Float {
        guard shape == other.shape else { return .infinity }
        let differences = zip(values, other.values).map { abs($0 - $1) }
        return differences.allSatisfy(\.isFinite) ? differences.max() ?? 0 : .infinity
    }
}
