import Drawing
import NeuralNetwork
import Recognition
import Testing
import Training

/// A seven with a bar, in tablet units.
let seven = PenDrawing(
    writer: "w", label: 7,
    strokes: [
        [Point(x: 0, y: 0), Point(x: 300, y: 40), Point(x: 210, y: 400)],
        [Point(x: 50, y: 200), Point(x: 330, y: 220)],
    ])

private func scanned() throws -> ModelInput {
    try #require(
        modelInput(
            from: GreyImage(
                Canvas(strokes: Replay(size: 20, centre: Point(x: 14, y: 14)).strokes(of: seven))
                    .raster)))
}

func ink(_ input: ModelInput) -> Float { input.pixels.reduce(0, +) }

private func onlyThickness(_ probability: Float) -> Distortion {
    var distortion = Distortion.none
    distortion.thicknessProbability = probability
    return distortion
}

@Suite struct DistortionTests {
    @Test func pixelsStayInRangeAndInkInTheFrame() throws {
        let input = try scanned()
        var strong = Distortion()
        (strong.shift, strong.logScale, strong.rotation) = (6, 0.4, 40)
        var generator = RandomGenerator(seed: 1)
        for _ in 0..<300 {
            let distorted = strong.distorted(input, using: &generator)
            #expect(distorted.pixels.allSatisfy { (0...1).contains($0) })
            // A stroke that left the frame would take its ink along.
            #expect(ink(distorted) > 0.3 * ink(input))
        }
    }

    @Test func everyLookIsAnother() throws {
        let input = try scanned()
        var generator = RandomGenerator(seed: 2)
        let looks = (0..<20).map { _ in Distortion().distorted(input, using: &generator).pixels }
        #expect(Set(looks).count == 20)
        #expect(!looks.contains(input.pixels))
    }

    @Test func nothingIsDoneWhereNothingIsAsked() throws {
        let input = try scanned()
        var generator = RandomGenerator(seed: 3)
        let before = generator
        #expect(Distortion.none.distorted(input, using: &generator) == input)
        #expect(generator == before)
    }

    @Test func aShiftMovesTheInkAndKeepsIt() throws {
        let input = try scanned()
        var shift = Distortion.none
        shift.shift = 2
        var generator = RandomGenerator(seed: 4)
        for _ in 0..<50 {
            let moved = shift.distorted(input, using: &generator)
            #expect(abs(ink(moved) / ink(input) - 1) < 0.02)
            let (before, after) = (centreOfMass(input), centreOfMass(moved))
            #expect(abs(after.x - before.x) <= 2.1)
            #expect(abs(after.y - before.y) <= 2.1)
        }
    }

    @Test func anotherThicknessAddsOrTakesInk() throws {
        let input = try scanned()
        var generator = RandomGenerator(seed: 5)
        let amounts = (0..<100).map { _ in
            ink(onlyThickness(1).distorted(input, using: &generator)) / ink(input)
        }
        #expect((amounts.max() ?? 0) > 1.2)
        #expect((amounts.min() ?? 1) < 0.8)
        // Thin strokes never vanish.
        #expect((amounts.min() ?? 0) > 0.3)
    }

    private func centreOfMass(_ input: ModelInput) -> (x: Float, y: Float) {
        var (x, y): (Float, Float) = (0, 0)
        for (index, pixel) in input.pixels.enumerated() {
            x += pixel * Float(index % 28)
            y += pixel * Float(index / 28)
        }
        return (x / ink(input), y / ink(input))
    }
}

@Suite struct SteadinessTests {
    private func isTurned(_ label: Int, at share: Float) -> Bool {
        var augmentation = Augmentation.none
        augmentation.hands.rotation = 12
        augmentation.hands.turnOfOnesAndSevens = share
        let drawing = PenDrawing(writer: "w", label: label, strokes: seven.strokes)
        // The same chance both times: only the turn can differ.
        let inputs = [augmentation, .none].map { augmentation in
            var generator = RandomGenerator(seed: 20)
            return Example.drawing(drawing).input(with: augmentation, using: &generator)
        }
        return inputs[0] != inputs[1]
    }

