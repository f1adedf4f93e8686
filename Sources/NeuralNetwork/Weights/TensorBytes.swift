// How a tensor's values lie in a file: 32-bit IEEE floats, little-endian, without gaps.

extension Tensor {
    /// Takes the values from bytes of the right number, which need not be aligned.
    init(shape: [Int], littleEndian bytes: UnsafeRawBufferPointer) {
        self.init(shape: shape) { values in
            for index in 0..<bytes.count / 4 {
                let bits = bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
                values[index] = Float(bitPattern: UInt32(littleEndian: bits))
            }
        }
    }

    /// The values as a file holds them.
    var littleEndianBytes: [UInt8] {
        values.map(\.bitPattern.littleEndian).withUnsafeBytes { [UInt8]($0) }
    }

    /// Whether no value is an infinity or not a number.
    var isFinite: Bool {
        values.withUnsafeBufferPointer { buffer in
            // Such values, and only they, have an exponent of all ones.
            buffer.reduce(0) { max($0, $1.magnitude.bitPattern) } < Float.infinity.bitPattern
        }
    }
}
