import NeuralNetwork
import Testing

@Suite struct NetworkLoadingTests {
    private let network: Network

    init() {
        var generator = RandomGenerator(seed: 16)
        network = Network(.tiny, using: &generator)
    }

    @Test func aNetworkIsRestoredWithItsMetadata() throws {
        let weights = network.weights(metadata: ["note": "kept"])
        #expect(weights.metadata == ["architecture": "tiny", "note": "kept"])
        let restored = try Network(.tiny, weights: weights)
        #expect(restored.weights(metadata: ["note": "kept"]) == weights)
    }

    @Test func aMissingTensorIsRefused() {
        let weights = Weights(tensors: network.weights().tensors.dropLast())
        #expect(throws: WeightsError.missingTensor("fc2.bias", architecture: "tiny")) {
            try Network(.tiny, weights: weights)
        }
    }

    @Test func aTensorTooManyIsRefused() {
        let weights = Weights(
            tensors: network.weights().tensors
                + [.init(name: "fc3.bias", tensor: Tensor(zeros: [1]))])
        #expect(throws: WeightsError.unexpectedTensor("fc3.bias", architecture: "tiny")) {
            try Network(.tiny, weights: weights)
        }
    }

    @Test func aTensorOfAnotherShapeIsRefused() {
        let weights = Weights(
            tensors: network.weights().tensors.dropLast()
                + [.init(name: "fc2.bias", tensor: Tensor(zeros: [5, 1]))])
        #expect(
            throws: WeightsError.wrongShape("fc2.bias", expected: [5], found: [5, 1])
        ) {
            try Network(.tiny, weights: weights)
        }
    }

    @Test func weightsOfNoOrAnUnknownArchitectureAreRefused() {
        #expect(throws: WeightsError.missingArchitecture) { try Network(Weights(tensors: [])) }
        let error = #expect(throws: WeightsError.self) { try Network(network.weights()) }
        #expect(
            error?.description
                == "The weights are for a network \"tiny\", which this program does not have.")
    }
}
