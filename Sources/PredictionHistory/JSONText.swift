import Files
import FoundationEssentials

/// Values as JSON in columns of the database.
enum JSONText {
    /// - Throws: `HistoryError.notStorable` for values JSON has no form for, such as infinity.
    static func encode(_ value: some Encodable) throws -> String {
        do {
            return try jsonLine(value)
        } catch EncodingError.invalidValue(let value, _) {
            throw HistoryError.notStorable(reason: "\(value) has no form in JSON")
        }
    }

    /// Nil where `text` is no JSON or not that of a `Value`.
    static func decode<Value: Decodable>(_ type: Value.Type, from text: String) -> Value? {
        try? JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
