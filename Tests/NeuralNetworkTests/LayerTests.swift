import NeuralNetwork
import Testing
import TestSupport

/// Compares each layer with the naive one, on random inputs of several shapes.
@Suite struct LayerTests {
    private var generator = RandomGenerator(seed: 3)

    @Test(arguments: [
        // N, C, O, H, W, k, padding
        [1, 1, 1, 3, 3, 3, 0], [1, 1, 2, 1, 1, 1, 0], [2, 3, 4, 7, 5, 3, 0], [5, 2, 3, 4, 9, 2, 0],
        [17, 1, 3, 6, 6, 5, 0], [20, 4, 2, 5, 8, 1, 0],
        [2, 3, 9, 7, 5, 3, 1], [40, 2, 3, 7, 7, 3, 1], [3, 2, 13, 28, 28, 3, 1],
        [2, 1, 2, 1, 1, 3, 1], [3, 2, 2, 4, 6, 3, 2], [2, 2, 3, 6, 4, 5, 2], [2, 2, 1, 5, 5, 2, 1],
        // Of a single channel, directly.
        [3, 1, 16, 6, 7, 3, 0], [20, 1, 32, 5, 5, 3, 1], [1, 1, 48, 4, 3, 3, 2],
        // By Winograd's method: whole tiles and others, and more images than a group.
        [1, 16, 16, 6, 6, 3, 0], [3, 16, 32, 7, 5, 3, 1], [2, 48, 16, 3, 9, 3, 2],
        [9, 32, 16, 4, 4, 3, 1], [5, 16, 16, 28, 28, 3, 1],
    ])
    mutating func convolutionMatchesItsDefinition(size: [Int]) throws {
        let layer = Convolution(
            name: "conv", inputChannels: size[1], outputChannels: size[2], kernelSize: size[5],
            padding: size[6])
        layer.initialize(using: &generator)
        let input = Tensor.random([size[0], size[3], size[4], size[1]], using: &generator)
        let (weight, bias) = (layer.parameters[0], layer.parameters[1])
        let expected = naiveConvolution(
            input, weight: weight.value, bias: bias.value, padding: size[6])
        #expect(layer.infer(input).distance(to: expected) < 1e-5)
        #expect(layer.forward(input, using: &generator) == layer.infer(input))

        let outputGradient = Tensor.random(expected.shape, using: &generator)
        let gradients = naiveConvolutionGradients(
            input, weight: weight.value, padding: size[6], outputGradient: outputGradient)
        #expect(layer.backward(outputGradient).distance(to: gradients.input) < 1e-5)
        #expect(weight.gradient.distance(to: gradients.weight) < 1e-3)
        #expect(bias.gradient.distance(to: gradients.bias) < 1e-3)
        // As the first layer is asked, which has nobody to pass a gradient on to.
        for parameter in layer.parameters {
            parameter.gradient = Tensor(zeros: parameter.value.shape)
        }
        _ = layer.backward(outputGradient, of: .parameters)
        #expect(weight.gradient.distance(to: gradients.weight) < 1e-3)
        #expect(bias.gradient.distance(to: gradients.bias) < 1e-3)
    }

    /// A rectifier, a pooling and a normalisation that the layer does itself change nothing.
    @Test(
        arguments: [
            "convolution", "unpadded", "normalization", "normalized convolution", "patches",
            "single",
        ],
        [[8, 8], [7, 9], [6, 5], [3, 4], [4, 1]])
    mutating func aLayerFinishesAsTheLayersAfterItWould(name: String, side: [Int]) {
        let channels = name == "single" ? 1 : 16
        @Sendable func layers() -> [any Layer] {
            let convolution = Convolution(
                name: "c", inputChannels: channels, outputChannels: name == "patches" ? 3 : 32,
                kernelSize: 3, padding: name == "unpadded" ? 0 : 1,
                hasBias: name != "normalized convolution")
            return switch name {
            case "normalization": [BatchNormalization(name: "n", channels: 16)]
            case "normalized convolution":
                [convolution, BatchNormalization(name: "n", channels: 32)]
            default: [convolution]
            }
        }
        guard name != "unpadded" || side[1] > 2 else { return }
        for following in [[], [ReLU()], [ReLU(), MaxPooling(2)]] as [[any Layer]] {
            nonisolated(unsafe) let following = following
            let architecture = Architecture(
                name: name, inputShape: side + [channels], outputCount: 3
            ) {
                layers() + following
            }
            let network = Network(architecture, using: &generator)
            for parameter in network.parameters {
                parameter.value = Tensor.random(parameter.value.shape, using: &generator)
            }
            let input = Tensor.random([5] + side + [channels], using: &generator)
            var expected = input
            for layer in network.layers {
                expected = layer.forward(expected, using: &generator)
            }
            let outputGradient = Tensor.random(expected.shape, using: &generator)
            var inputGradient = outputGradient
            for layer in network.layers.reversed() {
                inputGradient = layer.backward(inputGradient)
            }
            let gradients = network.parameters.map(\.gradient)
            let statistics = network.layers.flatMap(\.runningStatistics)
            let measured = statistics.map(\.value)
            for layer in network.layers where !layer.runningStatistics.isEmpty {
                // As they are at first: mean 0, variance 1.
                for (statistic, value) in zip(layer.runningStatistics, [0, 1] as [Float]) {
                    statistic.value.values = statistic.value.values.map { _ in value }
                }
            }

            #expect(network.forward(input, using: &generator).distance(to: expected) < 1e-5)
            for (statistic, value) in zip(statistics, measured) {
                #expect(statistic.value.distance(to: value) < 1e-5)
            }
            let found = network.inputGradient(of: input) { _ in outputGradient }
            #expect(found.distance(to: inputGradient) < 1e-4)
            network.backward(outputGradient)
            for (parameter, gradient) in zip(network.parameters, gradients) {
                #expect(parameter.gradient.distance(to: gradient) < 1e-4)
            }
        }
    }

