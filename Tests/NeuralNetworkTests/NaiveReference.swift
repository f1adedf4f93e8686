import NeuralNetwork

// The layers written as their definitions, one loop for each index. The tests compare the fast
// layers with these; the letters are those of Sources/NeuralNetwork/Layers/Layer.swift.

/// The convolution of [N, H, W, C], surrounded by `padding` zeros, with [O, C, k, k].
func naiveConvolution(_ input: Tensor, weight: Tensor, bias: Tensor, padding: Int) -> Tensor {
    let side = weight.shape[2]
    let input = input.padded(by: padding)
    var output = Tensor(zeros: [
        input.shape[0], input.shape[1] - side + 1, input.shape[2] - side + 1, weight.shape[0],
    ])
    let taps = indices(weight.shape[1], side, side)
    for (n, o, y, x) in output.imageIndices {
        var sum = bias.values[o]
        for (c, i, j) in taps {
            sum += input[n, c, y + i, x + j] * weight.values[weight.tap(o, c, i, j)]
        }
        output[n, o, y, x] = sum
    }
    return output
}

/// The gradients of a convolution's input, weight and bias.
func naiveConvolutionGradients(
    _ input: Tensor, weight: Tensor, padding: Int, outputGradient: Tensor
) -> (input: Tensor, weight: Tensor, bias: Tensor) {
    let side = weight.shape[2]
    let input = input.padded(by: padding)
    var inputGradient = Tensor(zeros: input.shape)
    var weightGradient = Tensor(zeros: weight.shape)
    var biasGradient = Tensor(zeros: [weight.shape[0]])
    let taps = indices(weight.shape[1], side, side)
    for (n, o, y, x) in outputGradient.imageIndices {
        let gradient = outputGradient[n, o, y, x]
        biasGradient.values[o] += gradient
        for (c, i, j) in taps {
            inputGradient[n, c, y + i, x + j] += gradient * weight.values[weight.tap(o, c, i, j)]
            weightGradient.values[weight.tap(o, c, i, j)] += gradient * input[n, c, y + i, x + j]
        }
    }
    return (inputGradient.cropped(by: padding), weightGradient, biasGradient)
}

/// The linear layer of [N, in] with [out, in].
func naiveLinear(_ input: Tensor, weight: Tensor, bias: Tensor) -> Tensor {
    let (inputs, outputs) = (weight.shape[1], weight.shape[0])
    var result = Tensor(zeros: [input.shape[0], outputs])
    for (n, o) in indices(input.shape[0], outputs) {
        var sum = bias.values[o]
        for c in 0..<inputs { sum += input.values[n * inputs + c] * weight.values[o * inputs + c] }
        result.values[n * outputs + o] = sum
    }
    return result
}

/// The gradients of a linear layer's input, weight and bias.
func naiveLinearGradients(
    _ input: Tensor, weight: Tensor, outputGradient: Tensor
) -> (input: Tensor, weight: Tensor, bias: Tensor) {
    let (inputs, outputs) = (weight.shape[1], weight.shape[0])
    var inputGradient = Tensor(zeros: input.shape)
    var weightGradient = Tensor(zeros: weight.shape)
    var biasGradient = Tensor(zeros: [outputs])
    for (n, o) in indices(input.shape[0], outputs) {
        let gradient = outputGradient.values[n * outputs + o]
        biasGradient.values[o] += gradient
        for c in 0..<inputs {
            inputGradient.values[n * inputs + c] += gradient * weight.values[o * inputs + c]
            weightGradient.values[o * inputs + c] += gradient * input.values[n * inputs + c]
        }
    }
    return (inputGradient, weightGradient, biasGradient)
}

/// Max pooling of [N, H, W, C] by windows of `size` × `size`.
func naiveMaxPooling(_ input: Tensor, size: Int) -> Tensor {
    var output = Tensor(zeros: [
        input.shape[0], input.shape[1] / size, input.shape[2] / size, input.shape[3],
    ])
    for (n, c, y, x) in output.imageIndices {
        var largest = -Float.infinity
        for (i, j) in indices(size, size) {
            largest = max(largest, input[n, c, y * size + i, x * size + j])
        }
        output[n, c, y, x] = largest
    }
    return output
}

/// The gradient of max pooling's input, where no window holds its largest value twice.
func naiveMaxPoolingGradient(_ input: Tensor, size: Int, outputGradient: Tensor) -> Tensor {
    let output = naiveMaxPooling(input, size: size)
    var inputGradient = Tensor(zeros: input.shape)
    for (n, c, y, x) in output.imageIndices {
        for (i, j) in indices(size, size)
        where input[n, c, y * size + i, x * size + j] == output[n, c, y, x] {
            inputGradient[n, c, y * size + i, x * size + j] = outputGradient[n, c, y, x]
        }
    }
    return inputGradient
}

extension Tensor {
    /// Channel c of pixel (y, x) of an image in [N, H, W, C].
    fileprivate subscript(n: Int, c: Int, y: Int, x: Int) -> Float {
        get { values[((n * shape[1] + y) * shape[2] + x) * shape[3] + c] }
        set { values[((n * shape[1] + y) * shape[2] + x) * shape[3] + c] = newValue }
    }

    /// Where a tap of a kernel lies in [O, C, k, k].
    fileprivate func tap(_ o: Int, _ c: Int, _ i: Int, _ j: Int) -> Int {
        ((o * shape[1] + c) * shape[2] + i) * shape[3] + j
    }

    /// The images with so many zeros on every side.
    fileprivate func padded(by padding: Int) -> Tensor {
        var result = Tensor(zeros: [
            shape[0], shape[1] + 2 * padding, shape[2] + 2 * padding, shape[3],
        ])
        for (n, c, y, x) in imageIndices {
            result[n, c, y + padding, x + padding] = self[n, c, y, x]
        }
        return result
    }

    /// The images without so many values on every side.
    fileprivate func cropped(by padding: Int) -> Tensor {
        var result = Tensor(zeros: [
            shape[0], shape[1] - 2 * padding, shape[2] - 2 * padding, shape[3],
        ])
        for (n, c, y, x) in result.imageIndices {
            result[n, c, y, x] = self[n, c, y + padding, x + padding]
        }
        return result
    }

    fileprivate var imageIndices: [(Int, Int, Int, Int)] {
        (0..<shape[0]).flatMap { n in
            indices(shape[3], shape[1], shape[2]).map { (n, $0.0, $0.1, $0.2) }
        }
    }
}

private func indices(_ first: Int, _ second: Int) -> [(Int, Int)] {
    (0..<first).flatMap { i in (0..<second).map { (i, $0) } }
}

private func indices(_ first: Int, _ second: Int, _ third: Int) -> [(Int, Int, Int)] {
    (0..<first).flatMap { i in indices(second, third).map { (i, $0.0, $0.1) } }
}
