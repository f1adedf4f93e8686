import Drawing
import ImageFiles
import Testing

private func ink(width: Int, height: Int, _ pixels: [UInt8]) throws -> GreyImage {
    try ImageFile.decode(greyPNG(width: width, height: height, pixels), name: "test.png")
}

/// A 20×20 picture from a rule for each pixel.
private func picture(_ value: (_ x: Int, _ y: Int) -> Int) -> [UInt8] {
    (0..<400).map { UInt8(clamping: value($0 % 20, $0 / 20)) }
}

/// Uneven paper, the same in every run: at most `depth` brighter or darker.
private func grain(_ x: Int, _ y: Int, depth: Int) -> Int {
    (x * 7 + y * 13 + x * y * 5) % (2 * depth + 1) - depth
}

private func isStroke(_ x: Int, _ y: Int) -> Bool {
    (9...10).contains(x) && (5...14).contains(y)
}

@Suite struct InkTests {
    @Test(arguments: [254, 255])
    func anMNISTDigitComesOutUnchanged(strongest: Int) throws {
        // As MNIST draws: empty ground, grey edges, a strongest value of 254 or 255.
        let digit = picture { x, y in
            isStroke(x, y) ? strongest : isStroke(x - 1, y) ? 77 : isStroke(x + 1, y) ? 3 : 0
        }
        #expect(try ink(width: 20, height: 20, digit).pixels == digit)
    }

    @Test func inkThatTouchesTheBorderIsKept() throws {
        let digit = picture { x, y in (9...10).contains(x) ? 255 : x == 8 ? 40 : 0 }
        #expect(try ink(width: 20, height: 20, digit).pixels == digit)
    }

    /// A picture of 64×64 with a digit-like line, dark on light, and what `other` says elsewhere.
    private func large(_ other: (_ x: Int, _ y: Int) -> UInt8?) -> [UInt8] {
        (0..<64 * 64).map { index in
            let (x, y) = (index % 64, index / 64)
            if let value = other(x, y) { return value }
            return (28...35).contains(x) && (15...45).contains(y) ? 0 : 255
        }
    }

