/// The bytes of one Protocol Buffers message, built field by field.
///
/// Only what an ONNX file needs. Source: https://protobuf.dev/programming-guides/encoding.
struct ProtobufMessage {
    private(set) var bytes: [UInt8] = []

    /// How a field's value is written, in the lowest three bits of its key.
    private enum WireType: UInt64 {
        case varint = 0
        case lengthDelimited = 2
    }

    mutating func add(_ value: Int, field: Int) {
        appendKey(field, .varint)
        appendVarint(UInt64(bitPattern: Int64(value)))
    }

    mutating func add(_ value: String, field: Int) {
        add(Array(value.utf8), field: field)
    }

    mutating func add(_ value: [UInt8], field: Int) {
        appendKey(field, .lengthDelimited)
        appendVarint(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    mutating func add(_ value: ProtobufMessage, field: Int) {
        add(value.bytes, field: field)
    }

    private mutating func appendKey(_ field: Int, _ type: WireType) {
        appendVarint(UInt64(field) << 3 | type.rawValue)
    }

    /// Seven bits a byte, lowest first; the eighth says that more follow.
    private mutating func appendVarint(_ value: UInt64) {
        var rest = value
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
