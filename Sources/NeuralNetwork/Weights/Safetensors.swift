import FoundationEssentials

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
        let header = try Header(json: try bytes[8..<headerEnd])
        let bodyLength = bytes.count - headerEnd

        var entries: [Entry] = []
        var end = 0
        for (name, place) in header.tensorsInFileOrder {
            let range = try place.range(of: name, startingAt: end)
            guard range.upperBound <= bodyLength else {
                throw .truncated(expected: headerEnd + range.upperBound, found: bytes.count)
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
        var json = Header(of: self).json()
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

/// The JSON at the start of a safetensors file.
private struct Header: Codable {
    /// Where a tensor lies, in bytes from the end of the header, and how to read it.
    struct Place: Codable {
        let dtype: String
        let shape: [Int]
        let data_offsets: [Int]

        /// The tensor's bytes, which must follow on its predecessor's and fit its shape.
        func range(of name: String, startingAt start: Int) throws(WeightsError) -> Range<Int> {
            guard dtype == "F32" else { throw .unsupportedType(tensor: name, type: dtype) }
            var size = 4
            for dimension in shape {
                let (product, overflow) = size.multipliedReportingOverflow(by: dimension)
                guard dimension >= 0, !overflow else { throw .badShape(tensor: name) }
                size = product
            }
            guard data_offsets.count == 2, data_offsets[0] == start,
                data_offsets[1] >= start, data_offsets[1] - start == size
            else { throw .badOffsets(tensor: name) }
            return start..<start + size
        }
    }

    private static let metadataKey = "__metadata__"
    let metadata: [String: String]
    let tensors: [String: Place]

    /// By place, and by name where empty tensors share one.
    var tensorsInFileOrder: [(name: String, place: Place)] {
        tensors.map { (name: $0.key, place: $0.value) }.sorted {
            ($0.place.data_offsets.first ?? 0, $0.place.data_offsets.last ?? 0, $0.name)
                < ($1.place.data_offsets.first ?? 0, $1.place.data_offsets.last ?? 0, $1.name)
        }
    }

    init(of weights: Weights) {
        var end = 0
        var tensors: [String: Place] = [:]
        for entry in weights.tensors {
            let start = end
            end += 4 * entry.tensor.count
            tensors[entry.name] = Place(
                dtype: "F32", shape: entry.tensor.shape, data_offsets: [start, end])
        }
        self.tensors = tensors
        metadata = weights.metadata
    }

    init(json: [UInt8]) throws(WeightsError) {
        do {
            self = try JSONDecoder().decode(Header.self, from: Data(json))
        } catch {
            throw .malformedHeader
        }
    }

    func json() -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings and whole numbers can always be encoded.
        return (try? encoder.encode(self)).map { [UInt8]($0) } ?? []
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        var metadata: [String: String] = [:]
        var tensors: [String: Place] = [:]
        for key in container.allKeys {
            if key.stringValue == Header.metadataKey {
                metadata = try container.decode([String: String].self, forKey: key)
            } else {
                tensors[key.stringValue] = try container.decode(Place.self, forKey: key)
            }
        }
        (self.metadata, self.tensors) = (metadata, tensors)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(metadata, forKey: Key(stringValue: Header.metadataKey))
        for (name, place) in tensors { try container.encode(place, forKey: Key(stringValue: name)) }
    }

    /// Any name: the header's keys are the tensors' names.
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
