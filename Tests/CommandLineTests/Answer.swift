import Drawing

/// An answer of `digitpad classify --json`.
///
/// Fails to decode unless exactly the promised keys are there.
struct Answer: Decodable {
    let id: JSONValue
    let digit: Int?
    let confidence: Double?
    let probabilities: [Double]?
    let notDigitProbability: Double?
    let model: String
    let reason: String?

    init(from decoder: any Decoder) throws {
        let values = try decoder.singleValueContainer().decode([String: JSONValue].self)
        let promised: Set = [
            "id", "digit", "confidence", "probabilities", "not_digit_probability", "model",
        ]
        guard Set(values.keys).subtracting(["reason"]) == promised else {
            throw OtherKeys(found: values.keys.sorted())
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(JSONValue.self, forKey: .id)
        digit = try container.decode(Int?.self, forKey: .digit)
        confidence = try container.decode(Double?.self, forKey: .confidence)
        probabilities = try container.decode([Double]?.self, forKey: .probabilities)
        notDigitProbability = try container.decode(Double?.self, forKey: .notDigitProbability)
        model = try container.decode(String.self, forKey: .model)
        reason = try container.decodeIfPresent(String.self, forKey: .reason)
    }

    struct OtherKeys: Error {
        let found: [String]
    }

    private enum CodingKeys: String, CodingKey {
        case id, digit, confidence, probabilities, model, reason
        case notDigitProbability = "not_digit_probability"
    }
}
