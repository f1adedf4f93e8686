/// The sum of each channel of a tensor [N, C, size] over images and places.
func channelSums(
    _ values: UnsafePointer<Float>, images: Int, channels: Int, size: Int
) -> [Float] {
    (0..<channels).map { channel in
        var total = 0.0
        for image in 0..<images {
            total += Double(sum(values + (image * channels + channel) * size, count: size))
        }
        return Float(total)
    }
}

/// The sum of contiguous values, in eight lanes, because the compiler may not reorder a plain loop.
func sum(_ values: UnsafePointer<Float>, count: Int) -> Float {
    var lanes = SIMD8<Float>.zero
    let whole = count / 8
    let raw = UnsafeRawPointer(values)
    for index in 0..<whole {
        lanes += raw.loadUnaligned(fromByteOffset: 32 * index, as: SIMD8<Float>.self)
    }
    var total = lanes.sum()
    for index in 8 * whole..<count { total += values[index] }
    return total
}
