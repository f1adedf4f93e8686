import Drawing
import Glibc
import NeuralNetwork
import Recognition
import Testing
import Training

/// A seven with a bar, in tablet units.
private let seven = PenDrawing(
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

private func ink(_ input: ModelInput) -> Float { input.pixels.reduce(0, +) }

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

@Suite struct DrawingDeviceTests {
    @Test func theKeysStepFromCellToNeighbour() {
        var replay = Replay(size: 18, centre: Point(x: 14, y: 14))
        let byMouse = replay.strokes(of: seven)
        replay.pointer = .keys(acrossFirst: true)
        let byKeys = replay.strokes(of: seven)
        #expect(byKeys.map { $0.points.first } == byMouse.map { $0.points.first })
        #expect(byKeys.map { $0.points.last } == byMouse.map { $0.points.last })
        for stroke in byKeys {
            for (before, after) in zip(stroke.points, stroke.points.dropFirst()) {
                #expect(abs(before.x - after.x) + abs(before.y - after.y) == 1)
            }
        }
    }

    @Test func linesBetweenMarksLeaveSmallBendsOut() {
        var replay = Replay(size: 18, centre: Point(x: 14, y: 14))
        // An edge with a bend of a tenth of the ink's size, and a corner.
        let drawing = PenDrawing(
            writer: "w", label: 7,
            strokes: [[(0, 0), (20, 4), (40, 0), (30, 20), (20, 40)].map { Point(x: $0, y: $1) }])
        func corners(_ tolerance: Double) -> Int {
            replay.pointer = .marks(tolerance: tolerance)
            return replay.strokes(of: drawing)[0].points.count
        }
        #expect(corners(0.15) == 3)
        #expect(corners(0.05) == 4)
        replay.pointer = .mouse
        let byMouse = replay.strokes(of: drawing)[0].points
        replay.pointer = .marks(tolerance: 0.15)
        let byMarks = replay.strokes(of: drawing)[0].points
        #expect(byMarks.first == byMouse.first && byMarks.last == byMouse.last)
    }

    /// A ring as wide as a zero, and one so narrow that its sides are within the tolerance.
    @Test(arguments: [0.6, 0.4])
    func squaredBendsMakeARingABox(width: Double) {
        let ring = (0...40).map { index in
            let angle = Double(index) * .pi / 20
            return Point(x: 20 + 20 * width * sin(angle), y: 20 - 20 * cos(angle))
        }
        let box = squared([ring])[0]
        for (before, after) in zip(box, box.dropFirst()) {
            #expect(before.x == after.x || before.y == after.y)
        }
        let (across, down) = (box.map(\.x), box.map(\.y))
        for x in [across.min(), across.max()] {
            for y in [down.min(), down.max()] {
                #expect(box.contains { $0.x == x && $0.y == y })
            }
        }
        let found = (across.max() ?? 0) - (across.min() ?? 0)
        #expect(abs(found - 18 * width) <= 1.5)
    }

    @Test func whatIsStraightOrCrossesItselfKeepsItsCorners() {
        func path(_ points: [(Double, Double)]) -> [Point] {
            points.map { Point(x: $0.0, y: $0.1) }
        }
        // The second goes to the left, back by the same point, and down.
        let strokes = squared([
            path([(30, 0), (22, 22), (15, 40)]),
            path([(40, 0), (20, 0), (0, 0), (20, 0), (20, 40)]),
        ])
        #expect(strokes[0].count == 2)
        #expect(strokes[1].count == 4)
    }

    private func squared(_ strokes: [[Point]]) -> [[Point]] {
        var replay = Replay(size: 18, centre: Point(x: 14, y: 14))
        replay.pointer = .marks(tolerance: 0.21, squared: true)
        return replay.strokes(of: PenDrawing(writer: "w", label: 0, strokes: strokes)).map(\.points)
    }

    @Test func devicesDrawSmallAndSquaredAsOftenAsTheyAreTold() {
        func inputs(_ change: (inout DrawingDevices) -> Void) -> ModelInput? {
            var augmentation = Augmentation.none
            augmentation.devices = .mouseOnly
            change(&augmentation.devices)
            var generator = RandomGenerator(seed: 4)
            return Example.drawing(seven).input(with: augmentation, using: &generator)
        }
        let usual = inputs { _ in }
        #expect(inputs { $0.small = 1 } != usual)
        #expect(
            inputs {
                $0.marks = 1; $0.mouse = 0
            } != usual)
    }

    @Test func smallDrawingsAreSmall() {
        var generator = RandomGenerator(seed: 3)
        for _ in 0..<20 {
            #expect((6...8).contains(Replay(of: seven, sizes: 6...8, using: &generator).size))
        }
    }

    /// Whatever the brush and the place, the network is to see the same digit.
    @Test func aPaintingLooksTheSameWhereverItLies() throws {
        let centred = Painting(brush: 20, size: 200)
        let aside = Painting(brush: 20, size: 200, centre: Point(x: 120, y: 160))
        let inputs = try [centred, aside].map {
            try #require(modelInput(from: $0.picture(of: seven)))
        }
        let difference = zip(inputs[0].pixels, inputs[1].pixels).reduce(0) {
            $0 + abs($1.0 - $1.1)
        }
        #expect(difference < 0.03 * ink(inputs[0]))
    }

    /// Training paints at a smaller size, which must show what the whole picture shows.
    @Test func theQuickPaintingShowsTheSame() throws {
        var generator = RandomGenerator(seed: 6)
        for _ in 0..<30 {
            let painting = Painting(of: seven, using: &generator)
            let quick = painting.quickModelInput(of: seven)
            let whole = try #require(modelInput(from: painting.picture(of: seven)))
            // The centre of mass may fall to the other side of a pixel's edge.
            let differences = [-29, -28, -27, -1, 0, 1, 27, 28, 29].map { shift in
                quick.pixels.indices.reduce(Float(0)) { sum, index in
                    let other = index + shift
                    let pixel = quick.pixels.indices.contains(other) ? quick.pixels[other] : 0
                    return sum + abs(pixel - whole.pixels[index])
                }
            }
            #expect((differences.min() ?? .infinity) < 0.15 * ink(whole))
        }
    }

    @Test func paintingsStayInThePicture() {
        var generator = RandomGenerator(seed: 7)
        for _ in 0..<100 {
            let painting = Painting(of: seven, using: &generator)
            #expect((12...28).contains(painting.brush))
            #expect((90...260).contains(painting.size))
            let picture = painting.picture(of: seven)
            let side = Painting.side
            let edges = (0..<side).map { place -> [Int] in
                [place, (side - 1) * side + place, place * side, place * side + side - 1]
            }
            let border = edges.joined().map { picture.pixels[$0] }
            #expect(border.allSatisfy { $0 == 0 })
        }
    }

    @Test func aScanHasInkLikeMNIST() {
        var generator = RandomGenerator(seed: 8)
        for _ in 0..<50 {
            let input = Scan(using: &generator).modelInput(of: seven)
            #expect(input.pixels.contains { $0 > 0.8 })
            // Soft edges: much of the ink is grey.
            let inked = input.pixels.filter { $0 > 0 }
            #expect(inked.count { $0 < 0.99 } > inked.count / 4)
        }
    }
}

@Suite struct WritingStyleTests {
    private func drawing(_ label: Int, _ points: (Double, Double)...) -> PenDrawing {
        PenDrawing(
            writer: "w", label: label, strokes: [points.map { Point(x: $0.0, y: $0.1) }])
    }

    private func always() -> WritingStyles {
        var styles = WritingStyles()
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