    @Test func onesAndSevensAreTurnedLessThanOthers() {
        #expect(!isTurned(1, at: 0) && !isTurned(7, at: 0))
        #expect(isTurned(1, at: 1) && isTurned(7, at: 1))
        #expect(isTurned(4, at: 0))
    }
}

@Suite struct WritingStyleTests {
    private func drawing(_ label: Int, _ points: (Double, Double)...) -> PenDrawing {
        PenDrawing(
            writer: "w", label: label, strokes: [points.map { Point(x: $0.0, y: $0.1) }])
    }

    private func always() -> WritingStyles {
        var styles = WritingStyles.none
        (styles.slashedZero, styles.barredSeven) = (1, 1)
        (styles.serifOne, styles.liftedBarOfFive) = (1, 1)
        return styles
    }

    @Test func aZeroGetsAMarkAndASevenABar() {
        var generator = RandomGenerator(seed: 9)
        let zero = drawing(0, (0, 5), (5, 0), (10, 5), (5, 10), (0, 5))
        let plainSeven = drawing(7, (0, 0), (10, 0), (4, 20))
        for plain in [zero, plainSeven] {
            let varied = always().varied(plain, using: &generator)
            #expect(varied.strokes.count == 2)
            #expect(varied.strokes[0] == plain.strokes[0])
            #expect(varied.label == plain.label)
        }
    }

    @Test func onlyABareOneGetsSerifs() {
        var generator = RandomGenerator(seed: 10)
        let bare = drawing(1, (0, 0), (1, 20))
        let flagged = drawing(1, (-9, 9), (0, 0), (0, 20))
        #expect(always().varied(bare, using: &generator) != bare)
        #expect(always().varied(flagged, using: &generator) == flagged)
    }

    /// Whether it was written in one stroke or in two, in whatever order.
    @Test func theBarOfAFiveIsLiftedAboveItsBody() {
        var generator = RandomGenerator(seed: 13)
        let bar = [(10.0, 0.0), (0, 0)].map { Point(x: $0.0, y: $0.1) }
        let body = [(0.0, 0.0), (0, 2), (0, 4), (0, 8), (9, 9), (9, 18), (0, 20)]
            .map { Point(x: $0.0, y: $0.1) }
        for strokes in [[bar + body.dropFirst()], [bar, body], [body, bar]] {
            let five = PenDrawing(writer: "w", label: 5, strokes: strokes)
            for _ in 0..<20 {
                let varied = always().varied(five, using: &generator)
                #expect(varied.strokes.count == 2)
                // The bar keeps its shape, the body its end; the neck is what gets shorter.
                let rows = varied.strokes.map { $0.map(\.y) }
                #expect(varied.strokes[0].count == 2 && rows[0].allSatisfy { -3...0 ~= $0 })
                #expect(varied.strokes[1].suffix(4) == body.suffix(4))
            }
        }
        let ring = drawing(5, (0, 5), (5, 0), (10, 5), (5, 10), (0, 5))
        #expect(always().varied(ring, using: &generator) == ring)
    }

    @Test func aLateLiftLeavesAHookThatGoesUp() {
        var styles = WritingStyles.none
        styles.hookedStroke = 1
        var generator = RandomGenerator(seed: 14)
        let dot = [Point(x: 3, y: 3)]
        let four = PenDrawing(
            writer: "w", label: 4,
            strokes: [[Point(x: 0, y: 0), Point(x: 0, y: 10)], dot])
        for _ in 0..<20 {
            let hooked = styles.varied(four, using: &generator).strokes
            #expect(hooked[0].dropLast() == four.strokes[0][...])
            #expect(hooked[1] == dot)
            #expect(hooked[0][2].y < 10 && hooked[0][2].y > 10 - 0.25 * 10)
        }
    }

