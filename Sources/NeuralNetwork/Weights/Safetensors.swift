// A safetensors file is the header's length in 8 bytes, the header as JSON, and the tensors' bytes
// without gaps; all numbers little-endian. Source: https://github.com/huggingface/safetensors,
// section "Format".

extension Weights {
    /// The header's limit in the format's reference implementation.
    private static let longestHeader = 100_000_000

    /// Reads a safetensors file, each tensor straight to its place; each value must be a finite 32-bit
    /// float.
    init(safetensors bytes: WeightsBytes) throws(WeightsError) {
        guard bytes.count >= 8 else { throw .truncated(expected: 8, found: bytes.count) }
        let headerLength = try bytes[0..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard headerLength <= Weights.longestHeader else { throw .headerLength(headerLength) }
        let headerEnd = 8 + Int(headerLength)
        guard headerEnd <= bytes.count else {
            throw .truncated(expected: headerEnd, found: bytes.count)
        }
        let header = try SafetensorsHeader(json: try bytes[8..<headerEnd])
        let bodyLength = bytes.count - headerEnd

        var entries: [Entry] = []
        var end = 0
        for (name, place) in header.tensorsInFileOrder {
            let range = try place.range(of: name, startingAt: end)
            guard range.upperBound <= bodyLength else {
                let (expected, isTooLarge) = headerEnd.addingReportingOverflow(range.upperBound)
                throw isTooLarge
                    ? .badOffsets(tensor: name)
                    : .truncated(expected: expected, found: bytes.count)
            }
            let tensor = try Tensor(
                shape: place.shape, littleEndian: bytes, at: headerEnd + range.lowerBound)
            guard tensor.isFinite else { throw .notFinite(tensor: name) }
            entries.append(Entry(name: name, tensor: tensor))
            end = range.upperBound
        }
        guard end == bodyLength else { throw .trailingBytes(bodyLength - end) }
        self.init(tensors: entries, metadata: header.metadata)
    }

    /// Reads a safetensors file that lies in memory.
    package init(safetensors bytes: UnsafeRawBufferPointer) throws(WeightsError) {
        try self.init(safetensors: .memory(bytes))
    }

    /// Reads a safetensors file's bytes.
    package init(safetensors bytes: [UInt8]) throws(WeightsError) {
        // `withUnsafeBytes` of an array cannot throw a typed error.
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(WeightsError) in try Weights(safetensors: .memory(buffer)) }
        }
        self = try result.get()
    }

    /// The bytes of a safetensors file; equal weights have equal bytes.
    package func encoded() -> [UInt8] {
        var json = SafetensorsHeader(of: self).json()
        // The format wants the tensors to start at a multiple of eight.
        while json.count % 8 != 0 { json.append(UInt8(ascii: " ")) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(
            8 + json.count + tensors.reduce(0) { $0 + 4 * $1.tensor.count })
        withUnsafeBytes(of: UInt64(json.count).littleEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: json)
        for entry in tensors {
            bytes.append(contentsOf: entry.tensor.littleEndianBytes)
        }
        return bytes
    }
}
