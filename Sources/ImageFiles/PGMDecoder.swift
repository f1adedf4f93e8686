/// Netpbm's grey maps: P2 (decimal numbers) and P5 (bytes, or pairs of bytes).
///
/// https://netpbm.sourceforge.net/doc/pgm.html
struct PGMDecoder {
    private let bytes: [UInt8]
    private let name: String
    private var position = 2

    static func recognises(_ bytes: [UInt8]) -> Bool {
        guard bytes.starts(with: "P2".utf8) || bytes.starts(with: "P5".utf8) else { return false }
        return bytes.count > 2 && (isBlank(bytes[2]) || bytes[2] == UInt8(ascii: "#"))
    }

    static func decode(_ bytes: [UInt8], name: String) throws(ImageFileError) -> Luminance {
        var decoder = PGMDecoder(bytes: bytes, name: name)
        return try decoder.decode()
    }

    private init(bytes: [UInt8], name: String) {
        self.bytes = bytes
        self.name = name
    }

    private mutating func decode() throws(ImageFileError) -> Luminance {
        let width = try number()
        let height = try number()
        let maximum = try number()
        let count = try ImageFile.pixelCount(width: width, height: height, name: name)
        guard (1...65_535).contains(maximum) else {
            throw .damaged(name: name, reason: "its maximum value \(maximum) is not 1 to 65535")
        }
        // No value takes less than a byte: a header alone must not take memory.
        guard bytes.count - position >= count else { throw .cutShort(name: name) }
        let isBinary = bytes[1] == UInt8(ascii: "5")
        // One white-space byte parts the header from the bytes; what follows may look like one.
        if isBinary { position += 1 }

        var pixels: [UInt8] = []
        pixels.reserveCapacity(count)
        for _ in 0..<count {
            let value = isBinary ? try sample(isPair: maximum > 255) : try number()
            guard value <= maximum else {
                throw .damaged(
                    name: name, reason: "its value \(value) is above the maximum \(maximum)")
            }
            pixels.append(UInt8((value * 255 + maximum / 2) / maximum))
        }
        return Luminance(width: width, height: height, pixels: pixels)
    }

    private mutating func sample(isPair: Bool) throws(ImageFileError) -> Int {
        let length = isPair ? 2 : 1
        guard position + length <= bytes.count else { throw .cutShort(name: name) }
        defer { position += length }
        return isPair
            ? Int(bytes[position]) << 8 | Int(bytes[position + 1]) : Int(bytes[position])
    }

    /// The next decimal number, after white space and comments.
    private mutating func number() throws(ImageFileError) -> Int {
        skipBlanks()
        guard position < bytes.count else { throw .cutShort(name: name) }
        let start = position
        var value = 0
        while position < bytes.count, let digit = Self.digit(bytes[position]) {
            value = value * 10 + digit
            position += 1
            guard position - start <= 9 else {
                throw .damaged(name: name, reason: "it holds a number of more than nine digits")
            }
        }
        guard position > start else {
            throw .damaged(name: name, reason: "byte \(start + 1) should begin a number")
        }
        return value
    }

    private mutating func skipBlanks() {
        var isComment = false
        while position < bytes.count {
            let byte = bytes[position]
            if byte == 0x0A || byte == 0x0D { isComment = false }
            if byte == UInt8(ascii: "#") { isComment = true }
            guard isComment || Self.isBlank(byte) else { return }
            position += 1
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    private static func digit(_ byte: UInt8) -> Int? {
        (0x30...0x39).contains(byte) ? Int(byte) - 0x30 : nil
    }
}
