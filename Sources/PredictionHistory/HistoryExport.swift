import Drawing
import FoundationEssentials

/// Records as lines of text, for other programs to read.
///
/// Both forms hold the whole record; the raster's 784 bytes are written in Base64.
package enum HistoryExport {
    /// The first line of a CSV file, with its end.
    package static let csvHeader = csvLine(
        ["id", "timestamp", "predicted_digit", "confidence_score", "true_label", "true_kind"]
            + ["not_digit_probability", "model"] + (0...9).map { "p\($0)" } + ["strokes", "raster"])

    /// A record as a line of CSV (RFC 4180), with its end; no value is an empty field.
    ///
    /// The ten probabilities have a column each, the strokes are JSON as in the table.
    ///
    /// - Throws: `HistoryError.notStorable`, never for a record from the history.
    package static func csvLine(_ record: PredictionRecord) throws -> String {
        let known: [String?] = [
            "\(record.id)", record.timestamp.description,
            record.predictedDigit.map(String.init), "\(record.confidence)",
            record.trueLabel?.digit.map(String.init), record.trueLabel?.kind,
            record.notDigitProbability.map { "\($0)" }, record.model,
        ]
        return csvLine(
            known.map { $0 ?? "" } + record.probabilities.map { "\($0)" }
                + [try JSONText.encode(record.strokes), base64(record.raster)])
    }

    /// A record as a line of JSON Lines, with its end; the keys are the table's columns.
    ///
    /// Where the true label is a digit there is also `label`, which with `id` and `strokes` makes
    /// the line a labelled drawing for `digitpad classify` and `digitpad evaluate`.
    ///
    /// - Throws: `HistoryError.notStorable`, never for a record from the history.
    package static func jsonLine(_ record: PredictionRecord) throws -> String {
        try JSONText.encode(JSONRecord(record: record)) + "\n"
    }

    private static func csvLine(_ fields: [String]) -> String {
        fields.map(csvField).joined(separator: ",") + "\r\n"
    }

    private static func csvField(_ text: String) -> String {
        // By scalars, because Swift takes a carriage return and a line feed for one character.
        let isPlain = text.unicodeScalars.allSatisfy { !",\"\r\n".unicodeScalars.contains($0) }
        if isPlain { return text }
        return "\""
            + text.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }

    fileprivate static func base64(_ raster: Raster) -> String {
        Data(raster.pixels).base64EncodedString()
    }
}

private struct JSONRecord: Encodable {
    let record: PredictionRecord

    private enum CodingKeys: String, CodingKey {
        case id, timestamp, probabilities, strokes, raster, model, label
        case predictedDigit = "predicted_digit"
        case confidence = "confidence_score"
        case trueLabel = "true_label"
        case trueKind = "true_kind"
        case notDigitProbability = "not_digit_probability"
    }

    /// Written by hand to have `null` where a column is NULL, instead of no key.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(record.id, forKey: .id)
        try container.encode(record.timestamp.description, forKey: .timestamp)
        try container.encode(record.predictedDigit, forKey: .predictedDigit)
        try container.encode(record.confidence, forKey: .confidence)
        try container.encode(record.trueLabel?.digit, forKey: .trueLabel)
        try container.encode(record.trueLabel?.kind, forKey: .trueKind)
        try container.encode(record.notDigitProbability, forKey: .notDigitProbability)
        try container.encode(record.probabilities, forKey: .probabilities)
        try container.encode(record.strokes, forKey: .strokes)
        try container.encode(HistoryExport.base64(record.raster), forKey: .raster)
        try container.encode(record.model, forKey: .model)
        try container.encodeIfPresent(record.trueLabel?.digit, forKey: .label)
    }
}
