import Drawing
import Files

/// Pictures of digits from outside: PNG and PGM files of any size, brought to ink on empty ground.
package enum ImageFile {
    /// The most pixels a picture may have; checked before memory is taken for them.
    package static let pixelLimit = 64_000_000

    /// The most bytes a file may have.
    package static let byteLimit = 512_000_000

    /// Reads the PNG or PGM file at `path`; `-` is standard input.
    package static func read(path: String) throws(ImageFileError) -> GreyImage {
        let name = path == "-" ? "standard input" : path
        let bytes: [UInt8]
        do {
            bytes = try WholeFile.readToEnd(path, limit: byteLimit)
        } catch {
            throw .unreadable(name: name, reason: error.reason)
        }
        return try decode(bytes, name: name)
    }

    /// Whether a PNG or PGM file begins with these bytes.
    package static func recognises(_ bytes: [UInt8]) -> Bool {
        PNGDecoder.recognises(bytes) || PGMDecoder.recognises(bytes)
    }

    /// Turns the bytes of a PNG or PGM file into ink (255) on an empty ground (0).
    ///
    /// Dark on light and light on dark both work. Transparent pixels are taken for white paper, or
    /// for black paper where nothing would show on white.
    ///
    /// - Parameter name: what errors call the file.
    package static func decode(
        _ bytes: [UInt8], name: String
    ) throws(ImageFileError) -> GreyImage {
        if PNGDecoder.recognises(bytes) {
            let picture = try PNGDecoder.decode(bytes, name: name)
            if let ink = picture.onWhite.ink ?? picture.onBlack?.ink { return ink }
            // Yellow on white is hardly darker, but has no blue.
            let channels = try PNGDecoder.channels(bytes, name: name)
            let clearest = channels.max { $0.contrast < $1.contrast }
            return clearest?.ink ?? picture.onWhite.blank
        }
        if PGMDecoder.recognises(bytes) {
            let picture = try PGMDecoder.decode(bytes, name: name)
            return picture.ink ?? picture.blank
        }
        throw .notAnImage(name: name)
    }

    /// The number of pixels of a picture that a file's header announces.
    static func pixelCount(
        width: Int, height: Int, name: String
    ) throws(ImageFileError) -> Int {
        guard width > 0, height > 0 else {
            throw .damaged(name: name, reason: "its width or height is 0")
        }
        let (count, overflow) = width.multipliedReportingOverflow(by: height)
        guard !overflow, count <= pixelLimit else { throw .tooManyPixels(name: name) }
        return count
    }
}
