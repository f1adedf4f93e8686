import Drawing
import FoundationEssentials
import NeuralNetwork
import Recognition
import Testing
import Training

/// Upright and level bars, which any network can tell apart.
private func examples(count: Int) -> [Example] {
    (0..<count).map { index in
        let isUpright = index % 2 == 0
        let place = Double(6 + index % 8)
        let line =
            isUpright
            ? [Point(x: place, y: 5), Point(x: place, y: 20)]
            : [Point(x: 5, y: place), Point(x: 20, y: place)]
        let raster = Canvas(strokes: [Stroke(points: line)]).raster
        return .image(GreyImage(raster), label: isUpright ? 1 : 0)
    }
}

private let tinyArchitecture = Architecture(
    name: "tiny", inputShape: [1, 28, 28], outputCount: 10
) {
    [
        Convolution(name: "conv", inputChannels: 1, outputChannels: 2, kernelSize: 3), ReLU(),
        MaxPooling(2), Flatten(), Dropout(rate: 0.1),
        Linear(name: "fc", inputCount: 2 * 13 * 13, outputCount: 10),
    ]
}

private func sets() -> TrainingSets {
    var generator = RandomGenerator(seed: 1)
    let kept = examples(count: 16)
    let validation = LabelledInputs(
        inputs: kept.map { $0.input(using: &generator) }, labels: kept.map(\.label))
    return TrainingSets(
        examples: examples(count: 64), mnistValidation: validation, penValidation: nil)
}

private func configuration(epochs: Int, seed: UInt64 = 1) -> TrainingConfiguration {
    var configuration = TrainingConfiguration()
    configuration.epochs = epochs
    configuration.batchSize = 16
    configuration.learningRate = 0.01
    configuration.seed = seed
    return configuration
}

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
        let configuration = configuration(epochs: 4)
        let output = try output("learn", configuration)
        var reports: [EpochReport] = []
        let result = try Trainer(configuration, architecture: tinyArchitecture, sets: sets())
            .train(into: output, onEpoch: { reports.append($0) })
        #expect(result.ending == .completed)
        #expect(reports.count == 4)
        #expect(reports[3].trainingLoss < reports[0].trainingLoss)
        #expect(result.best.mnist.accuracy == 1)

        let log = try String(contentsOfFile: "\(output.path)/epochs.csv", encoding: .utf8)
        #expect(log.split(separator: "\n").count == 5)
        let weights = try Weights(contentsOf: output.weightsPath)
        #expect(weights.metadata["preprocessing"] == ModelInput.preprocessingVersion)
        #expect(weights.metadata["architecture"] == "tiny")
    }

    @Test func theSameSeedGivesTheSameNetwork() throws {
        func tensors(_ name: String, seed: UInt64) throws -> [Weights.Entry] {
            let configuration = configuration(epochs: 1, seed: seed)
            let trainer = Trainer(configuration, architecture: tinyArchitecture, sets: sets())
            _ = try trainer.train(into: try output(name, configuration))
            return trainer.network.weights().tensors
        }
        let first = try tensors("a", seed: 5)
        #expect(try tensors("b", seed: 5) == first)
        #expect(try tensors("c", seed: 6) != first)
    }

    @Test func aStopInTheFirstEpochStillLeavesANetwork() throws {
        let configuration = configuration(epochs: 3)
        let output = try output("stop", configuration)
        var batches = 0
        let result = try Trainer(configuration, architecture: tinyArchitecture, sets: sets())
            .train(into: output, onProgress: { _ in batches += 1 }, shouldStop: { batches == 2 })
        #expect(result.ending == .stopped)
        #expect(batches == 2)
        let weights = try Weights(contentsOf: output.weightsPath)
        #expect(weights.tensors.count == 4)
    }

    @Test func theOutputHoldsTheBestEpochNotTheLast() throws {
        var configuration = configuration(epochs: 6)
        // Too fast, so that the network gets worse again on the way.
        configuration.learningRate = 0.3
        configuration.schedule = .constant
        let output = try output("best", configuration)
        let trainer = Trainer(configuration, architecture: tinyArchitecture, sets: sets())
        var reports: [EpochReport] = []
        var networks: [[Weights.Entry]] = []
        let result = try trainer.train(
            into: output,
            onEpoch: {
                reports.append($0)
                networks.append(trainer.network.weights().tensors)
            })
        #expect(result.best.epoch < 6)
        #expect(reports.allSatisfy { !$0.isBetter(than: result.best) })
        #expect(
            try Weights(contentsOf: output.weightsPath).tensors
                == networks[result.best.epoch - 1])
    }

    @Test func aStopInALaterEpochLeavesTheBestOfThoseBefore() throws {
        let configuration = configuration(epochs: 3)
        let output = try output("later", configuration)
        let trainer = Trainer(configuration, architecture: tinyArchitecture, sets: sets())
        var epochs: [[Weights.Entry]] = []
        var isInSecondEpoch = false
        let result = try trainer.train(
            into: output,
            onProgress: { isInSecondEpoch = $0.epoch == 2 },
            onEpoch: { _ in epochs.append(trainer.network.weights().tensors) },
            shouldStop: { isInSecondEpoch })
        #expect(result.ending == .stopped)
        #expect(result.best.epoch == 1)
        #expect(epochs == [try Weights(contentsOf: output.weightsPath).tensors])
    }

    @Test func everyDrawingIsShownAsOftenAsConfigured() throws {
        var configuration = configuration(epochs: 1)
        configuration.penRenderings = 3
        let drawing = PenDrawing(
            writer: "w", label: 1, strokes: [[Point(x: 0, y: 0), Point(x: 0, y: 9)]])
        let validation = sets().mnistValidation
        let sets = TrainingSets(
            examples: examples(count: 4) + [.drawing(drawing), .drawing(drawing)],
            mnistValidation: validation, penValidation: LabelledInputs(replaying: [drawing]))
        let output = try output("pen", configuration)
        var imagesDone = 0
        let result = try Trainer(configuration, architecture: tinyArchitecture, sets: sets)
            .train(into: output, onProgress: { imagesDone = $0.imagesDone })
        #expect(imagesDone == 4 + 2 * 3)
        let pen = try #require(result.best.pen)
        #expect(result.best.score == (result.best.mnist.accuracy + pen.accuracy) / 2)
        let metadata = try Weights(contentsOf: output.weightsPath).metadata
        #expect(metadata["pen_validation_accuracy"] == "\(pen.accuracy)")
    }

    @Test func trainingEndsWhenNothingImproves() throws {
        var configuration = configuration(epochs: 50)
        configuration.learningRate = 1e-12
        configuration.patience = 2
        let output = try output("patience", configuration)
        let result = try Trainer(configuration, architecture: tinyArchitecture, sets: sets())
            .train(into: output)
        #expect(result.ending == .noImprovement)
    }

    @Test func anOutputThatCannotBeWrittenIsRefusedBeforeTraining() throws {
        let file = try folder.write([1], to: "file")
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
        let inputs = (0..<3).map { _ in example.input(using: &generator) }
        #expect(inputs[0] != inputs[1])
        #expect(inputs[1] != inputs[2])
    }
}
