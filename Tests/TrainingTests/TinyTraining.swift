import Drawing
import NeuralNetwork
import Recognition
import Training

// A training that takes no time: a small network that tells bars apart.

/// Upright and level bars, which any network can tell apart.
func barExamples(count: Int) -> [Example] {
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

let tinyArchitecture = Architecture(
    name: "tiny", inputShape: [28, 28, 1], outputCount: 10
) {
    [
        Convolution(name: "conv", inputChannels: 1, outputChannels: 2, kernelSize: 3), ReLU(),
        MaxPooling(2), Flatten(), Dropout(rate: 0.1),
        Linear(name: "fc", inputCount: 2 * 13 * 13, outputCount: 10),
    ]
}

func tinySets() -> TrainingSets {
    var generator = RandomGenerator(seed: 1)
    let kept = barExamples(count: 16)
    let validation = LabelledInputs(
        inputs: kept.map { $0.input(with: .none, using: &generator) }, labels: kept.map(\.label))
    return TrainingSets(
        examples: barExamples(count: 64), mnistValidation: validation, penValidation: nil)
}

func tinyConfiguration(epochs: Int, seed: UInt64 = 1) -> TrainingConfiguration {
    var configuration = TrainingConfiguration(architecture: "tiny")
    configuration.augmentation = .none
    configuration.epochs = epochs
    configuration.batchSize = 16
    configuration.learningRate = 0.01
    configuration.seed = seed
    return configuration
}
