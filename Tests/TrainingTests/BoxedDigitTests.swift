import Drawing
import NeuralNetwork
import Recognition
import Testing
import Training

@Suite struct BoxedDigitTests {
    @Test(arguments: BoxedDigit.all)
    func eachIsAnotherDigitOfLinesInABox(boxed: BoxedDigit) {
        var generator = RandomGenerator(seed: 1)
        var drawings: [PenDrawing] = []
        for _ in 0..<50 {
            let drawing = boxed.drawing(using: &generator)
            #expect(drawing.label == boxed.digit)
            let points = drawing.strokes.joined()
            #expect(
                points.allSatisfy { (-0.1...1.2).contains($0.x) && (-0.1...1.1).contains($0.y) })
            // From top to bottom.
            #expect((points.map(\.y).min() ?? 1) < 0.2 && (points.map(\.y).max() ?? 0) > 0.8)
            #expect(drawing.strokes.allSatisfy { $0.count > 1 })
            drawings.append(drawing)
        }
        #expect(zip(drawings, drawings.dropFirst()).allSatisfy { $0.strokes != $1.strokes })
    }

    @Test func aTrainingLooksAtSoManyOfThem() {
        let sets = TrainingSets(
            examples: BoxedDigit.all.map(Example.boxed),
            mnistValidation: LabelledInputs(inputs: [], labels: []), penValidation: nil)
        var mix = DataMix()
        mix.boxedDigits = 21
        var generator = RandomGenerator(seed: 1)
        let order = sets.epochOrder(mix: mix, includesNonDigits: false, using: &generator)
        #expect(order.count == 21)
        #expect(Set(order).count == BoxedDigit.all.count)
    }
}