    /// More groups of images than ranges to share out: what one leaves behind must not reach another.
    @Test mutating func aLargeBatchIsTheSumOfItsParts() {
        let layer = Convolution(
            name: "c", inputChannels: 16, outputChannels: 16, kernelSize: 3, padding: 1)
        layer.initialize(using: &generator)
        let shape = [28, 28, 16]
        let count = shape.reduce(1, *)
        let (input, slopes) = (
            Tensor.random([45] + shape, using: &generator),
            Tensor.random([45] + shape, using: &generator)
        )
        let output = layer.forward(input, using: &generator)
        let inputGradient = layer.backward(slopes)
        let gradients = layer.parameters.map(\.gradient)
        var sums = gradients.map { Tensor(zeros: $0.shape) }
        for image in 0..<45 {
            func part(_ tensor: Tensor) -> Tensor {
                Tensor(
                    shape: [1] + shape,
                    values: Array(tensor.values[image * count..<(image + 1) * count]))
            }
            #expect(layer.forward(part(input), using: &generator) == part(output))
            #expect(layer.backward(part(slopes)) == part(inputGradient))
            for (index, parameter) in layer.parameters.enumerated() {
                for place in 0..<parameter.gradient.count {
                    sums[index].values[place] += parameter.gradient.values[place]
                }
            }
        }
        for (gradient, sum) in zip(gradients, sums) { #expect(gradient.distance(to: sum) < 2e-2) }
    }

    @Test(arguments: [
        // N, in, out
        [1, 1, 1], [1, 600, 10], [3, 7, 5], [64, 33, 2], [5, 700, 17], [1, 40, 64],
        // Wide: whole blocks and stretches of inputs and others, outputs that fill vectors and others.
        [1, 512, 16], [2, 528, 32], [5, 784, 128], [37, 1040, 48], [3, 1536, 10],
    ])
    mutating func linearMatchesItsDefinition(size: [Int]) throws {
        let layer = Linear(name: "fc", inputCount: size[1], outputCount: size[2])
        layer.initialize(using: &generator)
        let input = Tensor.random([size[0], size[1]], using: &generator)
        let (weight, bias) = (layer.parameters[0], layer.parameters[1])
        let expected = naiveLinear(input, weight: weight.value, bias: bias.value)
        #expect(layer.infer(input).distance(to: expected) < 1e-5)
        #expect(layer.forward(input, using: &generator) == layer.infer(input))

        // As it comes, and as a rectifier and a dropout leave it.
        for shareOfZeros in [0, 0.75] as [Float] {
            var outputGradient = Tensor.random(expected.shape, using: &generator)
            for index in outputGradient.values.indices
            where generator.uniform() < shareOfZeros {
                outputGradient.values[index] = 0
            }
            let gradients = naiveLinearGradients(
                input, weight: weight.value, outputGradient: outputGradient)
            #expect(layer.backward(outputGradient).distance(to: gradients.input) < 1e-5)
            #expect(weight.gradient.distance(to: gradients.weight) < 1e-5)
            #expect(bias.gradient.distance(to: gradients.bias) < 1e-5)
        }
    }

    @Test(arguments: [
        // N, C, H, W, size
        [1, 1, 2, 2, 2], [2, 3, 5, 7, 2], [3, 20, 4, 4, 2], [1, 2, 7, 6, 3], [1, 1, 3, 3, 1],
    ])
    mutating func maxPoolingMatchesItsDefinition(size: [Int]) {
        let layer = MaxPooling(size[4])
        let input = Tensor.random([size[0], size[2], size[3], size[1]], using: &generator)
        let expected = naiveMaxPooling(input, size: size[4])
        #expect(layer.infer(input) == expected)
        #expect(layer.forward(input, using: &generator) == expected)

        let outputGradient = Tensor.random(expected.shape, using: &generator)
        let gradient = naiveMaxPoolingGradient(
            input, size: size[4], outputGradient: outputGradient)
        #expect(layer.backward(outputGradient) == gradient)
    }

    @Test mutating func maxPoolingGivesTheGradientToTheFirstOfEquals() {
        let layer = MaxPooling(2)
        _ = layer.forward(Tensor(shape: [1, 2, 2, 1], values: [1, 3, 3, 3]), using: &generator)
        let gradient = layer.backward(Tensor(shape: [1, 1, 1, 1], values: [5]))
        #expect(gradient.values == [0, 5, 0, 0])
    }

    @Test mutating func reLUPassesOnlyWhatIsPositive() {
        let layer = ReLU()
        let input = Tensor(shape: [1, 5], values: [-2, -0.5, 0, 0.5, 2])
        #expect(layer.infer(input).values == [0, 0, 0, 0.5, 2])
        #expect(layer.forward(input, using: &generator).values == [0, 0, 0, 0.5, 2])
        let gradient = layer.backward(Tensor(shape: [1, 5], values: [1, 2, 3, 4, 5]))
        #expect(gradient.values == [0, 0, 0, 4, 5])
    }

    @Test mutating func globalPoolingTakesTheMeanOfEachChannel() {
        let layer = GlobalAveragePooling()
        let input = Tensor(shape: [1, 1, 3, 2], values: [1, -1, 2, 0, 6, 1])
        #expect(layer.infer(input) == Tensor(shape: [1, 2], values: [3, 0]))
        _ = layer.forward(input, using: &generator)
        let gradient = layer.backward(Tensor(shape: [1, 2], values: [3, 6]))
        #expect(gradient == Tensor(shape: [1, 1, 3, 2], values: [1, 2, 1, 2, 1, 2]))
    }

    @Test mutating func flattenPutsChannelAfterChannel() {
        let layer = Flatten()
        let input = Tensor.random([2, 3, 4, 5], using: &generator)
        let output = layer.forward(input, using: &generator)
        let expected = (0..<2).flatMap { n in
            (0..<5).flatMap { c in (0..<12).map { input.values[(n * 12 + $0) * 5 + c] } }
        }
        #expect(output == Tensor(shape: [2, 60], values: expected))
        #expect(layer.infer(input) == output)
        #expect(layer.backward(output) == input)
    }
}

@Suite struct DropoutTests {
    private var generator = RandomGenerator(seed: 4)
    private let ones = Tensor(shape: [4, 2500], values: [Float](repeating: 1, count: 10_000))

