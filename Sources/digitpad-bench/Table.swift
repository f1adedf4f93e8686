import Drawing
import NeuralNetwork
import Recognition

/// A seven, drawn by mouse.
let seven = Canvas(strokes: [
    Stroke(points: [(8, 7), (19, 7), (15, 14), (12, 22)].map { Point(x: $0.0, y: $0.1) })
])

/// Prints this program's own times, without peers.
func printTable() throws {
    let recognizer = try Recognizer.bundled()
    guard let input = modelInput(from: seven) else { return }
    let images = ModelInput.batch(drawings(count: 128))
    let batch = [ModelInput](repeating: input, count: 64)
    print("microseconds                                          min     median        max")
    row("preprocessing, one drawing") { _ = modelInput(from: seven) }
    for threads in Set([1, Parallel.threadCount]).sorted() {
        Parallel.threadCount = threads
        row("prediction, one drawing, \(threads) thread(s)") {
            _ = recognizer.prediction(for: input)
        }
        row("prediction, batch of 64, \(threads) thread(s)", rounds: 20) {
            _ = recognizer.predictions(for: batch)
        }
    }
    // As `digitpad train` does.
    keepFreedMemory()
    for architecture in Architecture.all {
        row(
            "training step, \(architecture.name), batch of 128", rounds: 20,
            training(architecture, images: images, batchSize: 128).step)
    }
}

private func row(_ name: String, rounds: Int = 200, _ body: () -> Void) {
    let times = microseconds(rounds: rounds, body).sorted()
    func column(_ value: Double) -> String {
        let text = fixed(value, decimals: 1)
        return String(repeating: " ", count: max(0, 11 - text.count)) + text
    }
    print(
        name + String(repeating: " ", count: max(0, 46 - name.count))
            + column(times[0]) + column(times[rounds / 2]) + column(times[rounds - 1]))
}
