import Files
import FoundationEssentials
import NeuralNetwork
import Testing
import Training
import TestSupport

/// With everything on that a checkpoint has to bring back.
private func fullConfiguration(epochs: Int = 3) -> TrainingConfiguration {
    var configuration = tinyConfiguration(epochs: epochs)
    configuration.augmentation = Augmentation()
    configuration.averageDecay = 0.9
    configuration.schedule.shape = .oneCycle
    configuration.selection = .last
    return configuration
}

@Suite struct ResumeTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func output(
        _ name: String, _ configuration: TrainingConfiguration = fullConfiguration()
    ) throws -> TrainingOutput {
        try TrainingOutput(path: "\(folder.path)/\(name)", configuration: configuration)
    }

    private func trainer(
        _ configuration: TrainingConfiguration = fullConfiguration()
    ) -> Trainer {
        Trainer(configuration, architecture: tinyArchitecture, sets: tinySets())
    }

    private func resumed(_ output: TrainingOutput) throws -> Trainer {
        try Trainer(
            try output.checkpoints.newest().checkpoint, architecture: tinyArchitecture,
            sets: tinySets())
    }

    /// The bytes of a log without the times, which differ.
    private func epochs(_ output: TrainingOutput) throws -> [[Substring]] {
        try String(contentsOfFile: "\(output.path)/epochs.csv", encoding: .utf8)
            .split(separator: "\n").map { $0.split(separator: ",").dropLast() }
    }

    @Test(arguments: [1, 3, 4, 6, 11])
    func aResumedTrainingGivesTheSameWeights(stopAfter batches: Int) throws {
        let whole = try output("whole")
        _ = try trainer().train(into: whole)

        let parts = try output("parts")
        var done = 0
        let stopped = try trainer()
            .train(into: parts, onProgress: { _ in done += 1 }, shouldStop: { done == batches })
        #expect(stopped.ending == .stopped)
        let result = try resumed(parts).train(into: parts)
        #expect(result.ending == .completed)
        #expect(
            try Weights(contentsOf: parts.weightsPath).tensors
                == Weights(contentsOf: whole.weightsPath).tensors)
        #expect(try epochs(parts) == epochs(whole))
    }

    @Test func theOptimizerWithVelocitiesResumesToo() throws {
        var configuration = fullConfiguration()
        configuration.optimizer = .sgd
        let (whole, parts) = (
            try output("whole", configuration), try output("parts", configuration)
        )
        _ = try trainer(configuration).train(into: whole)
        var done = 0
        _ = try trainer(configuration)
            .train(into: parts, onProgress: { _ in done += 1 }, shouldStop: { done == 5 })
        _ = try resumed(parts).train(into: parts)
        #expect(
            try Weights(contentsOf: parts.weightsPath).tensors
                == Weights(contentsOf: whole.weightsPath).tensors)
    }

    @Test func theThreadsDoNotMatter() throws {
        let tensors = try withThreads([1, 2]) {
            let output = try output("threads")
            _ = try trainer().train(into: output)
            return try Weights(contentsOf: output.weightsPath).tensors
        }
        #expect(tensors[0] == tensors[1])
    }

    @Test func threeBestAndTheFinalCheckpointRemain() throws {
        let output = try output("names", fullConfiguration(epochs: 6))
        _ = try trainer(fullConfiguration(epochs: 6)).train(into: output)
        let names = try checkpointNames(output)
        let pattern = /mnist_model_\d{8}_\d{6}(_final)?\.checkpoint/
        #expect(names.allSatisfy { $0.wholeMatch(of: pattern) != nil }, "\(names)")
        #expect(names.count { $0.contains("_final") } == 1)
        #expect(names.count == 4)
    }

    @Test func aFinishedTrainingHasNothingToGoOnWith() throws {
        let output = try output("finished")
        _ = try trainer().train(into: output)
        var epochs = 0
        let result = try resumed(output).train(into: output, onEpoch: { _ in epochs += 1 })
        #expect(result.ending == .completed)
        #expect(epochs == 0)
    }

    @Test func aDamagedCheckpointIsPassedOver() throws {
        let output = try output("damaged")
        var done = 0
        _ = try trainer()
            .train(into: output, onProgress: { _ in done += 1 }, shouldStop: { done == 6 })
        let latest = try #require(try checkpointNames(output).first { $0.contains("_latest") })
        let path = "\(output.path)/\(latest)"
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))

        for damaged in [Array(bytes.dropLast(9)), flipped(bytes, at: bytes.count - 2), []] {
            try Data(damaged).write(to: URL(filePath: path))
            let newest = try output.checkpoints.newest()
            #expect(newest.name != latest)
            #expect(newest.checkpoint.step == 4)
            #expect(newest.unusable.keys.sorted() == [latest])
        }
    }

    /// Its missing choices would become standard, and the training another one.
    @Test func aCheckpointOfAVersionWithOtherChoicesIsRefused() throws {
        let output = try output("version")
        _ = try trainer().train(into: output)
        let name = try output.checkpoints.newest().name
        var weights = try Weights(contentsOf: "\(output.path)/\(name)")
        let choices = try #require(weights.metadata["configuration"])
        let fewer = choices.split(separator: "\n").filter { !$0.contains("hooked_stroke") }
        weights.metadata["configuration"] = fewer.joined(separator: "\n") + "\n"
        weights.metadata["checksum"] = nil
        weights.metadata["checksum"] = sha256(weights.encoded())
        let path = "\(folder.path)/older.checkpoint"
        try weights.write(to: path)
        #expect(throws: CheckpointError.otherVersion) { try TrainingCheckpoint(contentsOf: path) }
    }

    @Test func anEmptyFolderHasNoCheckpoint() throws {
        let empty = CheckpointFolder(path: folder.path)
        let error = #expect(throws: CheckpointError.self) { try empty.newest() }
        #expect(error?.description == "There is no checkpoint in \(folder.path).")
    }

    @Test func whereAllAreDamagedEachIsNamed() throws {
        let names = ["mnist_model_20260101_000000", "mnist_model_20260101_000001_latest"]
            .map { $0 + ".checkpoint" }
        for name in names {
            try Data("torn".utf8).write(to: URL(filePath: "\(folder.path)/\(name)"))
        }
        let damaged = CheckpointFolder(path: folder.path)
        let error = #expect(throws: CheckpointError.self) { try damaged.newest() }
        let description = try #require(error?.description)
        for name in names { #expect(description.contains("\(name): ")) }
    }

    @Test func otherDataAreRefused() throws {
        let output = try output("data")
        _ = try trainer().train(into: output)
        let checkpoint = try output.checkpoints.newest().checkpoint
        let sets = tinySets()
        let others = TrainingSets(
            examples: sets.examples, mnistValidation: sets.mnistValidation, penValidation: nil,
            sources: [SourceFile.Provenance(name: "more.gz", sha256: "0")])
        let error = #expect(throws: CheckpointError.self) {
            try Trainer(checkpoint, architecture: tinyArchitecture, sets: others)
        }
        #expect(error == .extraData("more.gz"))
    }

    private func checkpointNames(_ output: TrainingOutput) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: output.path)
            .filter { $0.hasSuffix(".checkpoint") }
    }

    private func flipped(_ bytes: [UInt8], at index: Int) -> [UInt8] {
        var bytes = bytes
        bytes[index] ^= 1
        return bytes
    }
}
