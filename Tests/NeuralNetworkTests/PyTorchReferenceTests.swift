import NeuralNetwork
import Testing

/// Compares with the numbers that Reference/make_reference.py had PyTorch compute.
@Suite struct PyTorchReferenceTests {
    private let reference: Weights
    private let network: Network
    private let labels: [Int]

    init() throws {
        reference = try Weights(contentsOf: fixture("reference.safetensors"))
        network = try Network(.tiny, weights: reference.under("initial"))
        labels = try #require(reference["labels"]).values.map { Int($0) }
    }

    @Test func inferenceGivesTheSameLogits() throws {
        let logits = network.infer(try images())
        #expect(logits.distance(to: try tensor("first.logits")) < 1e-5)
    }

    @Test func lossAndGradientsAreTheSame() throws {
        let loss = try step()
        #expect(abs(loss - (try tensor("first.loss").values[0])) < 1e-5)
        for parameter in network.parameters {
            let expected = try tensor("gradient.\(parameter.name)")
            #expect(parameter.gradient.distance(to: expected) < 1e-5, "\(parameter.name)")
        }
    }

    @Test(arguments: [("adam", Float(0)), ("adamw", Float(0.1))])
    func threeStepsLeadToTheSameParameters(name: String, weightDecay: Float) throws {
        var optimizer = Adam(learningRate: 0.01, weightDecay: weightDecay)
        for _ in 0..<3 {
            _ = try step()
            optimizer.step(network.parameters)
        }
        for parameter in network.parameters {
            let expected = try tensor("\(name).\(parameter.name)")
            #expect(parameter.value.distance(to: expected) < 1e-4, "\(parameter.name)")
        }
    }

    @Test func normalizationTrainsTheSameAndIsFoldedTheSame() throws {
        var generator = RandomGenerator(seed: 0)
        let network = Network(.tinyNormalizedReference, using: &generator)
        for parameter in network.state {
            parameter.value = try tensor("normalized.initial.\(parameter.name)")
        }
        var optimizer = Adam(learningRate: 0.01, weightDecay: 0.1)
        for _ in 0..<3 {
            let logits = network.forward(try images(), using: &generator)
            network.backward(softmaxCrossEntropy(logits, labels: labels).gradient)
            optimizer.step(network.parameters)
        }
        for parameter in network.state {
            let expected = try tensor("normalized.adamw.\(parameter.name)")
            #expect(parameter.value.distance(to: expected) < 1e-4, "\(parameter.name)")
        }
        let logits = network.foldedForUse().infer(try images())
        #expect(logits.distance(to: try tensor("normalized.logits")) < 1e-4)
    }

    /// Computes the gradients for the reference's batch, and returns its loss.
    private func step() throws -> Float {
        var generator = RandomGenerator(seed: 0)
        let logits = network.forward(try images(), using: &generator)
        let (loss, gradient) = softmaxCrossEntropy(logits, labels: labels)
        network.backward(gradient)
        return loss
    }

    /// A single channel lies the same first or last.
    private func images() throws -> Tensor {
        let images = try tensor("images")
        return Tensor(shape: [images.shape[0], 12, 11, 1], values: images.values)
    }

    private func tensor(_ name: String) throws -> Tensor { try #require(reference[name]) }
}

extension Architecture {
    /// The kinds of layers of `digitnet`: make_reference.py builds the same.
    fileprivate static let tinyNormalizedReference = Architecture(
        name: "tiny normalized", inputShape: [12, 11, 1], outputCount: 5
    ) {
        [
            Convolution(
                name: "conv1", inputChannels: 1, outputChannels: 3, kernelSize: 3, padding: 1,
                hasBias: false),
            BatchNormalization(name: "norm1", channels: 3), ReLU(), MaxPooling(2),
            Convolution(
                name: "conv2", inputChannels: 3, outputChannels: 4, kernelSize: 3, padding: 1,
                hasBias: false),
            BatchNormalization(name: "norm2", channels: 4), ReLU(), GlobalAveragePooling(),
            Linear(name: "fc", inputCount: 4, outputCount: 5),
        ]
    }
}

/// Where a file of the folder Fixtures is.
func fixture(_ name: String, testFile: String = #filePath) -> String {
    testFile.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        .joined(separator: "/") + "/Fixtures/" + name
}

extension Weights {
    /// The tensors whose names start with `prefix` and a dot, without these.
    func under(_ prefix: String) -> Weights {
        Weights(
            tensors: tensors.filter { $0.name.hasPrefix("\(prefix).") }.map {
                Entry(name: String($0.name.dropFirst(prefix.count + 1)), tensor: $0.tensor)
            })
    }
}
