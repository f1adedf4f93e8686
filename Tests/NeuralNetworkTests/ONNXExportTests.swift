import Glibc
import NeuralNetwork
import Testing

/// Reference/check_onnx.py proves that ONNX Runtime gets PyTorch's logits from the fixture; these
/// tests prove that the export still writes the fixture.
@Suite struct ONNXExportTests {
    @Test func writesTheBytesThatONNXRuntimeWasCheckedWith() throws {
        let weights = try Weights(contentsOf: fixture("reference.safetensors")).under("initial")
        let model = try Network(.tiny, weights: weights).onnxModel(metadata: ["note": "a test"])
        if getenv("RECORD_FIXTURES") != nil {
            let file = try #require(fopen(fixture("tiny.onnx"), "wb"))
            #expect(fwrite(model, 1, model.count, file) == model.count)
            fclose(file)
            Issue.record("Recorded tiny.onnx: now run Reference/check_onnx.py, then these tests.")
        }
        let file = try #require(fopen(fixture("tiny.onnx"), "rb"))
        defer { fclose(file) }
        var recorded = [UInt8](repeating: 0, count: model.count + 1)
        let count = fread(&recorded, 1, recorded.count, file)
        #expect(model == Array(recorded[..<count]))
    }

    /// Normalisation is folded into the convolutions, whoever exports.
    @Test func aNetworkInTrainingIsExportedAsItIsUsed() throws {
        var generator = RandomGenerator(seed: 4)
        let network = Network(.digitnet, using: &generator)
        #expect(network.onnxModel() == network.foldedForUse().onnxModel())
    }

    @Test func dropoutIsLeftOut() {
        let models = [[Float(0.5)], []].map { rates in
            let architecture = Architecture(name: "x", inputShape: [1, 1, 4], outputCount: 3) {
                [Flatten(), Linear(name: "fc1", inputCount: 4, outputCount: 3), ReLU()]
                    + rates.map { Dropout(rate: $0) }
            }
            var generator = RandomGenerator(seed: 17)
            return Network(architecture, using: &generator).onnxModel()
        }
        #expect(models[0] == models[1])
    }
}
