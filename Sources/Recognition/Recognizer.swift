import CBundledModel
import NeuralNetwork

/// A trained network that reads drawings.
package final class Recognizer {
    /// The network's name in the history and in the output of commands.
    package let model: String
    /// What the weights file says about itself.
    package let metadata: [String: String]
    package let network: Network
    private let inference: any Inference
    /// How the network's logits are read.
    package let calibration: Calibration

    /// A recognizer with these weights.
    ///
    /// - Throws: ``RecognizerError`` where they were trained for another preprocessing, do not
    ///   answer with ten digits or say no sense of their calibration, `WeightsError` where they fit
    ///   no known architecture.
    package init(_ weights: Weights) throws {
        let preprocessing = weights.metadata["preprocessing"]
        guard preprocessing == ModelInput.preprocessingVersion else {
            throw RecognizerError.otherPreprocessing(found: preprocessing)
        }
        network = try Network(weights)
        inference = network.compiled()
        guard (10...11).contains(network.architecture.outputCount) else {
            throw RecognizerError.notTenDigits(outputs: network.architecture.outputCount)
        }
        calibration = try Calibration(metadata: weights.metadata)
        metadata = weights.metadata
        model = [network.architecture.name, weights.metadata["date"]]
            .compactMap { $0 }.joined(separator: " ")
    }

    /// A recognizer with the weights of a safetensors file.
    package convenience init(contentsOf path: String) throws {
        try self.init(try Weights(contentsOf: path))
    }

    /// The recognizer that comes with the program.
    package static func bundled() throws -> Recognizer {
        let bytes = UnsafeRawBufferPointer(
            start: bundled_model_bytes(), count: bundled_model_size())
        return try Recognizer(try Weights(safetensors: bytes))
    }

    /// The log of the bundled recognizer's training, a line of JSON for each epoch.
    package static var bundledEpochs: [UInt8] {
        Array(
            UnsafeBufferPointer(start: bundled_epochs_bytes(), count: bundled_epochs_size()))
    }

    /// Whether the tensors are not those that were once written; false where the file does not say.
    ///
    /// Not asked at every start: it takes longer than all else that a start takes.
    package var isDamaged: Bool {
        guard let written = metadata[Weights.tensorsChecksumKey] else { return false }
        return written != network.tensorsChecksum
    }

    /// What the network says of one drawing.
    package func prediction(for input: ModelInput) -> Prediction {
        predictions(for: CollectionOfOne(input))[0]
    }

    /// What the network says of each drawing.
    package func predictions(for inputs: some RandomAccessCollection<ModelInput>) -> [Prediction] {
        logits(for: inputs).map(calibration.prediction)
    }
}

extension Recognizer {
    /// The logits of each drawing, ten or eleven.
    package func logits(
        for inputs: some RandomAccessCollection<ModelInput>
    ) -> [ArraySlice<Float>] {
        inference.logits(for: inputs)
    }
}

extension Inference {
    /// The logits of each drawing, ten or eleven; all are 0, so that nothing is likelier than
    /// anything else, where the weights are so large that the sums have no value.
    package func logits(
        for inputs: some RandomAccessCollection<ModelInput>
    ) -> [ArraySlice<Float>] {
        // Enough to keep all cores busy; more would only take memory.
        let batchSize = 128
        return stride(from: 0, to: inputs.count, by: batchSize).flatMap { start in
            let batch = ModelInput.batch(inputs.dropFirst(start).prefix(batchSize))
            let logits = infer(batch)
            let count = logits.shape[1]
            return stride(from: 0, to: logits.count, by: count).map {
                let row = logits.values[$0..<$0 + count]
                return row.allSatisfy(\.isFinite) ? row : ArraySlice(repeating: 0, count: count)
            }
        }
    }
}

/// Why weights cannot be used to read drawings.
package enum RecognizerError: Error, Equatable, CustomStringConvertible {
    case otherPreprocessing(found: String?)
    case notTenDigits(outputs: Int)
    case badMetadata(key: String, value: String)

    package var description: String {
        switch self {
        case .otherPreprocessing(let found):
            "The weights were trained for another preprocessing (\(found ?? "unnamed"), this "
                + "program uses \(ModelInput.preprocessingVersion)): train them anew."
        case .notTenDigits(let outputs):
            "The weights answer with \(outputs) numbers instead of ten digits."
        case .badMetadata(let key, let value):
            "The weights' metadata hold a \(key) of \"\(value)\", which makes no sense."
        }
    }
}
