import Drawing
import Glibc
import NeuralNetwork
import Recognition
import Testing
import Training

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

    /// Of each what a share of 1 draws, by the same chance; some of the bends are large enough to square.
    @Test func aDeviceThatIsChosenDrawsOtherwise() {
        let arch = PenDrawing(
            writer: "w", label: 7,
            strokes: [
                (0...20).map { step in
                    let angle = .pi * Double(step) / 20
                    return Point(x: -cos(angle), y: -sin(angle))
                }
            ])
        func inputs(_ change: (inout DrawingDevices) -> Void) -> [ModelInput?] {
            var augmentation = Augmentation.none
            augmentation.devices = .mouseOnly
            change(&augmentation.devices)
            var generator = RandomGenerator(seed: 4)
            return (0..<8).map { _ in
                Example.drawing(arch).input(with: augmentation, using: &generator)
            }
        }
        let mouse = inputs { _ in }
        let small = inputs { $0.small = 1 }
        func marks(squared: Float) -> [ModelInput?] {
            inputs { ($0.mouse, $0.marks, $0.squaredBends) = (0, 1, squared) }
        }
        let (bent, squared) = (marks(squared: 0), marks(squared: 1))
        #expect(small != mouse && bent != mouse)
        #expect(squared != bent)
    }

    /// Else ink on paper would be a sign of a digit.
    @Test func whatIsNoDigitHasAShareOfScansOfItsOwn() {
        func devices(mouse: Float, scanner: Float, ofNonDigits: Float) -> DrawingDevices {
            var devices = DrawingDevices.mouseOnly
            (devices.mouse, devices.scanner) = (mouse, scanner)
            devices.scannerOfNonDigits = ofNonDigits
            return devices
        }
        func input(_ label: Int, _ devices: DrawingDevices) -> ModelInput {
            var generator = RandomGenerator(seed: 5)
            let drawing = PenDrawing(writer: "w", label: label, strokes: seven.strokes)
            return devices.modelInput(of: drawing, using: &generator)
        }
        let scanned = input(7, devices(mouse: 0, scanner: 1, ofNonDigits: 0))
        let byMouse = input(7, devices(mouse: 1, scanner: 0, ofNonDigits: 0))
        #expect(scanned != byMouse)
        #expect(
            input(Prediction.notADigit, devices(mouse: 0, scanner: 0, ofNonDigits: 1)) == scanned)
        #expect(
            input(Prediction.notADigit, devices(mouse: 1, scanner: 0, ofNonDigits: 0)) == byMouse)
        #expect(input(7, devices(mouse: 1, scanner: 0, ofNonDigits: 1)) == byMouse)
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
