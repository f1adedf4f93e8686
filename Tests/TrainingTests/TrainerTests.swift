import Drawing
import FoundationEssentials
import NeuralNetwork
import Recognition
import Testing
import Training
import TestSupport

@Suite struct TrainerTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func output(_ name: String, _ configuration: TrainingConfiguration) throws
        -> TrainingOutput
    {
        try TrainingOutput(path: "\(folder.path)/\(name)", configuration: configuration)
    }

    @Test func aSimpleTaskIsLearnt() throws {
        let configuration = tinyConfiguration(epochs: 4)
        let output = try output("learn", configuration)
        var reports: [EpochReport] = []
        let result = try Trainer(configuration, architecture: tinyArchitecture, sets: tinySets())
            .train(into: output, onEpoch: { reports.append($0) })
        #expect(result.ending == .completed)
        #expect(reports.count == 4)
        #expect(reports[3].trainingLoss < reports[0].trainingLoss)
        #expect(result.kept.mnist.accuracy == 1)

        let log = try String(contentsOfFile: "\(output.path)/epochs.csv", encoding: .utf8)
        #expect(log.split(separator: "\n").count == 5)
        let weights = try Weights(contentsOf: output.weightsPath)
        #expect(weights.metadata["preprocessing"] == ModelInput.preprocessingVersion)
        #expect(weights.metadata["architecture"] == "tiny")
    }

    @Test func theSameSeedGivesTheSameNetwork() throws {
        func tensors(_ name: String, seed: UInt64) throws -> [Weights.Entry] {
            let configuration = tinyConfiguration(epochs: 1, seed: seed)
            let trainer = Trainer(configuration, architecture: tinyArchitecture, sets: tinySets())
            _ = try trainer.train(into: try output(name, configuration))
            return trainer.network.weights().tensors
        }
        let first = try tensors("a", seed: 5)
        #expect(try tensors("b", seed: 5) == first)
        #expect(try tensors("c", seed: 6) != first)
    }

    @Test func aStopInTheFirstEpochStillLeavesANetwork() throws {
        let configuration = tinyConfiguration(epochs: 3)
        let output = try output("stop", configuration)
        var batches = 0
        let result = try Trainer(configuration, architecture: tinyArchitecture, sets: tinySets())
            .train(into: output, onProgress: { _ in batches += 1 }, shouldStop: { batches == 2 })
        #expect(result.ending == .stopped)
        #expect(batches == 2)
        let weights = try Weights(contentsOf: output.weightsPath)
        #expect(weights.tensors.count == 4)
    }

    @Test func theOutputHoldsTheBestEpochNotTheLast() throws {
        var configuration = tinyConfiguration(epochs: 6)
        // Too fast, so that the network gets worse again on the way.
        configuration.learningRate = 0.3
        configuration.schedule.shape = .constant
        let output = try output("best", configuration)
        let trainer = Trainer(configuration, architecture: tinyArchitecture, sets: tinySets())
        var reports: [EpochReport] = []
        var networks: [[Weights.Entry]] = []
        let result = try trainer.train(
            into: output,
            onEpoch: {
                reports.append($0)
                networks.append(trainer.network.weights().tensors)
            })
        #expect(result.kept.epoch < 6)
        #expect(reports.allSatisfy { !$0.isBetter(than: result.kept) })
        #expect(
            try Weights(contentsOf: output.weightsPath).tensors
                == networks[result.kept.epoch - 1])
    }

    @Test func aStopInALaterEpochLeavesTheBestOfThoseBefore() throws {
        let configuration = tinyConfiguration(epochs: 3)
        let output = try output("later", configuration)
        let trainer = Trainer(configuration, architecture: tinyArchitecture, sets: tinySets())
        var epochs: [[Weights.Entry]] = []
        var isInSecondEpoch = false
        let result = try trainer.train(
            into: output,
            onProgress: { isInSecondEpoch = $0.epoch == 2 },
            onEpoch: { _ in epochs.append(trainer.network.weights().tensors) },
            shouldStop: { isInSecondEpoch })
        #expect(result.ending == .stopped)
        #expect(result.kept.epoch == 1)
        #expect(epochs == [try Weights(contentsOf: output.weightsPath).tensors])
    }

    @Test func everyDrawingIsShownAsOftenAsConfigured() throws {
        var configuration = tinyConfiguration(epochs: 1)
        configuration.mix.looksAtDigits = 3
        let drawing = PenDrawing(
            writer: "w", label: 1, strokes: [[Point(x: 0, y: 0), Point(x: 0, y: 9)]])
        let validation = tinySets().mnistValidation
        let sets = TrainingSets(
            examples: barExamples(count: 4) + [.drawing(drawing), .drawing(drawing)],
            mnistValidation: validation, penValidation: LabelledInputs(replaying: [drawing]))
        let output = try output("pen", configuration)
        var imagesDone = 0
        let result = try Trainer(configuration, architecture: tinyArchitecture, sets: sets)
            .train(into: output, onProgress: { imagesDone = $0.imagesDone })
        #expect(imagesDone == 4 + 2 * 3)
        let pen = try #require(result.kept.pen)
        #expect(result.kept.score == (result.kept.mnist.accuracy + pen.accuracy) / 2)
        let metadata = try Weights(contentsOf: output.weightsPath).metadata
        #expect(metadata["pen_validation_accuracy"] == "\(pen.accuracy)")
    }

    @Test func trainingEndsWhenNothingImproves() throws {
        var configuration = tinyConfiguration(epochs: 50)
        configuration.learningRate = 1e-12
        configuration.patience = 2
        let output = try output("patience", configuration)
        let result = try Trainer(configuration, architecture: tinyArchitecture, sets: tinySets())
            .train(into: output)
        #expect(result.ending == .noImprovement)
    }

    @Test func anOutputThatCannotBeWrittenIsRefusedBeforeTraining() throws {
        let file = try folder.file("file", [1])
        #expect(throws: TrainingError.self) {
            try TrainingOutput(path: "\(file)/below", configuration: TrainingConfiguration())
        }
    }

    @Test func deformedDrawingsKeepTheirLabelAndStrokes() {
        let drawing = PenDrawing(
            writer: "w", label: 7, strokes: [[Point(x: 0, y: 0), Point(x: 50, y: 90)]])
        var generator = RandomGenerator(seed: 2)
        let example = Example.drawing(drawing)
        #expect(example.label == 7)
        let inputs = (0..<3).map { _ in example.input(with: Augmentation(), using: &generator) }
        #expect(inputs[0] != inputs[1])
        #expect(inputs[1] != inputs[2])
    }
}
