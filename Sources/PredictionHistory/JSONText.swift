import FoundationEssentials

/// JSON as text, always the same for the same value.
enum JSONText {
    /// - Throws: `HistoryError.notStorable` for values JSON has no form for, such as infinity.
    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch EncodingError.invalidValue(let value, _) {
            throw HistoryError.notStorable(reason: "\(value) has no form in JSON")
        }
    }

    /// Nil where `text` is no JSON or not that of a `Value`.
    static func decode<Value: Decodable>(_ type: Value.Type, from text: String) -> Value? {
        try? JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
