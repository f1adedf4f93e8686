import Drawing
import NeuralNetwork
import Testing
import Training

@Suite struct DigitPairTests {
    private let one = PenDrawing(
        writer: "w", label: 1, strokes: [[Point(x: 0, y: 0), Point(x: 0, y: 90)]])
    private let dot = PenDrawing(writer: "w", label: 1, strokes: [[Point(x: 5, y: 5)]])
    private let dash = PenDrawing(
        writer: "w", label: 1, strokes: [[Point(x: 0, y: 0), Point(x: 70, y: 0)]])

    @Test func theDigitsStandNextToEachOtherAndAreNoDigit() {
        var generator = RandomGenerator(seed: 4)
        for _ in 0..<20 {
            let drawing = DigitPair(left: one, right: one).drawing(using: &generator)
            #expect(!drawing.isDigit)
            #expect(drawing.strokes.count == 2)
            let (left, right) = (drawing.strokes[0].map(\.x), drawing.strokes[1].map(\.x))
            #expect((left.max() ?? 0) < (right.min() ?? 0))
        }
    }

    /// A digit of which only a dot was kept has no height to be scaled by.
    @Test func flatDrawingsStayFinite() {
        var generator = RandomGenerator(seed: 5)
        for (left, right) in [(dot, one), (one, dot), (dash, dot), (dot, dot)] {
            let drawing = DigitPair(left: left, right: right).drawing(using: &generator)
            #expect(drawing.strokes.joined().allSatisfy { $0.x.isFinite && $0.y.isFinite })
            let input = Example.drawing(drawing).input(with: Augmentation(), using: &generator)
            #expect(input.pixels.allSatisfy { (0...1).contains($0) })
        }
    }
}
