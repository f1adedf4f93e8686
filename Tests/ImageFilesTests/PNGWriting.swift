import CPNG
import Testing

/// Writes `samples` as a PNG file in memory, in libpng's simplified `format`.
///
/// `palette` holds 8-bit red, green, blue triples for formats with a colour map.
func png<Sample: BitwiseCopyable>(
    width: Int, height: Int, format: Int32, samples: [Sample], palette: [UInt8] = []
) throws -> [UInt8] {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    image.width = png_uint_32(width)
    image.height = png_uint_32(height)
    image.format = png_uint_32(format)
    image.colormap_entries = png_uint_32(palette.count / 3)
    defer { png_image_free(&image) }
    var size = 0
    var bytes: [UInt8] = []
    let isWritten = samples.withUnsafeBytes { samples in
        // The first call only says how many bytes the file takes.
        guard png_image_write_to_memory(&image, nil, &size, 0, samples.baseAddress, 0, palette) != 0
        else { return false }
        bytes = [UInt8](repeating: 0, count: size)
        return png_image_write_to_memory(
            &image, &bytes, &size, 0, samples.baseAddress, 0, palette) != 0
    }
    try #require(isWritten)
    return Array(bytes.prefix(size))
}

/// An 8-bit grey PNG file.
func greyPNG(width: Int, height: Int, _ samples: [UInt8]) throws -> [UInt8] {
    try png(width: width, height: height, format: Int32(PNG_FORMAT_GRAY), samples: samples)
}
