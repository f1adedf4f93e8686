import DigitPadApp
import Drawing
import Glibc
import NeuralNetwork
import Recognition

// Times what happens while somebody draws. Figures of one run compare with each other; those of two
// runs, or of two machines, do not.

#if DEBUG
    print("THIS IS A DEBUG BUILD: its figures mean nothing. Run `make bench`.")
#endif

/// Runs `body` until it has warmed up, then measures it `rounds` times.
func measure(_ name: String, rounds: Int = 200, _ body: () -> Void) {
    for _ in 0..<10 { body() }
    let clock = ContinuousClock()
    let times = (0..<rounds).map { _ in clock.measure(body) / .microseconds(1) }.sorted()
    func column(_ value: Double) -> String {
        let text = fixed(value, decimals: 1)
        return String(repeating: " ", count: max(0, 11 - text.count)) + text
    }
    print(
        name + String(repeating: " ", count: max(0, 46 - name.count))
            + column(times[0]) + column(times[rounds / 2]) + column(times[rounds - 1]))
}

/// Times a whole step of training: forward, loss, backward, optimizer.
func measureTrainingStep(_ architecture: Architecture) {
    var generator = RandomGenerator(seed: 1)
    let network = Network(architecture, using: &generator)
    var optimizer = Adam()
    let count = 128
    let images = Tensor(
        shape: [count] + architecture.inputShape,
        values: (0..<count * architecture.inputShape.reduce(1, *)).map { _ in generator.uniform() })
    let labels = (0..<count).map { $0 % architecture.outputCount }
    measure("training step, \(architecture.name), batch of 128", rounds: 20) {
        let logits = network.forward(images, using: &generator)
        network.backward(softmaxCrossEntropy(logits, labels: labels).gradient)
        optimizer.step(network.parameters)
    }
}

let digit = Canvas(strokes: [
    Stroke(points: [(8, 7), (19, 7), (15, 14), (12, 22)].map { Point(x: $0.0, y: $0.1) })
])
let image = GreyImage(digit.raster)
guard let input = modelInput(from: image) else { exit(1) }
let batch = [ModelInput](repeating: input, count: 64)

do {
    let recognizer = try Recognizer.bundled()
    print("microseconds                                          min     median        max")
    measure("preprocessing, one drawing") { _ = modelInput(from: image) }
    for threads in Set([1, Parallel.threadCount]).sorted() {
        Parallel.threadCount = threads
        measure("prediction, one drawing, \(threads) thread(s)") {
            _ = recognizer.prediction(for: input)
        }
        measure("prediction, batch of 64, \(threads) thread(s)", rounds: 20) {
            _ = recognizer.predictions(for: batch)
        }
    }
    for architecture in Architecture.all { measureTrainingStep(architecture) }
} catch {
    print("digitpad-bench: \(error)")
    exit(1)
}
