import Drawing
import ImageFiles
import Testing

private func decode(_ header: String, _ bytes: [UInt8] = []) throws -> GreyImage {
    try ImageFile.decode(Array(header.utf8) + bytes, name: "test.pgm")
}

/// Dark ink in the middle of 3×3 pixels.
private let dot = GreyImage(width: 3, height: 3, pixels: [0, 0, 0, 0, 255, 0, 0, 0, 0])

@Suite struct PGMTests {
    @Test func bytesAreRead() throws {
        #expect(try decode("P5 3 3 255\n", [255, 255, 255, 255, 0, 255, 255, 255, 255]) == dot)
    }

    @Test func firstByteMayLookLikeWhiteSpace() throws {
        let image = try decode("P5 3 3 255\n", [10, 10, 10, 10, 255, 10, 10, 10, 10])
        #expect(image.pixels == [0, 0, 0, 0, 245, 0, 0, 0, 0])
    }

    @Test func numbersAndCommentsAreRead() throws {
        let text = "P2 # plain\n# 9 9\n3 3\n1\n1 1 1\n1 0 1 # the dot\n1 1 1\n"
        #expect(try decode(text) == dot)
    }

    @Test func pairsOfBytesAreRead() throws {
        let paper: [UInt8] = [0xFF, 0xFF]
        let bytes = Array(repeating: paper, count: 4).flatMap { $0 }
        #expect(try decode("P5 3 3 65535\n", bytes + [0, 0] + bytes) == dot)
    }

    @Test func valuesAreScaledByTheMaximum() throws {
        // 100 of 200 on white is half the ink, stretched to all of it, for want of stronger ink.
        #expect(try decode("P2 3 3 200 200 200 200 200 100 200 200 200 200") == dot)
    }

    @Test(arguments: ["P5 3 3 255\n12345678", "P5 3 3 255", "P5 3", "P2 3 3 9 1 2 3 4 5 6 7 8 "])
    func missingPixelsAreNoticed(text: String) {
        #expect(throws: ImageFileError.cutShort(name: "test.pgm")) { try decode(text) }
    }

    @Test(
        arguments: [
            ("P2 0 3 255 ", "its width or height is 0"),
            ("P2 1 1 0 0", "its maximum value 0 is not 1 to 65535"),
            ("P2 1 1 70000 0", "its maximum value 70000 is not 1 to 65535"),
            ("P2 1 1 9 12", "its value 12 is above the maximum 9"),
            ("P2 1 1 9 x", "byte 10 should begin a number"),
            ("P2 -1 1 9 1", "byte 4 should begin a number"),
            ("P2 1 12345678901234567890 9 1", "it holds a number of more than nine digits"),
        ])
    func nonsenseIsNamed(text: String, reason: String) {
        #expect(throws: ImageFileError.damaged(name: "test.pgm", reason: reason)) {
            try decode(text)
        }
    }

    @Test(arguments: ["P5 8001 8000 255\n", "P5 999999999 999999999 255\n"])
    func aHugeSizeIsRefusedFromTheHeader(text: String) {
        #expect(throws: ImageFileError.tooManyPixels(name: "test.pgm")) { try decode(text) }
    }

    @Test func aHeaderAloneTakesNoMemory() {
        #expect(throws: ImageFileError.cutShort(name: "test.pgm")) {
            try decode("P2 8000 8000 255\n0 0 0")
        }
    }
}
