import Glibc

/// How a network's logits become probabilities that mean what they say, and when they mean no digit.
///
/// Both numbers are chosen once on drawings that the network did not learn from, and stand in the
/// metadata of its weights. Source of the temperature: Guo et al. 2017.
package struct Calibration: Equatable, Sendable {
    /// What the logits are divided by, finite and above 0; above 1 the answers become less sure.
    package let temperature: Double
    /// From which probability of "not a digit" on that is the answer, 0…1.
    package let notDigitThreshold: Double

    /// - Precondition: values in the ranges that the properties state.
    package init(temperature: Double, notDigitThreshold: Double) {
        precondition(temperature > 0 && temperature.isFinite, "no temperature: \(temperature)")
        precondition((0...1).contains(notDigitThreshold), "no threshold: \(notDigitThreshold)")
        self.temperature = temperature
        self.notDigitThreshold = notDigitThreshold
    }

    /// The logits as they are, and "not a digit" where it is likelier than all digits together.
    package static let none = Calibration(temperature: 1, notDigitThreshold: 0.5)
}

extension Calibration {
    private static let temperatureKey = "temperature"
    private static let thresholdKey = "not_digit_threshold"

    /// What weights say of themselves; a number that is missing is that of ``none``.
    package init(metadata: [String: String]) throws(RecognizerError) {
        func number(
            _ key: String, standard: Double, _ isUsable: (Double) -> Bool
        ) throws(RecognizerError) -> Double {
            guard let text = metadata[key] else { return standard }
            guard let value = Double(text), isUsable(value) else {
                throw .badMetadata(key: key, value: text)
            }
            return value
        }
        self.init(
            temperature: try number(Self.temperatureKey, standard: Self.none.temperature) {
                $0 > 0 && $0.isFinite
            },
            notDigitThreshold: try number(
                Self.thresholdKey, standard: Self.none.notDigitThreshold, (0...1).contains))
    }

    /// The two numbers as the metadata of weights hold them.
    package var metadata: [String: String] {
        [Self.temperatureKey: "\(temperature)", Self.thresholdKey: "\(notDigitThreshold)"]
    }

    /// The answer that ten logits make, or eleven with that of "not a digit" last.
    package func prediction(of logits: some Collection<Float>) -> Prediction {
        precondition((10...11).contains(logits.count), "\(logits.count) logits are no answer")
        let digits = softmax(logits.prefix(10), temperature: temperature)
        let notDigit =
            logits.count > 10 ? softmax(logits, temperature: temperature).last : nil
        let isDigit = notDigit.map { $0 < notDigitThreshold } ?? true
        return Prediction(
            probabilities: digits, notDigitProbability: notDigit,
            digit: isDigit ? digits.indices.max { digits[$0] < digits[$1] } : nil)
    }
}

/// The softmax of a few logits, in the precision that the history keeps.
private func softmax(_ logits: some Collection<Float>, temperature: Double) -> [Double] {
    // The largest is subtracted so that no exponential overflows.
    let largest = logits.max() ?? 0
    let powers = logits.map { exp(Double($0 - largest) / temperature) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
}
