import Files

/// The JSON at the start of a safetensors file.
struct SafetensorsHeader {
    /// Where a tensor lies, in bytes from the end of the header, and how to read it.
    struct Place: Encodable {
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
}

// MARK: - Writing

extension SafetensorsHeader: Encodable {
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

    func json() -> [UInt8] {
        // Strings and whole numbers can always be encoded.
        [UInt8](((try? jsonLine(self)) ?? "").utf8)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(metadata, forKey: Key(stringValue: Self.metadataKey))
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

// MARK: - Reading

extension SafetensorsHeader {
    /// Reads a header, whose members may come in any order but none twice.
    init(json: [UInt8]) throws(WeightsError) {
        var scanner = JSONScanner(json)
        var metadata: [String: String] = [:]
        var tensors: [String: Place] = [:]
        do {
            try scanner.readObject { (scanner, name) throws(MalformedJSON) in
                if name == Self.metadataKey {
                    try scanner.readObject { (scanner, key) throws(MalformedJSON) in
                        metadata[key] = try scanner.readString()
                    }
                } else {
                    tensors[name] = try Place(readFrom: &scanner)
                }
            }
            try scanner.readEnd()
        } catch {
            throw .malformedHeader
        }
        (self.metadata, self.tensors) = (metadata, tensors)
    }
}

extension SafetensorsHeader.Place {
    fileprivate init(readFrom scanner: inout JSONScanner) throws(MalformedJSON) {
        var (dtype, shape, offsets): (String?, [Int]?, [Int]?)
        try scanner.readObject { (scanner, key) throws(MalformedJSON) in
            switch key {
            case "dtype": dtype = try scanner.readString()
            case "shape": shape = try scanner.readIntegers()
            case "data_offsets": offsets = try scanner.readIntegers()
            default: throw MalformedJSON()
            }
        }
        guard let dtype, let shape, let offsets else { throw MalformedJSON() }
        self.init(dtype: dtype, shape: shape, data_offsets: offsets)
    }
}
