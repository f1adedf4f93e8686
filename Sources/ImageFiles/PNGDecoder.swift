import CPNG

/// PNG files of every kind: grey, colour, palette, 16-bit, interlaced, transparent.
enum PNGDecoder {
    /// A picture and, where some of it is transparent, what it would be on black paper.
    struct Picture {
        var onWhite: Luminance
        var onBlack: Luminance?
    }

    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    static func recognises(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: signature)
    }

    static func decode(_ bytes: [UInt8], name: String) throws(ImageFileError) -> Picture {
        try read(bytes, name: name, finish)
    }

    /// The red, the green and the blue of a picture, on white paper where it is transparent.
    static func channels(_ bytes: [UInt8], name: String) throws(ImageFileError) -> [Luminance] {
        try read(bytes, name: name, finishChannels)
    }

    private static func read<Result>(
        _ bytes: [UInt8], name: String,
        _ finish: (UnsafeMutablePointer<png_image>, _ name: String) throws(ImageFileError) -> Result
    ) throws(ImageFileError) -> Result {
        // libpng keeps the structure's address, and so it must not move between the calls.
        let image = UnsafeMutablePointer<png_image>.allocate(capacity: 1)
        image.initialize(to: png_image())
        image.pointee.version = png_uint_32(PNG_IMAGE_VERSION)
        defer {
            png_image_free(image)
            image.deallocate()
        }
        // It reads from these bytes until the picture is finished, so both calls are in here.
        return try bytes.withUnsafeBufferPointer { (source) throws(ImageFileError) -> Result in
            guard png_image_begin_read_from_memory(image, source.baseAddress, source.count) != 0
            else { throw failure(of: image.pointee, name: name) }
            return try finish(image, name)
        }
    }

    private static func finishChannels(
        _ image: UnsafeMutablePointer<png_image>, name: String
    ) throws(ImageFileError) -> [Luminance] {
        let (width, height) = (Int(image.pointee.width), Int(image.pointee.height))
        let count = try ImageFile.pixelCount(width: width, height: height, name: name)
        image.pointee.format = png_uint_32(PNG_FORMAT_RGB)
        image.pointee.flags |= png_uint_32(PNG_IMAGE_FLAG_16BIT_sRGB)
        var samples = [UInt8](repeating: 0, count: 3 * count)
        var paper = png_color(red: 255, green: 255, blue: 255)
        guard png_image_finish_read(image, &paper, &samples, 0, nil) != 0 else {
            throw failure(of: image.pointee, name: name)
        }
        return (0..<3).map { channel in
            Luminance(
                width: width, height: height,
                pixels: (0..<count).map { samples[3 * $0 + channel] })
        }
    }

    private static func finish(
        _ image: UnsafeMutablePointer<png_image>, name: String
    ) throws(ImageFileError) -> Picture {
        let (width, height) = (Int(image.pointee.width), Int(image.pointee.height))
        let count = try ImageFile.pixelCount(width: width, height: height, name: name)
        let hasAlpha = image.pointee.format & png_uint_32(PNG_FORMAT_FLAG_ALPHA) != 0
        image.pointee.format =
            hasAlpha ? png_uint_32(PNG_FORMAT_GA) : png_uint_32(PNG_FORMAT_GRAY)
        // libpng takes 16-bit files for linear light unless told that they are not; nobody's are.
        image.pointee.flags |= png_uint_32(PNG_IMAGE_FLAG_16BIT_sRGB)

        var samples = [UInt8](repeating: 0, count: hasAlpha ? count * 2 : count)
        guard png_image_finish_read(image, nil, &samples, 0, nil) != 0 else {
            throw failure(of: image.pointee, name: name)
        }
        guard hasAlpha else {
            return Picture(onWhite: Luminance(width: width, height: height, pixels: samples))
        }
        func blended(onto paper: Int) -> Luminance {
            let pixels = (0..<count).map { index in
                let (value, alpha) = (Int(samples[2 * index]), Int(samples[2 * index + 1]))
                return UInt8((value * alpha + paper * (255 - alpha) + 127) / 255)
            }
            return Luminance(width: width, height: height, pixels: pixels)
        }
        return Picture(onWhite: blended(onto: 255), onBlack: blended(onto: 0))
    }

    private static func failure(of image: png_image, name: String) -> ImageFileError {
        let reason = withUnsafeBytes(of: image.message) { message in
            String(decoding: message.prefix(while: { $0 != 0 }), as: UTF8.self)
        }
        // What the simplified API says when the bytes run out; it has no code for it.
        return reason == "read beyond end of data"
            ? .cutShort(name: name) : .damaged(name: name, reason: reason)
    }
}
