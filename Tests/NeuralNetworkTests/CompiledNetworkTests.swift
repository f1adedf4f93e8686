import NeuralNetwork
import Testing
import TestSupport

/// Holds compiled networks against the layers that they were compiled from.
@Suite struct CompiledNetworkTests {
    private static let cases = Architecture.all.flatMap { architecture in
        CompiledNetwork.processors.indices.flatMap { processor in
            [1, 2, 5, 129].map { (architecture.name, processor, $0) }
        }
    }

    @Test(arguments: cases)
    func computesWhatTheLayersDo(name: String, processor: Int, images: Int) throws {
        var generator = RandomGenerator(seed: 31)
        let architecture = try Architecture(named: name)
        let network = Network(architecture, using: &generator)
        // As after some training: the biases are not zero, the running statistics not plain.
        for parameter in network.state where parameter.name.hasSuffix("bias") {
            parameter.value = .random(parameter.value.shape, using: &generator)
        }
        let folded = network.foldedForUse()
        let compiled = try #require(CompiledNetwork(network, processor: processor))
        let batch = Tensor.random([images] + architecture.inputShape, using: &generator)
        #expect(compiled.infer(batch).distance(to: folded.infer(batch)) < 1e-5)
        // The memory of the first time holds nothing that matters the second time.
        let other = Tensor.random([images] + architecture.inputShape, using: &generator)
        #expect(compiled.infer(other).distance(to: folded.infer(other)) < 1e-5)
        #expect(compiled.infer(batch).distance(to: folded.infer(batch)) < 1e-5)
    }

    @Test(arguments: ["cnn", "digitnet"], [1, 7, 131])
    func theNumberOfThreadsChangesNothing(name: String, images: Int) throws {
        var generator = RandomGenerator(seed: 34)
        let network = Network(try Architecture(named: name), using: &generator)
        let batch = Tensor.random([images, 28, 28, 1], using: &generator)
        let logits = try withThreads([1, 2, 5]) {
            try #require(CompiledNetwork(network)).infer(batch)
        }
        #expect(logits[0] == logits[1])
        #expect(logits[0] == logits[2])
    }

    @Test func noImagesHaveNoLogits() throws {
        var generator = RandomGenerator(seed: 35)
        let compiled = try #require(CompiledNetwork(Network(.digitnet, using: &generator)))
        #expect(compiled.infer(Tensor(zeros: [0, 28, 28, 1])) == Tensor(zeros: [0, 11]))
    }

    @Test func aLayerOfAnotherFormIsNotCompiled() {
        var generator = RandomGenerator(seed: 32)
        let wide = Architecture(name: "wide", inputShape: [8, 8, 1], outputCount: 4) {
            [
                Convolution(name: "conv", inputChannels: 1, outputChannels: 16, kernelSize: 5),
                ReLU(), Flatten(), Linear(name: "fc", inputCount: 256, outputCount: 4),
            ]
        }
        #expect(CompiledNetwork(Network(wide, using: &generator)) == nil)
    }

    @Test func batchesOfAnySizeGiveTheSame() throws {
        var generator = RandomGenerator(seed: 33)
        let network = Network(.digitnet, using: &generator)
        let compiled = try #require(CompiledNetwork(network))
        let batch = Tensor.random([7, 28, 28, 1], using: &generator)
        let together = compiled.infer(batch)
        for image in 0..<7 {
            let alone = compiled.infer(
                Tensor(
                    shape: [1, 28, 28, 1],
                    values: Array(batch.values[image * 784..<(image + 1) * 784])))
            let row = Tensor(
                shape: [1, 11], values: Array(together.values[image * 11..<(image + 1) * 11]))
            #expect(alone.distance(to: row) < 1e-5)
        }
    }
}
