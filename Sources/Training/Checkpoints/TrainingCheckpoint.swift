import Files
import FoundationEssentials
import NeuralNetwork
import Recognition

/// A training as it was at some moment: all that it needs to go on as if it had never stopped.
///
/// Stored as a safetensors file whose metadata hold the rest, with a checksum over everything.
package struct TrainingCheckpoint {
    /// The choices that shape the training.
    package let configuration: TrainingConfiguration
    let position: TrainingPosition
    let sources: [SourceFile.Provenance]
    /// See ``Learner/tensors``.
    let tensors: [Weights.Entry]

    /// How many steps had been made.
    package var step: Int { position.step }
    /// The last whole epoch; nil in the first.
    var lastReport: EpochReport? { position.reports.last }

    /// The learner as it was.
    func learner(_ architecture: Architecture) throws(CheckpointError) -> Learner {
        let weights = Weights(tensors: tensors)
        guard
            let learner = Learner(
                configuration, architecture, stored: weights, stepCount: position.step)
        else { throw .otherNetwork }
        return learner
    }

    /// Refuses to go on with other examples than before.
    func requireSources(_ found: [SourceFile.Provenance]) throws(CheckpointError) {
        for source in sources where !found.map(\.sha256).contains(source.sha256) {
            throw .otherData(missing: source.name)
        }
        for source in found where !sources.map(\.sha256).contains(source.sha256) {
            throw .extraData(source.name)
        }
    }
}

// MARK: - As a file

extension TrainingCheckpoint {
    /// A training that began with one preprocessing cannot go on with another.
    private static let format = "digitpad-checkpoint-2 \(ModelInput.preprocessingVersion)"

    private enum Key {
        static let format = "format"
        static let configuration = "configuration"
        static let position = "position"
        static let sources = "sources"
        static let checksum = "checksum"
    }

    /// The bytes of a file; equal checkpoints have equal bytes.
    func encoded() -> [UInt8] {
        var weights = Weights(
            tensors: tensors,
            metadata: [
                Key.format: Self.format, Key.configuration: configuration.json,
                // A training that diverged has ended before, so that JSON has a form for all of it.
                Key.position: (try? jsonLine(position)) ?? "",
                Key.sources: (try? jsonLine(sources)) ?? "",
            ])
        weights.metadata[Key.checksum] = sha256(weights.encoded())
        return weights.encoded()
    }

    /// Reads a file's bytes.
    init(_ bytes: [UInt8]) throws(CheckpointError) {
        var weights: Weights
        do {
            weights = try Weights(safetensors: bytes)
        } catch .headerLength, .malformedHeader {
            throw .notACheckpoint
        } catch {
            throw .damaged(reason: error.description)
        }
        let checksum = weights.metadata.removeValue(forKey: Key.checksum)
        guard weights.metadata[Key.format] == Self.format else { throw .notACheckpoint }
        guard checksum == sha256(weights.encoded()) else {
            throw .damaged(reason: "its checksum does not fit its contents.")
        }
        func decode<Value: Decodable>(
            _ key: String, as type: Value.Type
        ) throws(CheckpointError) -> Value {
            let text = weights.metadata[key] ?? ""
            do {
                return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
            } catch {
                throw .damaged(reason: "its \(key) cannot be read.")
            }
        }
        position = try decode(Key.position, as: TrainingPosition.self)
        guard position.epoch > 0, position.batchesDone >= 0, position.step >= 0 else {
            throw .damaged(reason: "its \(Key.position) makes no sense.")
        }
        sources = try decode(Key.sources, as: [SourceFile.Provenance].self)
        let chosen = weights.metadata[Key.configuration] ?? ""
        do {
            configuration = try TrainingConfiguration(json: chosen)
        } catch {
            throw .damaged(reason: "its configuration cannot be used: \(error).")
        }
        // What an older version did not know would be standard now, and the training another one.
        guard configuration.json == chosen else { throw .otherVersion }
        tensors = weights.tensors
    }

    /// Far more than any network here needs.
    private static let largestFile = 1 << 30

    /// Reads a file.
    package init(contentsOf path: String) throws(CheckpointError) {
        let bytes: [UInt8]
        do {
            bytes = try WholeFile.read(path, limit: Self.largestFile)
        } catch {
            throw .unreadable(path: path, reason: error.reason)
        }
        try self.init(bytes)
    }
}

/// Why a training cannot go on from a checkpoint.
package indirect enum CheckpointError: Error, Equatable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    case notACheckpoint
    /// With a reason that ends the sentence.
    case damaged(reason: String)
    case otherVersion
    case otherNetwork
    case otherData(missing: String)
    case extraData(String)
    /// With the names of those that are there, and the error of each.
    case noneUsable(folder: String, [String: CheckpointError])

    /// One sentence for the user.
    package var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "The checkpoint \(path) cannot be read: \(reason)."
        case .notACheckpoint:
            "This is not a checkpoint of a training with this version of the program."
        case .damaged(let reason):
            "The checkpoint is damaged: \(reason)"
        case .otherVersion:
            "The checkpoint is of a version of the program that had other choices to make: only that "
                + "can go on with it."
        case .otherNetwork:
            "The checkpoint holds another network than its configuration says."
        case .otherData(let name):
            "The training used a file \(name) that was not given, or has changed since."
        case .extraData(let name):
            "The training did not use the file \(name)."
        case .noneUsable(let folder, let unusable) where unusable.isEmpty:
            "There is no checkpoint in \(folder)."
        case .noneUsable(let folder, let unusable):
            "No checkpoint in \(folder) can be used. "
                + unusable.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
                .joined(separator: " ")
        }
    }
}
