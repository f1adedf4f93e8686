import Drawing

/// What a drawing truly was, in the word of the person who drew it.
package enum TrueLabel: Equatable, Hashable, Sendable {
    /// 0…9.
    case digit(Int)
    case notADigit
}

extension TrueLabel: CustomStringConvertible {
    /// "7", or "not a digit".
    package var description: String {
        switch self {
        case .digit(let digit): "\(digit)"
        case .notADigit: "not a digit"
        }
    }
}

/// A drawing, what was predicted for it and what it truly was: all that the history keeps of it.
package struct PredictionEntry: Equatable, Sendable {
    package var timestamp: Timestamp
    /// 0…9; nil where the answer was "not a digit".
    package var predictedDigit: Int?
    /// How sure the answer was, 0…1.
    package var confidence: Double
    /// How likely each of the ten digits was, given that the drawing is a digit; each 0…1.
    package var probabilities: [Double]
    /// How likely the drawing was no digit, 0…1; nil where the model cannot say.
    package var notDigitProbability: Double?
    /// Nil as long as nobody has said.
    package var trueLabel: TrueLabel?
    package var strokes: [Stroke]
    /// The grid as drawn, kept beside the strokes because a later pen may render them differently.
    package var raster: Raster
    /// The name of the model that answered.
    package var model: String

    package init(
        timestamp: Timestamp, predictedDigit: Int?, confidence: Double, probabilities: [Double],
        notDigitProbability: Double? = nil, trueLabel: TrueLabel? = nil, strokes: [Stroke],
        raster: Raster, model: String
    ) {
        self.timestamp = timestamp
        self.predictedDigit = predictedDigit
        self.confidence = confidence
        self.probabilities = probabilities
        self.notDigitProbability = notDigitProbability
        self.trueLabel = trueLabel
        self.strokes = strokes
        self.raster = raster
        self.model = model
    }

    /// How likely the answer was, be it a digit or "not a digit", 0…1.
    package var answerProbability: Double {
        predictedDigit == nil ? notDigitProbability ?? confidence : confidence
    }

    /// Whether the prediction was right; nil as long as the true label is not known.
    package var isCorrect: Bool? {
        switch trueLabel {
        case nil: nil
        case .digit(let digit): predictedDigit == digit
        case .notADigit: predictedDigit == nil
        }
    }
}

/// An entry in the history, with the id under which it stands there.
///
/// The entry's properties read as the record's own: `record.trueLabel`.
@dynamicMemberLookup
package struct PredictionRecord: Equatable, Sendable {
    /// Never given to another entry, not even after this one is deleted.
    package let id: Int64
    package var entry: PredictionEntry

    package init(id: Int64, entry: PredictionEntry) {
        self.id = id
        self.entry = entry
    }

    package subscript<Value>(dynamicMember property: KeyPath<PredictionEntry, Value>) -> Value {
        entry[keyPath: property]
    }
}
