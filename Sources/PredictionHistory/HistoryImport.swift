import Drawing
import FoundationEssentials

extension PredictionEntry {
    /// Reads a line that ``HistoryExport/jsonLine(_:)`` has written; the id in it is another history's and
    /// left out.
    ///
    /// - Throws: ``UnreadableLine``, for all that could not be read from a table either.
    package init(exportedLine json: some Sequence<UInt8>) throws(UnreadableLine) {
        guard let line = try? JSONDecoder().decode([String: JSONValue].self, from: Data(json))
        else { throw UnreadableLine(reason: "it is not JSON") }
        do {
            self = try PredictionRecord(
                row: PredictionRow.columns.map {
                    value(of: line[$0] ?? .null, isRaster: $0 == "raster")
                }
            ).entry
        } catch {
            throw UnreadableLine(reason: error.reason)
        }
        guard !model.isEmpty else { throw UnreadableLine(reason: "model is no text") }
    }
}

/// What stands in the table for a value of a line.
private func value(of json: JSONValue, isRaster: Bool) -> SQLValue {
    switch json {
    case .null, .boolean, .unsigned, .object: .null
    case .integer(let number): .integer(number)
    case .number(let number): .real(number)
    case .string(let text):
        isRaster ? Data(base64Encoded: text).map { .blob(Array($0)) } ?? .null : .text(text)
    case .array: (try? JSONText.encode(json)).map(SQLValue.text) ?? .null
    }
}

/// A line that is none of an exported history.
package struct UnreadableLine: Error, Equatable, CustomStringConvertible {
    /// Names the key and what is wrong with it.
    package let reason: String

    package var description: String { "no drawing of an exported history: \(reason)" }
}
