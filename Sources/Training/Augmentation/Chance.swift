import NeuralNetwork

/// The forms in which augmentation takes its chance.
extension RandomGenerator {
    /// True with this probability.
    mutating func isChosen(with probability: Float) -> Bool {
        uniform() < probability
    }

    /// A number drawn uniformly between −`limit` and `limit`.
    mutating func deviation(upTo limit: Float) -> Float {
        (2 * uniform() - 1) * limit
    }

    /// A number drawn uniformly from a range.
    mutating func number(in range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * Double(uniform())
    }

    /// The position in `weights` of one drawn by its weight; none needs to be normalised.
    mutating func index(weighted weights: [Float]) -> Int {
        var rest = uniform() * weights.reduce(0, +)
        for (index, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return index }
        }
        // Rounding may leave a trace of the sum.
        return weights.lastIndex { $0 > 0 } ?? 0
    }
}
