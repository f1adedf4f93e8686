/// Bytes that are not the JSON that was wanted.
struct MalformedJSON: Error {}

/// Reads JSON from its start to its end, for a caller who knows what comes next: objects, strings and lists
/// of whole numbers, which is all that a safetensors header holds.
///
/// Not Foundation's decoder, because each start of the program reads the header of the bundled weights: see
/// decision 3. Source: RFC 8259.
struct JSONScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads an object; `readValue` is given each key, and reads what belongs to it.
    ///
    /// - Throws: also if a key occurs twice, which JSON leaves open and safetensors forbids.
    mutating func readObject(
        _ readValue: (inout JSONScanner, String) throws(MalformedJSON) -> Void
    ) throws(MalformedJSON) {
        var keys: Set<String> = []
        try readList(from: "{", to: "}") { (scanner) throws(MalformedJSON) in
            let key = try scanner.readString()
            guard keys.insert(key).inserted else { throw MalformedJSON() }
            try scanner.read(":")
            try readValue(&scanner, key)
        }
    }

    /// Reads a list of whole numbers.
    mutating func readIntegers() throws(MalformedJSON) -> [Int] {
        var integers: [Int] = []
        try readList(from: "[", to: "]") { (scanner) throws(MalformedJSON) in
            integers.append(try scanner.readInteger())
        }
        return integers
    }

    /// Reads a string.
    mutating func readString() throws(MalformedJSON) -> String {
        try read("\"")
        var text: [UInt8] = []
        while true {
            switch try next() {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw MalformedJSON()
                }
                return string
            case UInt8(ascii: "\\"): text.append(contentsOf: try readEscaped().utf8)
            case 0..<0x20: throw MalformedJSON()
            case let byte: text.append(byte)
            }
        }
    }

    /// Sees to it that nothing but white space is left.
    mutating func readEnd() throws(MalformedJSON) {
        skipSpace()
        guard position == bytes.count else { throw MalformedJSON() }
    }

    // MARK: - Parts

    /// Reads what stands between two brackets, parted by commas.
    private mutating func readList(
        from opening: Unicode.Scalar, to closing: Unicode.Scalar,
        _ readElement: (inout JSONScanner) throws(MalformedJSON) -> Void
    ) throws(MalformedJSON) {
        try read(opening)
        if skip(closing) { return }
        repeat { try readElement(&self) } while skip(",")
        try read(closing)
    }

    private mutating func readInteger() throws(MalformedJSON) -> Int {
        skipSpace()
        let start = position
        if peek() == UInt8(ascii: "-") { position += 1 }
        let digits = position
        while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            position += 1
        }
        let hasLeadingZero = position - digits > 1 && bytes[digits] == UInt8(ascii: "0")
        guard !hasLeadingZero,
            let integer = Int(String(decoding: bytes[start..<position], as: UTF8.self))
        else { throw MalformedJSON() }
        return integer
    }

    /// Reads what follows on a backslash.
    private mutating func readEscaped() throws(MalformedJSON) -> Unicode.Scalar {
        switch Unicode.Scalar(try next()) {
        case "\"": return "\""
        case "\\": return "\\"
        case "/": return "/"
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "u":
            let unit = try readHexadecimal()
            guard UTF16.isLeadSurrogate(unit) else {
                guard let scalar = Unicode.Scalar(unit) else { throw MalformedJSON() }
                return scalar
            }
            guard try next() == UInt8(ascii: "\\"), try next() == UInt8(ascii: "u") else {
                throw MalformedJSON()
            }
            let trail = try readHexadecimal()
            guard UTF16.isTrailSurrogate(trail) else { throw MalformedJSON() }
            return UTF16.decode(UTF16.EncodedScalar([unit, trail]))
        default: throw MalformedJSON()
        }
    }

    /// Reads the four digits of an escaped UTF-16 unit.
    private mutating func readHexadecimal() throws(MalformedJSON) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(try next())).hexDigitValue else {
                throw MalformedJSON()
            }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    private mutating func read(_ character: Unicode.Scalar) throws(MalformedJSON) {
        guard skip(character) else { throw MalformedJSON() }
    }

    /// Passes over a character that may be there, and the white space before it.
    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard peek() == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek(), byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            position += 1
        }
    }

    private func peek() -> UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func next() throws(MalformedJSON) -> UInt8 {
        guard let byte = peek() else { throw MalformedJSON() }
        position += 1
        return byte
    }
}
