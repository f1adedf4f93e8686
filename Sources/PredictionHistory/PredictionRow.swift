import Drawing

/// The columns of a prediction in the order in which rows are written and read.
enum PredictionRow {
    static let columns = [
        "id", "timestamp", "predicted_digit", "confidence_score", "true_label", "true_kind",
        "not_digit_probability", "probabilities", "model", "raster", "strokes",
    ]
}

extension TrueLabel {
    /// The text that says in `true_kind` which label it is.
    var kind: String {
        switch self {
        case .digit: "digit"
        case .notADigit: "not a digit"
        }
    }

    /// The digit that stands in `true_label`.
    var digit: Int? {
        switch self {
        case .digit(let digit): digit
        case .notADigit: nil
        }
    }
}

extension PredictionEntry {
    /// The values of all columns, with `id` nil to have SQLite choose one.
    ///
    /// - Throws: `HistoryError.notStorable`, also for what could not be read again.
    func row(id: Int64?) throws -> [SQLValue] {
        guard strokes.allSatisfy(\.isOnGrid) else {
            throw HistoryError.notStorable(reason: "a stroke leaves the grid")
        }
        return [
            id.map(SQLValue.integer) ?? .null,
            .text(timestamp.description),
            SQLValue(predictedDigit),
            .real(confidence),
            SQLValue(trueLabel?.digit),
            SQLValue(trueLabel?.kind),
            SQLValue(notDigitProbability),
            .text(try JSONText.encode(probabilities)),
            .text(model),
            .blob(raster.pixels),
            .text(try JSONText.encode(strokes)),
        ]
    }
}

extension PredictionRecord {
    /// Reads a row of all columns.
    init(row: [SQLValue]) throws(UnreadableRecord) {
        let reader = RowReader(id: row[0].integer ?? 0)
        self.init(
            id: reader.id,
            entry: PredictionEntry(
                timestamp: try reader.required(
                    row[1].text.flatMap(Timestamp.init), "timestamp is no time"),
                predictedDigit: try reader.optional(
                    row[2], \.digit, "predicted_digit is no digit"),
                confidence: try reader.required(
                    row[3].probability, "confidence_score is no probability"),
                probabilities: try reader.required(
                    row[7].text.flatMap { JSONText.decode([Double].self, from: $0) }
                        .flatMap { $0.count == 10 && $0.allSatisfy(isProbability) ? $0 : nil },
                    "probabilities are not ten"),
                notDigitProbability: try reader.optional(
                    row[6], \.probability, "not_digit_probability is no probability"),
                trueLabel: try reader.trueLabel(kind: row[5], digit: row[4]),
                strokes: try reader.required(
                    row[10].text.flatMap { JSONText.decode([Stroke].self, from: $0) }
                        .flatMap(strokesOnGrid),
                    "strokes are no list of strokes on the grid"),
                raster: try reader.required(
                    row[9].blob.flatMap(Raster.init(pixels:)), "raster does not have 784 cells"),
                model: try reader.required(row[8].text, "model is no text")))
    }
}

/// The strokes, if they lie on the grid; what is a rounding error away from it is brought back, as
/// earlier versions wrote it where a line left the grid.
private func strokesOnGrid(_ strokes: [Stroke]) -> [Stroke]? {
    var strokes = strokes
    for stroke in strokes.indices {
        for (index, point) in strokes[stroke].points.enumerated() where !point.isOnGrid {
            let nearest = point.onGrid
            guard abs(nearest.x - point.x) < 1e-9, abs(nearest.y - point.y) < 1e-9 else {
                return nil
            }
            strokes[stroke].points[index] = nearest
        }
    }
    return strokes
}

private func isProbability(_ value: Double) -> Bool { (0...1).contains(value) }

extension SQLValue {
    fileprivate var probability: Double? {
        // JSON writes 1.0 as 1.
        let number = real ?? integer.map(Double.init)
        return number.flatMap { isProbability($0) ? $0 : nil }
    }
}

/// Turns a missing or wrong value into an error that names the row.
private struct RowReader {
    let id: Int64

    func required<Value>(_ value: Value?, _ reason: String) throws(UnreadableRecord) -> Value {
        guard let value else { throw UnreadableRecord(id: id, reason: reason) }
        return value
    }

    func optional<Value>(
        _ column: SQLValue, _ read: (SQLValue) -> Value?, _ reason: String
    ) throws(UnreadableRecord) -> Value? {
        column == .null ? nil : try required(read(column), reason)
    }

    func trueLabel(kind: SQLValue, digit: SQLValue) throws(UnreadableRecord) -> TrueLabel? {
        switch (kind, digit) {
        case (.null, .null): return nil
        case (.text("not a digit"), .null): return .notADigit
        case (.text("digit"), _):
            return .digit(try required(digit.digit, "true_label is no digit"))
        default:
            throw UnreadableRecord(id: id, reason: "true_kind and true_label contradict each other")
        }
    }
}
