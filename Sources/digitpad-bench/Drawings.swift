import DigitPadApp
import Drawing
import NeuralNetwork
import Recognition
import Training

/// The demonstration's digits 0, 1, … 9 in turn, each by another hand, drawn by mouse.
///
/// What a network makes of noise takes another time: far more of its values are not 0.
func drawings(count: Int) -> [ModelInput] {
    var generator = RandomGenerator(seed: 1)
    return (0..<count).map { index in
        let digit = PenDrawing(
            writer: "", label: index % 10,
            strokes: DemonstrationDigits.strokes(of: index % 10).map(\.points))
        let drawing = Deformation().deformed(digit, using: &generator)
        return Replay(of: drawing, using: &generator).modelInput(of: drawing)
    }
}

/// A network that has learnt to tell such drawings, at least a batch of 50, apart.
func learnt(_ architecture: Architecture, from images: Tensor) -> Network {
    var generator = RandomGenerator(seed: 1)
    let network = Network(architecture, using: &generator)
    var optimizer = Adam()
    let batchSize = 50
    precondition(images.shape[0] >= batchSize, "there is too little to learn from")
    let size = images.count / images.shape[0]
    // Twice through a thousand drawings, and nearly all of them are read right.
    for step in 0..<2 * images.shape[0] / batchSize {
        let start = step * batchSize % (images.shape[0] - batchSize + 1)
        let batch = Tensor(
            shape: [batchSize] + architecture.inputShape,
            values: Array(images.values[start * size..<(start + batchSize) * size]))
        let logits = network.forward(batch, using: &generator)
        // As `drawings` has them.
        let labels = (start..<start + batchSize).map { $0 % 10 }
        network.backward(softmaxCrossEntropy(logits, labels: labels).gradient)
        optimizer.step(network.parameters)
    }
    return network
}
