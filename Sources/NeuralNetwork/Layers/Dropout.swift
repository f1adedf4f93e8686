import CKernels

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

    package func backward(_ outputGradient: consuming Tensor, of wanted: Gradients) -> Tensor {
        let factors = kept(factors)
        multiplyElements(&outputGradient.values, by: factors, count: factors.count)
        return outputGradient
    }

    /// The factors, drawn by a generator of its own for each range of them.
    private func drawFactors(count: Int, seed: UInt64) -> [Float] {
        [Float](unsafeUninitializedCapacity: count) { factors, initializedCount in
            if let start = factors.baseAddress {
                nonisolated(unsafe) let start = start
                Parallel.forEach(rangeOf: count, minimum: Parallel.elementwiseMinimum) { range in
                    var generator = RandomGenerator(seed: seed &+ UInt64(range.lowerBound))
                    drawFactors(
                        start + range.lowerBound, count: range.count, using: &generator)
                }
            }
            initializedCount = count
        }
    }

    private func drawFactors(
        _ factors: UnsafeMutablePointer<Float>, count: Int, using generator: inout RandomGenerator
    ) {
        // Sixteen bits decide one value, so one draw serves four.
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { draws in
            for start in stride(from: 0, to: count, by: 4 * draws.count) {
                let count = min(4 * draws.count, count - start)
                for index in 0..<(count + 3) / 4 { draws[index] = generator.next() }
                draws.withMemoryRebound(to: UInt16.self) { bits in
                    digitpad_draw_factors(
                        bits.baseAddress, count, UInt16(rate * 0x1p16), 1 / (1 - rate),
                        factors + start)
                }
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
