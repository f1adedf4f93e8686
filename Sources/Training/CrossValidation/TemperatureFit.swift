import Glibc
import Recognition

extension Calibration {
    /// The temperature under which the answers are likeliest, both groups weighing the same.
    ///
    /// Only digits count, and of the logits the ten of digits: what it says is how sure the program
    /// is of the digit, given that it is one. Source: Guo et al. 2017.
    package static func temperature(fitting groups: [[Answer]]) -> Double {
        let groups = groups.map { $0.filter { $0.label != Prediction.notADigit } }
            .filter { !$0.isEmpty }
        func loss(_ logTemperature: Double) -> Double {
            groups.reduce(0) { $0 + meanLoss(of: $1, temperature: exp(logTemperature)) }
        }
        // The loss has a single minimum, so that the interval around it can be narrowed.
        var (low, high) = (log(0.1), log(10.0))
        let ratio = (5.0.squareRoot() - 1) / 2
        while high - low > 1e-5 {
            let (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
            if loss(left) < loss(right) { high = right } else { low = left }
        }
        return exp((low + high) / 2)
    }

    private static func meanLoss(of answers: [Answer], temperature: Double) -> Double {
        let sum = answers.reduce(0.0) { sum, answer in
            let largest = Double(answer.logits.prefix(10).max() ?? 0)
            let partition = answer.logits.prefix(10).reduce(0) {
                $0 + exp((Double($1) - largest) / temperature)
            }
            return sum + log(partition) - (Double(answer.logits[answer.label]) - largest)
                / temperature
        }
        return sum / Double(answers.count)
    }

    /// The threshold of "not a digit" above which no more than these shares of digits lie.
    ///
    /// Of each group no more than its share is flagged. Where no answer can be "not a digit", the threshold is
    /// the standard one.
    package static func threshold(
        temperature: Double, flagging groups: [(answers: [Answer], share: Double)]
    ) -> Double {
        let scaled = Calibration(temperature: temperature, notDigitThreshold: 1)
        return groups.compactMap { answers, share in
            let probabilities = answers.compactMap {
                scaled.prediction(of: $0.logits).notDigitProbability
            }.sorted(by: >)
            let allowed = Int(share * Double(probabilities.count))
            // What lies at the threshold is flagged, so that it has to be just above the next.
            return probabilities.count > allowed ? min(1, probabilities[allowed].nextUp) : nil
        }.max() ?? Calibration.none.notDigitThreshold
    }
}