    @Test(arguments: [0, 250] as [UInt8])
    func aStrayPixelIsNoInk(value: UInt8) throws {
        let clean = try ink(width: 64, height: 64, large { _, _ in nil })
        #expect(
            try ink(width: 64, height: 64, large { $0 == 60 && $1 == 3 ? value : nil }) == clean)
    }

    @Test func aDigitOfDotsIsNoDust() throws {
        let dots = (0..<64 * 64).map { index -> UInt8 in
            index % 64 % 4 == 0 && index / 64 % 2 == 0 && index % 64 > 9 ? 0 : 255
        }
        let found = try ink(width: 64, height: 64, dots)
        #expect(found.pixels.count { $0 > 0 } == dots.count { $0 == 0 })
    }

    /// Black on white paper, at its edge or near it, with a sharp inner edge and a soft one.
    @Test(arguments: [0..<1, 0..<3, 0..<6, 2..<4], [false, true])
    func aFrameIsNotTheGround(depths: Range<Int>, isSoft: Bool) throws {
        let framed = large { x, y in
            let depth = min(x, y, 63 - x, 63 - y)
            return depths.contains(depth) ? 0 : isSoft && depth == depths.upperBound ? 128 : nil
        }
        let found = try ink(width: 64, height: 64, framed)
        #expect(found.width == 64 - 2 * (depths.upperBound + (isSoft ? 1 : 0)))
        #expect(found.pixels.count { $0 == 255 } == 8 * 31)
        #expect(found.pixels.count { $0 > 0 } == 8 * 31)
    }

    /// It is all that there is.
    @Test func aFrameAroundNothingStays() throws {
        let ring = (0..<64 * 64).map { index -> UInt8 in
            min(index % 64, index / 64, 63 - index % 64, 63 - index / 64) < 4 ? 0 : 255
        }
        let found = try ink(width: 64, height: 64, ring)
        #expect(found.width == 64)
    }

    /// Cut out exactly, an 8 of straight lines goes around its picture too.
    @Test func whatIsJoinedToTheEdgeIsNoFrame() throws {
        let eight = (0..<64 * 64).map { index -> UInt8 in
            let (x, y) = (index % 64, index / 64)
            return min(x, y, 63 - x, 63 - y) < 4 || (30...33).contains(y) ? 0 : 255
        }
        #expect(try ink(width: 64, height: 64, eight).width == 64)
    }

    /// The table beside a sheet, or the scanner's lid, at each side of dark ink on light and of light on dark.
    @Test(arguments: 0..<4, [false, true])
    func aBandAlongAnEdgeIsNoInk(side: Int, isLightOnDark: Bool) throws {
        var banded = large { x, y in [x, y, 63 - x, 63 - y][side] < 5 ? 20 : nil }
        if isLightOnDark { banded = banded.map { 255 - $0 } }
        let found = try ink(width: 64, height: 64, banded)
        #expect(found.pixels.count { $0 == 255 } == 8 * 31)
        #expect(found.pixels.count { $0 > 0 } == 8 * 31)
    }

    /// Cut out exactly, its bar goes along the whole upper edge; and a 1 may be nothing but its edge.
    @Test func theBarOfASevenIsNoBand() throws {
        func count(_ isInk: (_ x: Int, _ y: Int) -> Bool) throws -> (drawn: Int, found: Int) {
            let pixels = (0..<64 * 64).map { isInk($0 % 64, $0 / 64) ? UInt8(0) : 255 }
            return (
                pixels.count { $0 == 0 },
                try ink(width: 64, height: 64, pixels).pixels.count { $0 > 0 }
            )
        }
        let seven = try count { x, y in y < 5 || abs(x + y / 2 - 58) < 5 }
        #expect(seven.found == seven.drawn)
        let one = try count { x, _ in x < 5 }
        #expect(one.found == one.drawn)
    }

    /// With a sharp edge, weaker than the ink and stronger, over a part of the drawing or beside it.
    @Test(arguments: [0.7, 0.35], [24, 32, 44])
    func aShadowIsNoInk(strength: Double, column: Int) throws {
        let photograph = (0..<64 * 64).map { index -> UInt8 in
            let (x, y) = (index % 64, index / 64)
            let isInk = (28...35).contains(x) && (15...45).contains(y)
            let paper = x + y / 8 > column ? 230 * strength : 230
            return UInt8((isInk ? 0.25 : 1) * paper) + UInt8(grain(x, y, depth: 2) + 2)
        }
        let found = try ink(width: 64, height: 64, photograph)
        for (index, value) in found.pixels.enumerated() {
            let (x, y) = (index % 64, index / 64)
            let isInk = (28...35).contains(x) && (15...45).contains(y)
            #expect((value > 0) == isInk, "\(x), \(y) is \(value)")
        }
    }

    @Test func paleInkOnEvenGroundIsStretched() throws {
        let pale = picture { x, y in isStroke(x, y) ? 150 : x == 8 && y == 10 ? 175 : 200 }
        let result = try ink(width: 20, height: 20, pale)
        #expect(
            result.pixels == picture { x, y in isStroke(x, y) ? 255 : x == 8 && y == 10 ? 128 : 0 })
    }

    @Test(arguments: [true, false])
    func grainyPaperIsEmpty(isDarkOnLight: Bool) throws {
        let (paper, pen) = isDarkOnLight ? (190, 50) : (60, 200)
        let photograph = picture { x, y in
            (isStroke(x, y) ? pen : paper) + grain(x, y, depth: 6)
        }
        let result = try ink(width: 20, height: 20, photograph)
        for (index, value) in result.pixels.enumerated() {
            let isInk = isStroke(index % 20, index / 20)
            #expect(isInk ? value > 200 : value == 0, "pixel \(index) is \(value)")
        }
    }

    @Test func paperThatDarkensToOneSideIsEmpty() throws {
        let photograph = picture { x, y in (isStroke(x, y) ? 20 : 170) + 2 * x }
        let result = try ink(width: 20, height: 20, photograph)
        for (index, value) in result.pixels.enumerated() {
            #expect((value > 0) == isStroke(index % 20, index / 20), "pixel \(index) is \(value)")
        }
    }

    /// A lamp on one side, and a lens that is darker in the corners.
    @Test(
        arguments: [
            { x, _ in 12 * x - 100 }, { x, y in 6 * x - 8 * y },
            { x, y in -(x - 10) * (x - 10) / 2 - (y - 10) * (y - 10) / 2 },
        ] as [@Sendable (Int, Int) -> Int])
    func unevenLightIsNoInk(light: @Sendable (Int, Int) -> Int) throws {
        let photograph = picture { x, y in
            (isStroke(x, y) ? 20 : 150) + light(x, y) + grain(x, y, depth: 3)
        }
        let result = try ink(width: 20, height: 20, photograph)
        for (index, value) in result.pixels.enumerated() {
            #expect((value > 0) == isStroke(index % 20, index / 20), "pixel \(index) is \(value)")
        }
    }

    @Test func unevenLightAloneIsBlank() throws {
        let paper = picture { x, y in 100 + 5 * x + grain(x, y, depth: 6) }
        #expect(try ink(width: 20, height: 20, paper).pixels == picture { _, _ in 0 })
    }

    @Test(arguments: [3, 20])
    func grainAloneIsBlank(depth: Int) throws {
        let paper = picture { x, y in 128 + grain(x, y, depth: depth) }
        #expect(try ink(width: 20, height: 20, paper).pixels == picture { _, _ in 0 })
    }

    @Test func contrastBelowTheLeastIsBlankAndTheLeastIsNot() throws {
        let faint = picture { x, y in isStroke(x, y) ? 185 : 200 }
        #expect(try ink(width: 20, height: 20, faint).pixels == picture { _, _ in 0 })
        let enough = picture { x, y in isStroke(x, y) ? 184 : 200 }
        #expect(
            try ink(width: 20, height: 20, enough).pixels
                == picture { x, y in isStroke(x, y) ? 255 : 0 })
    }

    @Test func aSingleRowOrColumnIsRead() throws {
        let line: [UInt8] = [255, 255, 255, 0, 255]
        #expect(try ink(width: 5, height: 1, line).pixels == [0, 0, 0, 255, 0])
        #expect(try ink(width: 1, height: 5, line).pixels == [0, 0, 0, 255, 0])
    }
}
