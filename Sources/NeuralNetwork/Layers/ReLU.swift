/// The rectifier: negative values become zero.
package final class ReLU: Layer {
    private var output: Tensor?

    /// A layer of any shape.
    package init() {}

    package func infer(_ input: consuming Tensor) -> Tensor {
        clampNegatives(&input.values, count: input.count)
        return input
    }

    package func forward(
        _ input: consuming Tensor, using generator: inout RandomGenerator
    ) -> Tensor {
        let output = infer(input)
        self.output = output
        return output
    }

    package func backward(_ outputGradient: consuming Tensor, of wanted: Gradients) -> Tensor {
        let count = outputGradient.count
        clearWhereZero(kept(output).values, &outputGradient.values, count: count)
        return outputGradient
    }
}

/// Makes negative values zero.
func clampNegatives(_ values: UnsafeMutablePointer<Float>, count: Int) {
    Parallel.forEach(rangeOf: count, minimum: Parallel.elementwiseMinimum) { range in
        for index in range { values[index] = values[index] > 0 ? values[index] : 0 }
    }
}

/// Makes the gradient zero where the rectifier's output was.
func clearWhereZero(
    _ output: UnsafePointer<Float>, _ gradient: UnsafeMutablePointer<Float>, count: Int
) {
    Parallel.forEach(rangeOf: count, minimum: Parallel.elementwiseMinimum) { range in
        for index in range {
            // Read before the choice, so that it needs no branch.
            let value = gradient[index]
            gradient[index] = output[index] > 0 ? value : 0
        }
    }
}
