import Files
import NeuralNetwork
import Recognition

extension Recognizer {
    /// All that is known about the model, by name: what its weights say, its size, how its answers are
    /// read, and checksums.
    package var facts: [String: String] {
        var facts = metadata
        facts["model"] = model
        facts["parameters"] = String(network.parameterCount)
        facts["multiply_adds"] = String(network.multiplyAddCount)
        facts.merge(calibration.metadata) { $1 }
        // As this program writes the file, so that `sha256sum` of its own gives the same, and the tensors
        // whatever is said of them.
        facts["checksum"] = "sha256:" + sha256(network.weights(metadata: metadata).encoded())
        facts[Weights.tensorsChecksumKey] = network.tensorsChecksum
        return facts
    }
}
