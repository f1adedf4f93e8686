import NeuralNetwork
import Recognition

/// How the confidence of answers compares with how often they are right.
package struct Reliability: Equatable, Sendable {
    /// The answers of about the same confidence.
    package struct Bin: Equatable, Sendable {
        /// How many answers fall into it.
        package fileprivate(set) var count = 0
        /// How many of them are right.
        package fileprivate(set) var correct = 0
        fileprivate var confidenceSum = 0.0

        /// The mean confidence, 0…1; 0 where there is no answer.
        package var confidence: Double { confidenceSum / Double(max(1, count)) }
        /// The share that is right, 0…1; 0 where there is no answer.
        package var accuracy: Double { Double(correct) / Double(max(1, count)) }
    }

    /// How many bins are usual.
    package static let binCount = 15

    /// Bin k of n holds the confidences above k / n up to (k + 1) / n.
    package private(set) var bins: [Bin]

    /// Sorts answers into bins.
    package init(
        _ answers: [(confidence: Double, isCorrect: Bool)], bins count: Int = binCount
    ) {
        bins = [Bin](repeating: Bin(), count: count)
        for answer in answers {
            let bin = binIndex(answer.confidence, of: count)
            bins[bin].count += 1
            bins[bin].correct += answer.isCorrect ? 1 : 0
            bins[bin].confidenceSum += answer.confidence
        }
    }

    /// Judges each digit's most probable reading, whether or not the answer was "not a digit".
    ///
    /// That is what the confidence speaks of: how sure it is of the digit, given that it is one.
    package init(of answers: [(Prediction, Int)]) {
        self.init(answers.map { ($0.confidence, $0.mostProbableDigit == $1) })
    }

    /// The mean difference between confidence and accuracy, bins counting by their answers, 0…1.
    ///
    /// Even a perfectly calibrated network shows some: compare with
    /// ``expectedCalibrationErrorByChance(confidences:seed:)``. Source: Guo et al. 2017.
    package var expectedCalibrationError: Double {
        let count = bins.reduce(0) { $0 + $1.count }
        let surplus = bins.reduce(0) { $0 + abs($1.confidenceSum - Double($1.correct)) }
        return surplus / Double(max(1, count))
    }
}

/// The expected calibration error that a perfectly calibrated network stays below 19 times in 20.
///
/// By simulation: each answer is right with the probability that its confidence says, 400 times
/// over. The same seed gives the same number.
package func expectedCalibrationErrorByChance(
    confidences: [Double], seed: UInt64 = 1
) -> Double {
    guard !confidences.isEmpty else { return 0 }
    let count = Reliability.binCount
    let bins = confidences.map { binIndex($0, of: count) }
    var expected = [Double](repeating: 0, count: count)
    for (bin, confidence) in zip(bins, confidences) { expected[bin] += confidence }
    var generator = RandomGenerator(seed: seed)
    let errors = (0..<400).map { _ in
        var correct = [Double](repeating: 0, count: count)
        for (bin, confidence) in zip(bins, confidences)
        where Double(generator.uniform()) < confidence {
            correct[bin] += 1
        }
        return zip(expected, correct).reduce(0) { $0 + abs($1.0 - $1.1) }
            / Double(confidences.count)
    }
    return percentile(95, of: errors)
}

/// The value below which `percent` of the values lie, with linear interpolation between neighbours.
///
/// - Precondition: at least one value.
package func percentile(_ percent: Double, of values: [Double]) -> Double {
    precondition(!values.isEmpty, "nothing has no percentile")
    let sorted = values.sorted()
    let place = percent / 100 * Double(sorted.count - 1)
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
}

private func binIndex(_ confidence: Double, of count: Int) -> Int {
    let bin = (confidence * Double(count)).rounded(.up) - 1
    // These two, unlike min and max, turn the "not a number" of a diverged network into 0.
    return Int(Double.minimum(Double.maximum(bin, 0), Double(count - 1)))
}
