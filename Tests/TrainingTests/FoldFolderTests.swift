import Files
import FoundationEssentials
import NeuralNetwork
import Testing
import TestSupport
import Training

@Suite struct FoldFolderTests {
    private let temporary: TemporaryFolder
    private var path: String { "\(temporary.path)/fold-1" }
    private let configuration = tinyConfiguration(epochs: 2)
    private var fold: FoldFolder { FoldFolder(path: path, configuration: configuration) }
    private let answers = [
        Answer(form: "mouse", writer: "w", label: 3, logits: (0..<11).map(Float.init))
    ]

    init() throws {
        temporary = try TemporaryFolder()
    }

    private func train(stoppingAfter batches: Int? = nil) throws {
        var done = 0
        _ = try Trainer(configuration, architecture: tinyArchitecture, sets: tinySets()).train(
            into: try TrainingOutput(path: path, configuration: configuration),
            onProgress: { _ in done += 1 }, shouldStop: { done == batches })
    }

    private func writeAnswers() throws {
        try AnswerFile.write(answers, to: "\(path)/answers.jsonl")
    }

    @Test func aFoldGoesFromFreshToStoppedToAnswered() throws {
        #expect(try fold.state(for: tinySets()) == .fresh)
        try train(stoppingAfter: 1)
        #expect(try fold.state(for: tinySets()) == .stopped)
        try train()
        #expect(try fold.state(for: tinySets()) == .stopped)
        try writeAnswers()
        #expect(try fold.state(for: tinySets()) == .answered(answers))
    }

    @Test func whatOtherChoicesOrDataGaveIsRefused() throws {
        try train()
        try writeAnswers()
        let other = FoldFolder(path: path, configuration: tinyConfiguration(epochs: 3))
        #expect(throws: FoldError.otherTraining(folder: path)) {
            try other.state(for: tinySets())
        }
        let sets = TrainingSets(
            examples: [], mnistValidation: tinySets().mnistValidation, penValidation: nil,
            sources: [SourceFile.Provenance(name: "other.jsonl", sha256: "0123")])
        #expect(throws: FoldError.otherTraining(folder: path)) { try fold.state(for: sets) }
    }

    /// Without the network nobody knows of which data they speak.
    @Test func answersWithoutTheirNetworkAreNotTrusted() throws {
        try train()
        try writeAnswers()
        let weights = TrainingOutput.weightsPath(in: path)
        try WholeFile.write(Array("torn".utf8), to: weights)
        let error = #expect(throws: FoldError.self) { try fold.state(for: tinySets()) }
        #expect(error?.description.hasPrefix("the network in \(path) cannot be used") == true)
        try FileManager.default.removeItem(atPath: weights)
        #expect(throws: FoldError.answersWithoutNetwork(folder: path)) {
            try fold.state(for: tinySets())
        }
    }
}
