/// One value that goes into or comes out of a database column.
package enum SQLValue: Equatable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

extension SQLValue {
    /// NULL for nil.
    init(_ integer: Int?) {
        self = integer.map { .integer(Int64($0)) } ?? .null
    }

    /// NULL for nil.
    init(_ real: Double?) {
        self = real.map(SQLValue.real) ?? .null
    }

    /// NULL for nil.
    init(_ text: String?) {
        self = text.map(SQLValue.text) ?? .null
    }

    var integer: Int64? {
        guard case .integer(let value) = self else { return nil }
        return value
    }

    var real: Double? {
        guard case .real(let value) = self else { return nil }
        return value
    }

    var text: String? {
        guard case .text(let value) = self else { return nil }
        return value
    }

    var blob: [UInt8]? {
        guard case .blob(let value) = self else { return nil }
        return value
    }

    /// The digit 0…9 in the column; nil for anything else.
    var digit: Int? {
        guard let integer, (0...9).contains(integer) else { return nil }
        return Int(integer)
    }
}
