import CKernels

/// A fully connected layer: y = Wx + b.
package final class Linear: Layer {
    let weight: Parameter  // [out, in]
    let bias: Parameter  // [out]
    let inputCount: Int
    let outputCount: Int
    private var input: Tensor?

    /// The weights are to be initialised or loaded; the parameters are called `name`.weight and `name`.bias.
    package init(name: String, inputCount: Int, outputCount: Int) {
        self.inputCount = inputCount
        self.outputCount = outputCount
        weight = Parameter(name: "\(name).weight", shape: [outputCount, inputCount])
        bias = Parameter(name: "\(name).bias", shape: [outputCount])
    }

    package var parameters: [Parameter] { [weight, bias] }

    package var multiplyAddsPerOutput: Int { inputCount }

    package func initialize(using generator: inout RandomGenerator) {
        weight.initialize(fanIn: inputCount, using: &generator)
        bias.initialize(fanIn: inputCount, using: &generator)
    }

    /// [N, in] → [N, out].
    package func infer(_ input: consuming Tensor) -> Tensor {
        precondition(
            input.shape.count == 2 && input.shape[1] == inputCount,
            "a linear layer of \(inputCount) inputs cannot take \(input.shape)")
        precondition(weight.hasValue, "\(weight.name) has no values yet")
        let images = input.shape[0]
        return Tensor(shape: [images, outputCount]) { output in
            transform(
                input.values, weight: weight.value.values, bias: bias.value.values, into: output,
                images: images)
        }
    }

    package func forward(
        _ input: consuming Tensor, using generator: inout RandomGenerator
    ) -> Tensor {
        self.input = copy input
        return infer(input)
    }

    package func backward(_ outputGradient: consuming Tensor, of wanted: Gradients) -> Tensor {
        if wanted.contains(.parameters) { writeParameterGradients(outputGradient) }
        guard wanted.contains(.input) else { return Tensor(zeros: [0]) }
        let images = outputGradient.shape[0]
        return Tensor(shape: [images, inputCount]) { inputGradient in
            transformTransposed(
                outputGradient.values, weight: weight.value.values, into: inputGradient,
                images: images)
        }
    }

    private func writeParameterGradients(_ outputGradient: borrowing Tensor) {
        let images = outputGradient.shape[0]
        weight.gradient = Tensor(shape: weight.value.shape) { gradient in
            writeWeightGradient(
                kept(input).values, outputGradient.values, into: gradient, images: images)
        }
        var sums = Tensor(zeros: [outputCount])
        for image in 0..<images {
            for output in 0..<outputCount {
                sums.values[output] += outputGradient.values[image * outputCount + output]
            }
        }
        bias.gradient = sums
    }

    /// output[N, out] = input[N, in] · weightᵀ[in, out] + bias[out].
    private func transform(
        _ input: UnsafePointer<Float>, weight: UnsafePointer<Float>, bias: UnsafePointer<Float>,
        into output: UnsafeMutablePointer<Float>, images: Int
    ) {
        for image in 0..<images {
            (output + image * outputCount).update(from: bias, count: outputCount)
        }
        if outputCount % Int(DIGITPAD_CHANNEL_UNIT) == 0, images > 1,
            let product = WideProduct(weight, rows: outputCount, columns: inputCount)
        {
            let sums = product.timesTransposed(input, count: images)
            add(sums, to: output, count: sums.count)
            return
        }
        let input = Matrix(input, rows: images, columns: inputCount)
        // Few ranges, because the product rearranges the whole input again for each.
        Parallel.forEach(rangeOf: outputCount, minimum: 8, chunks: 4) { outputs in
            let rows = Matrix(
                weight + outputs.lowerBound * inputCount, rows: outputs.count, columns: inputCount)
            multiply(
                input, rows.transposed, into: output + outputs.lowerBound, stride: outputCount,
                accumulating: true)
        }
    }

    /// weightGradient[out, in] = outputGradientᵀ[out, N] · input[N, in].
    private func writeWeightGradient(
        _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
        into weightGradient: UnsafeMutablePointer<Float>, images: Int
    ) {
        if let product = WideProduct(input, rows: images, columns: inputCount) {
            let transposed = Workspace(count: images * outputCount)
            defer { withExtendedLifetime(transposed) {} }
            digitpad_transpose(
                outputGradient, outputCount, images, outputCount, transposed.start, images)
            product.write(weightGradient, factor: transposed.start, count: outputCount)
            return
        }
        let outputGradient = Matrix(outputGradient, rows: images, columns: outputCount)
        Parallel.forEach(rangeOf: inputCount, minimum: 256) { inputs in
            let columns = Matrix(
                input + inputs.lowerBound, rows: images, columns: inputs.count, stride: inputCount)
            multiply(
                outputGradient.transposed, columns, into: weightGradient + inputs.lowerBound,
                stride: inputCount)
        }
    }

    /// inputGradient[N, in] = outputGradient[N, out] · weight[out, in].
    private func transformTransposed(
        _ outputGradient: UnsafePointer<Float>, weight: UnsafePointer<Float>,
        into inputGradient: UnsafeMutablePointer<Float>, images: Int
    ) {
        if let product = WideProduct(weight, rows: outputCount, columns: inputCount) {
            product.write(inputGradient, factor: outputGradient, count: images)
            return
        }
        let outputGradient = Matrix(outputGradient, rows: images, columns: outputCount)
        Parallel.forEach(rangeOf: inputCount, minimum: 256) { inputs in
            let columns = Matrix(
                weight + inputs.lowerBound, rows: outputCount, columns: inputs.count,
                stride: inputCount)
            multiply(
                outputGradient, columns, into: inputGradient + inputs.lowerBound,
                stride: inputCount)
        }
    }
}
