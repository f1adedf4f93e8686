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
