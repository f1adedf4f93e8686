import NeuralNetwork
import Testing

@Suite struct BatchNormalizationTests {
    private var generator = RandomGenerator(seed: 9)

    @Test mutating func aBatchHasMeanZeroAndDeviationOneInEachChannel() {
        let layer = BatchNormalization(name: "norm", channels: 3)
        layer.initialize(using: &generator)
        var input = Tensor.random([5, 4, 7, 3], using: &generator)
        for index in input.values.indices { input.values[index] = 3 * input.values[index] + 10 }
        let output = layer.forward(input, using: &generator)
        for channel in 0..<3 {
            let values = output.channel(channel)
            let mean = values.reduce(0, +) / Float(values.count)
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(values.count)
            #expect(abs(mean) < 1e-4)
            #expect(abs(variance - 1) < 1e-3)
        }
    }

    @Test mutating func theRunningStatisticsApproachThoseOfTheBatches() {
        let layer = BatchNormalization(name: "norm", channels: 1)
        layer.initialize(using: &generator)
        let input = Tensor(shape: [1, 1, 4, 1], values: [1, 3, 5, 7])
        _ = layer.forward(input, using: &generator)
        // A tenth of the way from 0 and 1 to the mean 4 and the sample variance 20 / 3.
        #expect(abs(layer.runningStatistics[0].value.values[0] - 0.4) < 1e-6)
        #expect(abs(layer.runningStatistics[1].value.values[0] - (0.9 + 2.0 / 3)) < 1e-6)
        for _ in 0..<200 { _ = layer.forward(input, using: &generator) }
        let output = layer.infer(input).values
        // In use the sample variance counts, while training that of the batch alone.
        let deviation = (20 / 3 as Float).squareRoot()
        #expect(zip(output, [-3, -1, 1, 3]).allSatisfy { abs($0 - $1 / deviation) < 1e-4 })
    }

    @Test mutating func aFoldedNetworkAnswersLikeTheOneItWasMadeFrom() throws {
        let network = Network(.tinyNormalized, using: &generator)
        for _ in 0..<20 {
            var images = Tensor.random([8, 6, 6, 1], using: &generator)
            for index in images.values.indices { images.values[index] += 0.3 }
            _ = network.forward(images, using: &generator)
        }
        for parameter in network.parameters {
            for index in parameter.value.values.indices {
                parameter.value.values[index] += 0.1 * generator.uniform()
            }
        }
        let images = Tensor.random([5, 6, 6, 1], using: &generator)
        let folded = network.foldedForUse()
        #expect(folded.infer(images).distance(to: network.infer(images)) < 1e-5)
        #expect(
            folded.parameters.map(\.name) == [
                "conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias", "fc.weight", "fc.bias",
            ])

        let loaded = try Network(.tinyNormalized, weights: network.weights())
        #expect(loaded.infer(images) == folded.infer(images))
    }
}

extension Architecture {
    /// The kinds of layers that `digitnet` is made of.
    static let tinyNormalized = Architecture(
        name: "tiny normalized", inputShape: [6, 6, 1], outputCount: 3
    ) {
        [
            Convolution(
                name: "conv1", inputChannels: 1, outputChannels: 3, kernelSize: 3, padding: 1,
                hasBias: false),
            BatchNormalization(name: "norm1", channels: 3), ReLU(), MaxPooling(2),
            Convolution(
                name: "conv2", inputChannels: 3, outputChannels: 4, kernelSize: 3, padding: 1),
            BatchNormalization(name: "norm2", channels: 4), ReLU(), GlobalAveragePooling(),
            Dropout(rate: 0.2), Linear(name: "fc", inputCount: 4, outputCount: 3),
        ]
    }
}

extension Tensor {
    /// All values of one channel of [N, H, W, C].
    fileprivate func channel(_ channel: Int) -> [Float] {
        stride(from: channel, to: count, by: shape[3]).map { values[$0] }
    }
}