    @Test func inferenceChangesNothing() {
        #expect(Dropout(rate: 0.5).infer(ones) == ones)
    }

    @Test mutating func theRateIsKeptAndTheRestScaledUp() {
        let output = Dropout(rate: 0.25).forward(ones, using: &generator)
        #expect(Set(output.values) == [0, 1 / 0.75])
        let silenced = output.values.count { $0 == 0 }
        // Five standard deviations of a binomial distribution.
        #expect(abs(silenced - 2500) < 217)
    }

    @Test mutating func theGradientIsSilencedInTheSamePlaces() {
        let layer = Dropout(rate: 0.5)
        let output = layer.forward(ones, using: &generator)
        #expect(layer.backward(ones) == output)
    }

    @Test mutating func everyBatchIsSilencedElsewhere() {
        let layer = Dropout(rate: 0.5)
        let first = layer.forward(ones, using: &generator)
        #expect(layer.forward(ones, using: &generator) != first)
    }

    /// So many that they are drawn in several ranges, by several threads.
    @Test func manyValuesAreSilencedTheSameByAnyNumberOfThreads() throws {
        let ones = Tensor(shape: [64_000], values: [Float](repeating: 1, count: 64_000))
        let outputs = try withThreads([1, 5]) {
            var generator = RandomGenerator(seed: 4)
            return Dropout(rate: 0.5).forward(ones, using: &generator)
        }
        #expect(outputs[0] == outputs[1])
        let ranges = Parallel.ranges(of: 64_000, minimum: 16_384)
        #expect(Set(ranges.map { Array(outputs[0].values[$0].prefix(1000)) }).count == 3)
    }

    @Test mutating func aRateOfZeroChangesNothing() {
        #expect(Dropout(rate: 0).forward(ones, using: &generator) == ones)
    }
}
