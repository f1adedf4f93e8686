import FoundationEssentials

/// A value as a line of JSON without its end, the same for equal values.
///
/// - Throws: `EncodingError.invalidValue` for numbers that JSON has no form for, such as infinity.
package func jsonLine(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}
