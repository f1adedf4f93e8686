import Drawing
import Recognition
import Testing

/// A picture from rows of characters: '#' is ink, '+' half ink, anything else empty.
private func image(_ rows: String...) -> GreyImage {
    let pixels = rows.flatMap { row in
        row.map { glyph -> UInt8 in glyph == "#" ? 255 : glyph == "+" ? 128 : 0 }
    }
    return GreyImage(width: pixels.count / rows.count, height: rows.count, pixels: pixels)
}

/// `content` with `margins` empty pixels around it.
private func padded(
    _ content: GreyImage, left: Int, top: Int, right: Int, bottom: Int
) -> GreyImage {
    let (width, height) = (left + content.width + right, top + content.height + bottom)
    var pixels = [UInt8](repeating: 0, count: width * height)
    for y in 0..<content.height {
        for x in 0..<content.width {
            pixels[(top + y) * width + left + x] = content.pixels[y * content.width + x]
        }
    }
    return GreyImage(width: width, height: height, pixels: pixels)
}

/// The columns and rows that hold ink.
private func inkBox(_ input: ModelInput) -> (columns: ClosedRange<Int>, rows: ClosedRange<Int>) {
    let inked = input.pixels.indices.filter { input.pixels[$0] > 0 }
    let columns = inked.map { $0 % ModelInput.side }
    let rows = inked.map { $0 / ModelInput.side }
    return ((columns.min() ?? 0)...(columns.max() ?? 0), (rows.min() ?? 0)...(rows.max() ?? 0))
}

/// The centre of mass in indices.
private func centreOfMass(_ input: ModelInput) -> (x: Double, y: Double) {
    var (mass, x, y) = (0.0, 0.0, 0.0)
    for (index, value) in input.pixels.enumerated() {
        mass += Double(value)
        x += Double(value) * Double(index % ModelInput.side)
        y += Double(value) * Double(index / ModelInput.side)
    }
    return (x / mass, y / mass)
}

@Suite struct ModelInputTests {
    private let seven = image(
        "##########",
        "#########+",
        "........##",
        ".......##.",
        "......##..",
        ".....##...",
        "....##....",
        "....##....",
        "....##....",
        "....##....",
        "....##....",
        "....##....")

    @Test func aBlankPictureHasNoInput() {
        #expect(modelInput(from: GreyImage(Raster())) == nil)
    }

    @Test(arguments: [7, 20, 28, 90, 280])
    func theLongerSideBecomesTwentyPixels(height: Int) throws {
        let bar = GreyImage(
            width: 3, height: height, pixels: [UInt8](repeating: 255, count: 3 * height))
        let input = try #require(
            modelInput(from: padded(bar, left: 9, top: 4, right: 2, bottom: 30)))
        #expect(inkBox(input).rows.count == 20)
    }

    @Test func theCentreOfMassLiesAtIndexFourteen() throws {
        let input = try #require(modelInput(from: seven))
        let centre = centreOfMass(input)
        #expect(abs(centre.x - 14) <= 0.5)
        #expect(abs(centre.y - 14) <= 0.5)
    }

    @Test func placeAndMarginsDoNotMatter() {
        let corner = modelInput(from: padded(seven, left: 0, top: 0, right: 60, bottom: 9))
        let middle = modelInput(from: padded(seven, left: 31, top: 17, right: 5, bottom: 2))
        #expect(corner != nil)
        #expect(corner == middle)
    }

    @Test func theInputIsAFixedPoint() throws {
        let input = try #require(modelInput(from: seven))
        let again = GreyImage(
            width: ModelInput.side, height: ModelInput.side,
            pixels: input.pixels.map { UInt8(($0 * 255).rounded()) })
        let second = try #require(modelInput(from: again))
        #expect(zip(input.pixels, second.pixels).allSatisfy { abs($0 - $1) <= 0.5 / 255 + 1e-6 })
    }

    @Test func shrinkingLeavesGreyEdges() throws {
        let slanted = Canvas(strokes: [
            Stroke(points: [Point(x: 4.5, y: 3.5), Point(x: 19.5, y: 24.5)])
        ])
        let input = try #require(modelInput(from: GreyImage(slanted.raster)))
        let inked = input.pixels.filter { $0 > 0 }
        #expect(inked.contains { $0 < 0.95 })
        #expect(inked.allSatisfy { $0 <= 1 })
    }

    @Test func veryUnevenInkStaysInside() throws {
        // A blot in one corner with a thin arm: the centre of mass alone would push the arm out.
        var pixels = [UInt8](repeating: 0, count: 40 * 40)
        for y in 0..<12 {
            for x in 0..<12 { pixels[y * 40 + x] = 255 }
        }
        for i in 0..<40 { pixels[i * 40 + i] = 255 }
        let input = try #require(
            modelInput(from: GreyImage(width: 40, height: 40, pixels: pixels)))
        let box = inkBox(input)
        #expect(box.rows.count == 20)
        #expect(box.columns.count == 20)
    }

    /// A line of a fine pen in a large picture covers a twentieth of a pixel of the input.
    @Test(arguments: [1, 2, 4, 8])
    func thinLinesInLargePicturesAreAsDarkAsOthers(lineWidth: Int) throws {
        let side = 600
        var pixels = [UInt8](repeating: 0, count: side * side)
        // A seven: a level bar and a slanted stem.
        for x in 100..<400 {
            for y in 100..<100 + lineWidth { pixels[y * side + x] = 255 }
        }
        for y in 100..<500 {
            for x in 400 - (y - 100) / 2..<400 - (y - 100) / 2 + lineWidth {
                pixels[y * side + x] = 255
            }
        }
        let input = try #require(
            modelInput(from: GreyImage(width: side, height: side, pixels: pixels)))
        let rows = stride(from: 0, to: input.pixels.count, by: ModelInput.side)
            .map { input.pixels[$0..<$0 + ModelInput.side].max() ?? 0 }.filter { $0 > 0 }
        #expect(rows.count == 20)
        #expect(rows.allSatisfy { $0 > 0.6 && $0 <= 1 }, "\(rows)")
    }

    @Test func aSinglePixelIsEnough() throws {
        let dot = try #require(modelInput(from: image("...", ".#.", "...")))
        #expect(inkBox(dot).rows.count == 20)
    }
}
