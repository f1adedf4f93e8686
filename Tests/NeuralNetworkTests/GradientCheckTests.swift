import NeuralNetwork
import Testing

/// Compares gradients with the slope of the function itself, taken by finite differences.
@Suite struct GradientCheckTests {
    /// The function is the sum of a layer's outputs, each times a random weight: these are then
    /// the output's gradient.
    @Test(arguments: [
        "convolution", "padded convolution", "linear", "relu", "pooling", "global pooling",
        "normalization", "dropout", "flatten",
    ])
    func aLayersGradientsAreItsSlopes(name: String) {
        var generator = RandomGenerator(seed: 5)
        let (layer, inputShape): (any Layer, [Int]) =
            switch name {
            case "convolution":
                (
                    Convolution(name: "c", inputChannels: 2, outputChannels: 3, kernelSize: 3),
                    [2, 5, 4, 2]
                )
            case "padded convolution":
                (
                    Convolution(
                        name: "c", inputChannels: 2, outputChannels: 3, kernelSize: 3, padding: 1,
                        hasBias: false),
                    [2, 5, 4, 2]
                )
            case "normalization": (BatchNormalization(name: "n", channels: 2), [3, 3, 3, 2])
            case "global pooling": (GlobalAveragePooling(), [2, 5, 4, 2])
            case "linear": (Linear(name: "l", inputCount: 6, outputCount: 4), [3, 6])
            case "relu": (ReLU(), [3, 8])
            case "pooling": (MaxPooling(2), [2, 5, 4, 2])
            case "dropout": (Dropout(rate: 0.5), [3, 8])
            default: (Flatten(), [2, 2, 3, 1])
            }
        layer.initialize(using: &generator)
        // Steps of 0.05 in random order: neither zero nor a tie is in reach of a difference.
        let count = inputShape.reduce(1, *)
        let values = (0..<count).map { (Float($0) - Float(count) / 2 + 0.5) * 0.05 }
        let input = Tensor(shape: inputShape, values: values.shuffled(using: &generator))
        let weights = Tensor.random(layer.infer(input).shape, using: &generator)
        let value = { (input: Tensor) in
            // The same seed, and so the same places for dropout.
            var generator = RandomGenerator(seed: 6)
            let output = layer.forward(input, using: &generator)
            return zip(output.values, weights.values).reduce(0) { $0 + $1.0 * $1.1 }
        }

        _ = value(input)
        let inputGradient = layer.backward(weights)
        for index in 0..<count {
            let slope = slope(step: 1e-2) { change in
                var moved = input
                moved.values[index] += change
                return value(moved)
            }
            #expect(abs(inputGradient.values[index] - slope) < 1e-3)
        }
        for parameter in layer.parameters {
            for index in 0..<parameter.value.count {
                let slope = slope(step: 1e-2, of: parameter, at: index) { value(input) }
                #expect(abs(parameter.gradient.values[index] - slope) < 1e-3)
            }
        }
    }

    /// In the second network the layers do the rectifiers and the pooling after them themselves.
    @Test(arguments: [Architecture.tinyWithDropout, .tinyAndFused])
    fileprivate func aNetworksGradientsAreTheSlopesOfItsLoss(architecture: Architecture) {
        var generator = RandomGenerator(seed: 7)
        let network = Network(architecture, using: &generator)
        let images = Tensor.random([3] + architecture.inputShape, using: &generator)
        let loss = {
            var generator = RandomGenerator(seed: 8)
            let logits = network.forward(images, using: &generator)
            return softmaxCrossEntropy(logits, labels: [3, 0, 2])
        }
        network.backward(loss().gradient)
        for parameter in network.parameters {
            for index in stride(from: 0, to: parameter.value.count, by: parameter.stepOfCheck) {
                let slope = slope(step: 2e-3, of: parameter, at: index) { loss().loss }
                #expect(
                    abs(parameter.gradient.values[index] - slope) < 2e-3,
                    "\(parameter.name)[\(index)]")
            }
        }
    }
}

extension Architecture {
    fileprivate static let tinyWithDropout = Architecture(
        name: "tiny with dropout", inputShape: [8, 7, 1], outputCount: 4
    ) {
        [
            Convolution(name: "conv1", inputChannels: 1, outputChannels: 2, kernelSize: 3),
            ReLU(),
            MaxPooling(2),
            Dropout(rate: 0.25),
            Flatten(),
            Linear(name: "fc1", inputCount: 12, outputCount: 6),
            ReLU(),
            Linear(name: "fc2", inputCount: 6, outputCount: 4),
        ]
    }
}

extension Architecture {
    fileprivate static let tinyAndFused = Architecture(
        name: "tiny and fused", inputShape: [6, 6, 1], outputCount: 4
    ) {
        [
            Convolution(name: "conv1", inputChannels: 1, outputChannels: 16, kernelSize: 3),
            ReLU(),
            Convolution(
                name: "conv2", inputChannels: 16, outputChannels: 16, kernelSize: 3, padding: 1),
            ReLU(),
            MaxPooling(2),
            Flatten(),
            Linear(name: "fc", inputCount: 64, outputCount: 4),
        ]
    }
}

extension Parameter {
    /// All of a small one, a hundred of a large one.
    fileprivate var stepOfCheck: Int { max(1, value.count / 100) }
}

/// The central difference of a function of how far something was moved.
private func slope(step: Float, of function: (_ change: Float) -> Float) -> Float {
    (function(step) - function(-step)) / (2 * step)
}

private func slope(
    step: Float, of parameter: Parameter, at index: Int, _ value: () -> Float
) -> Float {
    let original = parameter.value.values[index]
    defer { parameter.value.values[index] = original }
    return slope(step: step) { change in
        parameter.value.values[index] = original + change
        return value()
    }
}
