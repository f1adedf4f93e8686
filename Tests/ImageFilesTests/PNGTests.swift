import CPNG
import Drawing
import ImageFiles
import Testing

/// A 5×5 picture whose ink is a plus in the middle: `paper` around it, `ink` on it.
private func plus<Sample>(paper: Sample, ink: Sample) -> [Sample] {
    (0..<25).map { [7, 11, 12, 13, 17].contains($0) ? ink : paper }
}

private let inkPlus = GreyImage(width: 5, height: 5, pixels: plus(paper: 0, ink: 255))

@Suite struct PNGTests {
    @Test func darkOnLightAndLightOnDarkGiveTheSameInk() throws {
        let dark = try greyPNG(width: 5, height: 5, plus(paper: 255, ink: 0))
        let light = try greyPNG(width: 5, height: 5, plus(paper: 0, ink: 255))
        #expect(try ImageFile.decode(dark, name: "dark") == inkPlus)
        #expect(try ImageFile.decode(light, name: "light") == inkPlus)
    }

    @Test func colourBecomesItsBrightness() throws {
        let samples = Array(plus(paper: [255, 255, 255] as [UInt8], ink: [0, 0, 128]).joined())
        let file = try png(width: 5, height: 5, format: Int32(PNG_FORMAT_RGB), samples: samples)
        #expect(try ImageFile.decode(file, name: "blue ink") == inkPlus)
    }

    @Test(arguments: [[255, 255, 0], [0, 255, 255], [255, 250, 60]] as [[UInt8]])
    func inkAsBrightAsThePaperIsSeenByItsColour(ink: [UInt8]) throws {
        let samples = Array(plus(paper: [255, 255, 255], ink: ink).joined())
        let file = try png(width: 5, height: 5, format: Int32(PNG_FORMAT_RGB), samples: samples)
        #expect(try ImageFile.decode(file, name: "bright ink") == inkPlus)
    }

    @Test func sixteenBitPicturesAreRead() throws {
        let samples = plus(paper: UInt16.max, ink: 0)
        let file = try png(
            width: 5, height: 5, format: Int32(PNG_FORMAT_LINEAR_Y), samples: samples)
        #expect(file[24] == 16, "the header's bit depth")
        #expect(try ImageFile.decode(file, name: "deep") == inkPlus)
    }

    @Test func palettesAreRead() throws {
        let file = try png(
            width: 5, height: 5, format: Int32(PNG_FORMAT_RGB) | Int32(PNG_FORMAT_FLAG_COLORMAP),
            samples: plus(paper: 0, ink: 1) as [UInt8], palette: [255, 255, 255, 20, 0, 0])
        #expect(file[25] == 3, "the header's colour type")
        #expect(try ImageFile.decode(file, name: "palette") == inkPlus)
    }

    @Test(arguments: [0, 255] as [UInt8])
    func inkOnATransparentGroundIsSeenWhateverItsColour(ink: UInt8) throws {
        // The ground's hidden colour is the ink's own: alpha alone tells them apart.
        let samples = Array(plus(paper: [ink, 0], ink: [ink, 255]).joined())
        let file = try png(width: 5, height: 5, format: Int32(PNG_FORMAT_GA), samples: samples)
        #expect(try ImageFile.decode(file, name: "transparent") == inkPlus)
    }

    @Test func aFullyTransparentPictureIsBlank() throws {
        let samples = [UInt8](repeating: 0, count: 18)
        let file = try png(width: 3, height: 3, format: Int32(PNG_FORMAT_GA), samples: samples)
        let blank = GreyImage(width: 3, height: 3, pixels: .init(repeating: 0, count: 9))
        #expect(try ImageFile.decode(file, name: "glass") == blank)
    }

    @Test func interlacedPicturesAreRead() throws {
        #expect(interlacedPlus[28] == 1, "the header's interlace method")
        #expect(try ImageFile.decode(interlacedPlus, name: "interlaced") == inkPlus)
    }

    @Test func onePixelIsBlank() throws {
        for value in [0, 128, 255] as [UInt8] {
            let file = try greyPNG(width: 1, height: 1, [value])
            let blank = GreyImage(width: 1, height: 1, pixels: [0])
            #expect(try ImageFile.decode(file, name: "dot") == blank)
        }
    }

    @Test func everyCutIsNoticedAndNoneCrashes() throws {
        var generator = SystemRandomNumberGenerator()
        let noise = (0..<1600).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let file = try greyPNG(width: 40, height: 40, noise)
        let pictureEnd = file.count - 16  // IEND's 12 bytes and the checksum before them
        for length in stride(from: 0, to: pictureEnd, by: 50) {
            let error =
                length < 8
                ? ImageFileError.notAnImage(name: "cut") : ImageFileError.cutShort(name: "cut")
            #expect(throws: error, "\(length) bytes") {
                try ImageFile.decode(Array(file.prefix(length)), name: "cut")
            }
        }
    }

    @Test func flippedBytesNeverCrash() throws {
        let file = try greyPNG(width: 5, height: 5, plus(paper: 255, ink: 0))
        var errors = 0
        for index in file.indices {
            var damaged = file
            damaged[index] ^= 0xFF
            do { _ = try ImageFile.decode(damaged, name: "damaged") } catch { errors += 1 }
        }
        #expect(errors > file.count / 2)
    }

    @Test func aHugeSizeIsRefusedFromTheHeader() throws {
        var file = try greyPNG(width: 1, height: 1, [0])
        // 65,536 × 65,536 pixels: bytes 16 to 23, then IHDR's checksum over type and contents.
        file.replaceSubrange(16..<24, with: [0, 1, 0, 0, 0, 1, 0, 0])
        let checksum = crc32(file[12..<29])
        file.replaceSubrange(29..<33, with: (0..<4).map { UInt8(checksum >> (24 - 8 * $0) & 255) })
        #expect(throws: ImageFileError.tooManyPixels(name: "huge")) {
            try ImageFile.decode(file, name: "huge")
        }
    }
}

/// The checksum of a PNG chunk (ISO 3309), bit by bit.
private func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in
        (0..<8).reduce(sum ^ UInt32(byte)) { bits, _ in
            bits & 1 == 1 ? bits >> 1 ^ 0xEDB8_8320 : bits >> 1
        }
    }
}

/// The dark plus in Adam7 passes, byte by byte: libpng's simplified API writes no such file.
private let interlacedPlus: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48,
    0x44, 0x52, 0x00, 0x00, 0x00, 0x05, 0x00, 0x00, 0x00, 0x05, 0x08, 0x00, 0x00, 0x00,
    0x01, 0xDF, 0x03, 0x49, 0xAF, 0x00, 0x00, 0x00, 0x16, 0x49, 0x44, 0x41, 0x54, 0x78,
    0xDA, 0x63, 0xF8, 0xCF, 0x00, 0x84, 0x60, 0x82, 0x01, 0xCA, 0x04, 0x82, 0xFF, 0xFF,
    0x91, 0x11, 0x00, 0x55, 0xDC, 0x13, 0xED, 0x19, 0xC6, 0x18, 0x15, 0x00, 0x00, 0x00,
    0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
]
