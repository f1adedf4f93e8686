import NeuralNetwork
import Testing

@Suite struct WeightsTests {
    private let weights = Weights(
        tensors: [
            .init(name: "z", tensor: Tensor(shape: [2, 3], values: [1, -2, 3.5, 0, 1e-30, 6])),
            .init(name: "a", tensor: Tensor(shape: [], values: [0.25])),
            .init(name: "none", tensor: Tensor(zeros: [0, 4])),
        ], metadata: ["architecture": "cnn", "note": "slashes / \"quotes\" é 7"])

    @Test func whatWasEncodedIsReadBack() throws {
        #expect(try Weights(safetensors: weights.encoded()) == weights)
    }

    @Test func theOrderOfTheMetadataDoesNotChangeTheBytes() {
        var other = Weights(tensors: weights.tensors)
        for key in ["note", "architecture"] { other.metadata[key] = weights.metadata[key] }
        #expect(other.encoded() == weights.encoded())
    }

    @Test func tensorsStartAtAMultipleOfEight() {
        for length in 0..<8 {
            let bytes = Weights(
                tensors: [], metadata: ["k": String(repeating: "x", count: length)]
            ).encoded()
            #expect(bytes.count % 8 == 0)
        }
    }

    @Test func aFileOfThePythonLibraryIsRead() throws {
        let reference = try Weights(contentsOf: fixture("reference.safetensors"))
        #expect(reference.metadata == ["made by": "make_reference.py"])
        #expect(reference["labels"] == Tensor(shape: [6], values: [0, 4, 2, 2, 1, 3]))
        #expect(reference["images"]?.shape == [6, 1, 12, 11])
    }

    @Test func everyTruncatedFileIsRefused() {
        let bytes = weights.encoded()
        for length in bytes.indices {
            #expect(throws: WeightsError.self, "\(length) bytes") {
                try Weights(safetensors: Array(bytes[..<length]))
            }
        }
    }

    @Test func noDamageToTheHeaderCrashes() {
        let bytes = weights.encoded()
        var generator = RandomGenerator(seed: 15)
        var refused = 0
        for _ in 0..<3000 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                damaged[Int.random(in: 0..<bytes.count - 28, using: &generator)] =
                    UInt8.random(in: .min ... .max, using: &generator)
            }
            // Damage inside a name or the metadata cannot be noticed; the rest must be.
            if (try? Weights(safetensors: damaged)) == nil { refused += 1 }
        }
        #expect(refused > 1000)
    }

    @Test(arguments: [Float.nan, .infinity, -.infinity])
    func valuesThatAreNotFiniteAreRefused(value: Float) {
        let bad = Weights(
            tensors: [.init(name: "w", tensor: Tensor(shape: [2], values: [1, value]))])
        #expect(throws: WeightsError.notFinite(tensor: "w")) {
            try Weights(safetensors: bad.encoded())
        }
    }
}
