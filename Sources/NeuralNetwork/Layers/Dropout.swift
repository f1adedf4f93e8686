/// Silences a random part of the values while training, and none in use.
///
/// What is left is scaled up by 1 / (1 − rate), so that the expected output equals the input
/// (inverted dropout). Source: Srivastava et al. 2014.
package final class Dropout: Layer {
    private let rate: Float
    /// What each value was multiplied by: 0 or 1 / (1 − rate).
    private var factors: [Float]?

    /// Silences each value with probability `rate`, in 0 ..< 1, to a precision of 2⁻¹⁶.
    package init(rate: Float) {
        precondition((0..<1).contains(rate), "the dropout rate \(rate) is not in 0 ..< 1")
        self.rate = rate
    }

    package func infer(_ input: consuming Tensor) -> Tensor { input }

    package func forward(
        _ input: consuming Tensor, using generator: inout RandomGenerator
    ) -> Tensor {
        let factors = drawFactors(count: input.count, seed: generator.next())
        multiplyElements(&input.values, by: factors, count: factors.count)
        self.factors = factors
        return input
    }

    package func inputGradient(_ outputGradient: consuming Tensor) -> Tensor {
        let factors = kept(factors)
        multiplyElements(&outputGradient.values, by: factors, count: factors.count)
        return outputGradient
    }

    package var onnxOperator: ONNXOperator? { nil }

    /// The factors, drawn by a generator of its own for each range of them.
    private func drawFactors(count: Int, seed: UInt64) -> [Float] {
        [Float](unsafeUninitializedCapacity: count) { factors, initializedCount in
            nonisolated(unsafe) let factors = factors
            Parallel.forEach(rangeOf: count, minimum: Parallel.elementwiseMinimum) { range in
                var generator = RandomGenerator(seed: seed &+ UInt64(range.lowerBound))
                drawFactors(range, of: factors, using: &generator)
            }
            initializedCount = count
        }
    }

    private func drawFactors(
        _ range: Range<Int>, of factors: UnsafeMutableBufferPointer<Float>,
        using generator: inout RandomGenerator
    ) {
        let threshold = UInt64(rate * 0x1p16)
        let scale = 1 / (1 - rate)
        for start in stride(from: range.lowerBound, to: range.upperBound, by: 4) {
            // Sixteen bits decide one value, so one draw serves four.
            var bits = generator.next()
            for index in start..<min(start + 4, range.upperBound) {
                // 0 if below the threshold, else 1, without a branch on chance.
                let isKept = (bits & 0xFFFF + 0x1_0000 - threshold) >> 16
                factors[index] = Float(Int32(truncatingIfNeeded: isKept)) * scale
                bits >>= 16
            }
        }
    }
}

private func multiplyElements(
    _ values: UnsafeMutablePointer<Float>, by factors: UnsafePointer<Float>, count: Int
) {
    Parallel.forEach(rangeOf: count, minimum: Parallel.elementwiseMinimum) { range in
        for index in range { values[index] *= factors[index] }
    }
}
