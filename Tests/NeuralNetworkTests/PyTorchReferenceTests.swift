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
        let logits = network.infer(try tensor("images"))
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

    /// Computes the gradients for the reference's batch, and returns its loss.
    private func step() throws -> Float {
        var generator = RandomGenerator(seed: 0)
        let logits = network.forward(try tensor("images"), using: &generator)
        let (loss, gradient) = softmaxCrossEntropy(logits, labels: labels)
        network.backward(gradient)
        return loss
    }

    private func tensor(_ name: String) throws -> Tensor { try #require(reference[name]) }
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
