import NeuralNetwork
import Testing
import TestSupport

@Suite struct NetworkTests {
    @Test func cnnHasTheParametersOfItsDescription() {
        var generator = RandomGenerator(seed: 1)
        let network = Network(.cnn, using: &generator)
        #expect(network.parameterCount == 1_199_882)
        #expect(
            network.parameters.map(\.name) == [
                "conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias",
                "fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias",
            ])
        let logits = network.infer(
            Tensor.random([1] + Architecture.cnn.inputShape, using: &generator))
        #expect(logits.shape == [1, Architecture.cnn.outputCount])
    }

    @Test func initialValuesFillTheirBounds() {
        var generator = RandomGenerator(seed: 2)
        let network = Network(.cnn, using: &generator)
        let fanIns: [Float] = [9, 9, 288, 288, 9216, 9216, 128, 128]
        for (parameter, fanIn) in zip(network.parameters, fanIns) {
            let bound = 1 / fanIn.squareRoot()
            let largest = parameter.value.values.map(abs).max() ?? 0
            #expect(largest <= bound && largest > 0.7 * bound, "\(parameter.name)")
        }
    }

    @Test func theSameSeedMakesTheSameNetwork() {
        var (first, second, other) = (
            RandomGenerator(seed: 9), RandomGenerator(seed: 9), RandomGenerator(seed: 10)
        )
        let weights = Network(.tiny, using: &first).weights()
        #expect(Network(.tiny, using: &second).weights() == weights)
        #expect(Network(.tiny, using: &other).weights() != weights)
    }

    @Test func anImageGetsTheSameLogitsAloneAndInABatch() {
        var generator = RandomGenerator(seed: 11)
        let network = Network(.tiny, using: &generator)
        let batch = Tensor.random([3, 12, 11, 1], using: &generator)
        let logits = network.infer(batch)
        for image in 0..<3 {
            let alone = network.infer(
                Tensor(
                    shape: [1, 12, 11, 1],
                    values: Array(batch.values[image * 132..<(image + 1) * 132])))
            let expected = Tensor(
                shape: [1, 5], values: Array(logits.values[image * 5..<(image + 1) * 5]))
            #expect(alone.distance(to: expected) < 1e-5)
        }
    }

    @Test func trainingLearnsABatchByHeart() {
        var generator = RandomGenerator(seed: 12)
        let network = Network(.tiny, using: &generator)
        let images = Tensor.random([5, 12, 11, 1], using: &generator)
        let labels = [0, 1, 2, 3, 4]
        var optimizer = Adam(learningRate: 0.02)
        for _ in 0..<60 {
            let logits = network.forward(images, using: &generator)
            network.backward(softmaxCrossEntropy(logits, labels: labels).gradient)
            optimizer.step(network.parameters)
        }
        #expect(softmaxCrossEntropy(network.infer(images), labels: labels).loss < 0.05)
    }

    @Test func trainingDoesNotDependOnTheNumberOfThreads() throws {
        let trained = try withThreads([1, 2, 5]) { weightsAfterTwoSteps() }
        #expect(trained[0] == trained[1])
        #expect(trained[0] == trained[2])
    }

    /// Big enough for every kind of work but dropout to be shared out.
    private func weightsAfterTwoSteps() -> Weights {
        var generator = RandomGenerator(seed: 13)
        let architecture = Architecture(name: "small", inputShape: [28, 28, 1], outputCount: 10) {
            [
                Convolution(name: "conv1", inputChannels: 1, outputChannels: 16, kernelSize: 3),
                ReLU(),
                Convolution(
                    name: "conv2", inputChannels: 16, outputChannels: 16, kernelSize: 3,
                    padding: 1, hasBias: false),
                BatchNormalization(name: "norm2", channels: 16),
                ReLU(),
                MaxPooling(2),
                Convolution(
                    name: "conv3", inputChannels: 16, outputChannels: 48, kernelSize: 3),
                ReLU(),
                MaxPooling(2),
                Dropout(rate: 0.25),
                Flatten(),
                Linear(name: "fc1", inputCount: 1_200, outputCount: 64),
                ReLU(),
                Linear(name: "fc2", inputCount: 64, outputCount: 10),
            ]
        }
        let network = Network(architecture, using: &generator)
        let images = Tensor.random([20, 28, 28, 1], using: &generator)
        var optimizer = Adam()
        for _ in 0..<2 {
            let logits = network.forward(images, using: &generator)
            let labels = (0..<20).map { $0 % 10 }
            network.backward(softmaxCrossEntropy(logits, labels: labels).gradient)
            optimizer.step(network.parameters)
        }
        return network.weights()
    }
}

@Suite struct ArchitectureTests {
    @Test func isFoundByItsName() throws {
        #expect(try Architecture(named: "cnn").outputCount == 10)
    }

    @Test func anUnknownNameIsRefusedWithTheKnownOnes() {
        let error = #expect(throws: UnknownArchitecture.self) { try Architecture(named: "lenet") }
        #expect(
            error?.description
                == "There is no network architecture \"lenet\"; known: mlp, cnn, digitnet.")
    }
}