    @Test func otherDigitsAndOtherStylesStay() {
        var generator = RandomGenerator(seed: 11)
        let four = drawing(4, (0, 0), (0, 10), (10, 10))
        #expect(always().varied(four, using: &generator) == four)
        #expect(always().varied(seven, using: &generator) == seven)
        let zero = drawing(0, (0, 5), (5, 0), (10, 5), (5, 10), (0, 5))
        #expect(WritingStyles.none.varied(zero, using: &generator) == zero)
    }
}

@Suite struct ScribbleTests {
    @Test(arguments: Scribble.allCases)
    func everyKindCanBeDrawnOnEveryDevice(kind: Scribble) {
        var generator = RandomGenerator(seed: 12)
        let looks = (0..<12).map { _ in
            Example.scribble(kind).input(with: Augmentation(), using: &generator)
        }
        #expect(looks.allSatisfy { $0.pixels.contains { $0 > 0.3 } })
        #expect(Set(looks.map(\.pixels)).count > 6)
        #expect(Example.scribble(kind).label == Prediction.notADigit)
    }

    /// Judging by what training has drawn would flatter the network.
    @Test func trainingNeverDrawsTheKindsToJudgeBy() {
        #expect(Set(Scribble.training).isDisjoint(with: Scribble.heldOut))
        #expect(Set(Scribble.training + Scribble.heldOut) == Set(Scribble.allCases))
    }
}

@Suite struct EpochOrderTests {
    private var sets: TrainingSets {
        let letter = PenDrawing(
            writer: "w", label: Prediction.notADigit, strokes: [[Point(x: 0, y: 0)]])
        return TrainingSets(
            examples: [
                .drawing(seven), .drawing(letter), .scribble(.star), .scribble(.dot),
                .pair(DigitPair(left: seven, right: seven)),
            ],
            mnistValidation: LabelledInputs(inputs: [], labels: []), penValidation: nil)
    }

    private var mix: DataMix {
        var mix = DataMix()
        (mix.looksAtDigits, mix.looksAtLetters, mix.scribbles, mix.pairs) = (3, 2, 5, 4)
        return mix
    }

    private func counts(includesNonDigits: Bool) -> [Int] {
        var generator = RandomGenerator(seed: 13)
        let order = sets.epochOrder(
            mix: mix, includesNonDigits: includesNonDigits, using: &generator)
        return sets.examples.indices.map { index in order.count { $0 == index } }
    }

    @Test func eachKindIsLookedAtAsOftenAsConfigured() {
        #expect(counts(includesNonDigits: true) == [3, 2, 3, 2, 4])
    }

    /// Two of one writer's and eighteen of another's: the looks at a writer are 6 and 54 at balance
    /// 0, 30 and 30 at 1, and 15 and 45 in the middle.
    @Test(arguments: [(0, 6...6), (0.5, 14...16), (1, 29...31)] as [(Float, ClosedRange<Int>)])
    func theLooksAtWritersAreEvenedOut(balance: Float, looks: ClosedRange<Int>) {
        let rare = seven
        let busy = PenDrawing(writer: "busy", label: 7, strokes: seven.strokes)
        let sets = TrainingSets(
            examples: [rare, rare].map(Example.drawing)
                + Array(repeating: .drawing(busy), count: 18),
            mnistValidation: LabelledInputs(inputs: [], labels: []), penValidation: nil)
        var mix = mix
        mix.writerBalance = balance
        var generator = RandomGenerator(seed: 14)
        let order = sets.epochOrder(mix: mix, includesNonDigits: false, using: &generator)
        #expect(looks.contains(order.count { $0 < 2 }))
        #expect((50...70).contains(order.count))
    }

    @Test func aNetworkOfTenAnswersSeesDigitsAlone() {
        #expect(counts(includesNonDigits: false) == [3, 0, 0, 0, 0])
    }
}
