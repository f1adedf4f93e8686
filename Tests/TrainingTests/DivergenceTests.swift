import Drawing
import NeuralNetwork
import Testing
import Training
import TestSupport

@Suite struct DivergenceTests {
    /// A step so large that the weights leave the range of numbers.
    @Test(arguments: [false, true])
    func aTrainingThatDivergesSaysSoAndLeavesNothing(isStopped: Bool) throws {
        let folder = try TemporaryFolder()
        let dots = (0..<8).map { index in
            let stroke = Stroke(points: [Point(x: Double(index) + 4.5, y: 14.5)])
            return Example.image(GreyImage(Canvas(strokes: [stroke]).raster), label: index)
        }
        var generator = RandomGenerator(seed: 1)
        let validation = LabelledInputs(
            inputs: dots.map { $0.input(with: .none, using: &generator) }, labels: dots.map(\.label)
        )
        let architecture = Architecture(
            name: "linear", inputShape: [28, 28, 1], outputCount: 10
        ) {
            [Flatten(), Linear(name: "fc", inputCount: 784, outputCount: 10)]
        }
        var configuration = TrainingConfiguration()
        configuration.batchSize = 2
        configuration.learningRate = 1e38
        let output = try TrainingOutput(path: folder.path, configuration: configuration)
        let trainer = Trainer(
            configuration, architecture: architecture,
            sets: TrainingSets(examples: dots, mnistValidation: validation, penValidation: nil))

        var steps = 0
        #expect(throws: TrainingError.diverged(epoch: 1)) {
            try trainer.train(
                into: output, onProgress: { _ in steps += 1 },
                shouldStop: { isStopped && steps == 3 })
        }
        #expect(throws: WeightsError.self) { try Weights(contentsOf: output.weightsPath) }
        #expect(try output.checkpoints.isEmpty)
    }
}
