// How a tensor's values lie in a file: 32-bit IEEE floats, little-endian, without gaps.

extension Tensor {
    /// Takes the values from where they lie in a file.
    init(shape: [Int], littleEndian bytes: WeightsBytes, at offset: Int) throws(WeightsError) {
        let count = shape.reduce(1, *)
        var failure: WeightsError?
        self.init(shape: shape) { values in
            do throws(WeightsError) {
                try bytes.copy(
                    from: offset, to: UnsafeMutableRawBufferPointer(start: values, count: 4 * count)
                )
            } catch {
                failure = error
                values.initialize(repeating: 0, count: count)
            }
            for index in 0..<count {
                values[index] = Float(bitPattern: UInt32(littleEndian: values[index].bitPattern))
            }
        }
        if let failure { throw failure }
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
