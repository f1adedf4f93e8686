import Drawing
import Glibc
import NeuralNetwork
import Recognition
import Testing

@Suite struct ReasonsTests {
    private let recognizer: Recognizer

    init() throws {
        recognizer = try Recognizer.bundled()
    }

    private func bar() throws -> ModelInput {
        let stroke = Stroke(points: [Point(x: 14.5, y: 4.5), Point(x: 14.5, y: 23.5)])
        return try #require(modelInput(from: GreyImage(Canvas(strokes: [stroke]).raster)))
    }

    private func logProbability(of digit: Int, _ input: ModelInput) -> Float {
        let logits = recognizer.network.infer(ModelInput.batch([input])).values
        let largest = logits.max() ?? 0
        return logits[digit] - largest - logf(logits.reduce(0) { $0 + expf($1 - largest) })
    }

    /// What the pixels add is the whole difference between the drawing and a blank input.
    @Test func togetherTheyAreTheWholeDifference() throws {
        let input = try bar()
        let blank = ModelInput(pixels: [Float](repeating: 0, count: 784))
        let whole = logProbability(of: 1, input) - logProbability(of: 1, blank)
        let parts = recognizer.reasons(for: 1, in: input, steps: 200).reduce(0, +)
        #expect(abs(parts - whole) < 0.02 * abs(whole) + 0.02, "\(parts) is not \(whole)")
    }

    @Test func onlyInkSpeaks() throws {
        let input = try bar()
        let reasons = recognizer.reasons(for: 1, in: input)
        #expect(reasons.count == 784)
        #expect(zip(reasons, input.pixels).allSatisfy { $1 > 0 || $0 == 0 })
        #expect(reasons.contains { $0 > 0 })
    }
}
