/// What a network says of a drawing.
package struct Prediction: Equatable, Sendable {
    /// The class, after the ten digits, of what is none of them: a network's eleventh output.
    package static let notADigit = 10

    /// The probabilities of the digits 0…9, given that it is a digit; they sum to 1.
    package let probabilities: [Double]
    /// The probability that it is no digit at all; nil from a network that was not taught to say.
    package let notDigitProbability: Double?
    /// The most probable digit; nil where the answer is "not a digit".
    package let digit: Int?

    /// - Precondition: ten probabilities.
    package init(probabilities: [Double], notDigitProbability: Double? = nil, digit: Int?) {
        precondition(probabilities.count == 10)
        self.probabilities = probabilities
        self.notDigitProbability = notDigitProbability
        self.digit = digit
    }

    /// The highest of the ten probabilities.
    package var confidence: Double { probabilities.max() ?? 0 }

    /// The digit that it is if it is one; the smaller where two are as probable.
    package var mostProbableDigit: Int { ranking[0] }

    /// The probability of the answer, be it a digit or "not a digit".
    package var answerProbability: Double {
        digit == nil ? notDigitProbability ?? confidence : confidence
    }

    /// The probability that it is none, where the answer is a digit all the same and that is worth saying:
    /// how sure the digit is does not tell it.
    package var doubt: Double? {
        digit == nil ? nil : notDigitProbability.flatMap { $0 >= 0.2 ? $0 : nil }
    }

    /// The digits from the most to the least probable; the smaller digit first where they are equal.
    package var ranking: [Int] {
        probabilities.indices.sorted {
            (probabilities[$0], $1) > (probabilities[$1], $0)
        }
    }
}
