/// A 2-D convolution with a square kernel, stride 1 and no padding.
///
/// It is computed as a matrix product: the weights, O × Ckk, times the image's *patches*, Ckk × L,
/// where row (c, i, j) holds channel c shifted by (i, j). The output keeps the input's width W in
/// there, so that each such row is one contiguous stretch of the image, copied at once. The last
/// k − 1 columns of every output row are the price: they wrap around the edge, mean nothing, and
/// are left out on the way to the output tensor and set to zero on the way back.
package final class Convolution: Layer {
    private let weight: Parameter  // [O, C, k, k]
    private let bias: Parameter  // [O]
    private let inputChannels: Int
    private let outputChannels: Int
    private let kernelSize: Int
    private var input: Tensor?

    /// The weights start at zero; the parameters are called `name`.weight and `name`.bias.
    package init(name: String, inputChannels: Int, outputChannels: Int, kernelSize: Int) {
        self.inputChannels = inputChannels
        self.outputChannels = outputChannels
        self.kernelSize = kernelSize
        weight = Parameter(
            name: "\(name).weight", shape: [outputChannels, inputChannels, kernelSize, kernelSize])
        bias = Parameter(name: "\(name).bias", shape: [outputChannels])
    }

    package var parameters: [Parameter] { [weight, bias] }

    package func initialize(using generator: inout RandomGenerator) {
        let fanIn = inputChannels * kernelSize * kernelSize
        weight.initialize(fanIn: fanIn, using: &generator)
        bias.initialize(fanIn: fanIn, using: &generator)
    }

    /// [N, C, H, W] → [N, O, Y, X] with Y = H − k + 1 and X = W − k + 1.
    package func infer(_ input: consuming Tensor) -> Tensor {
        let size = geometry(of: input.shape)
        return Tensor(shape: size.outputShape) { output in
            convolve(
                input.values, weight: weight.value.values, bias: bias.value.values, into: output,
                size)
        }
    }

    package func forward(
        _ input: consuming Tensor, using generator: inout RandomGenerator
    ) -> Tensor {
        self.input = copy input
        return infer(input)
    }

    package func computeParameterGradients(_ outputGradient: borrowing Tensor) {
        let input = kept(input)
        let size = geometry(of: input.shape)
        // One more row of patches, all ones, makes the bias one more column of the weights.
        let width = size.patchRows + 1
        let sums = weightGradientSums(input.values, outputGradient.values, size)
        for channel in 0..<outputChannels {
            let row = sums[channel * width..<(channel + 1) * width]
            weight.gradient.values.replaceSubrange(
                channel * size.patchRows..<(channel + 1) * size.patchRows, with: row.dropLast())
            bias.gradient.values[channel] = row[row.endIndex - 1]
        }
    }

    package func inputGradient(_ outputGradient: consuming Tensor) -> Tensor {
        let size = geometry(of: kept(input).shape)
        return Tensor(shape: size.inputShape) { inputGradient in
            convolveTransposed(
                outputGradient.values, weight: weight.value.values, into: inputGradient, size)
        }
    }

    package var onnxOperator: ONNXOperator? {
        ONNXOperator("Conv", ["kernel_shape": .integers([kernelSize, kernelSize])])
    }

    private func geometry(of inputShape: [Int]) -> Geometry {
        precondition(
            inputShape.count == 4 && inputShape[1] == inputChannels
                && inputShape[2] >= kernelSize && inputShape[3] >= kernelSize,
            "a convolution of \(inputChannels) channels cannot take \(inputShape)")
        return Geometry(
            images: inputShape[0], channels: inputChannels, height: inputShape[2],
            width: inputShape[3], outputChannels: outputChannels, kernelSize: kernelSize)
    }
}

/// The sizes of one batch's convolution.
private struct Geometry {
    let images, channels, height, width, outputChannels, kernelSize: Int

    var outputHeight: Int { height - kernelSize + 1 }
    var outputWidth: Int { width - kernelSize + 1 }
    var inputShape: [Int] { [images, channels, height, width] }
    var outputShape: [Int] { [images, outputChannels, outputHeight, outputWidth] }
    var inputCount: Int { channels * height * width }
    var outputCount: Int { outputChannels * outputHeight * outputWidth }

    /// Ckk.
    var patchRows: Int { channels * kernelSize * kernelSize }
    /// L: the output's rows at the input's width, up to the last value that means something.
    var patchLength: Int { outputHeight * width - (kernelSize - 1) }

    /// Where in an image each row of patches starts, in the order of the weights.
    func forEachPatchRow(_ body: (_ row: Int, _ offset: Int) -> Void) {
        var row = 0
        for channel in 0..<channels {
            for y in 0..<kernelSize {
                for x in 0..<kernelSize {
                    body(row, (channel * height + y) * width + x)
                    row += 1
                }
            }
        }
    }

    /// [C, H, W] → [Ckk, L].
    func gatherPatches(_ image: UnsafePointer<Float>, into patches: UnsafeMutablePointer<Float>) {
        forEachPatchRow { row, offset in
            (patches + row * patchLength).initialize(from: image + offset, count: patchLength)
        }
    }

    /// [Ckk, L] → [C, H, W]: adds up what each pixel received from the patches it is in.
    func scatterPatches(_ patches: UnsafePointer<Float>, into image: UnsafeMutablePointer<Float>) {
        image.initialize(repeating: 0, count: inputCount)
        forEachPatchRow { row, offset in
            let source = patches + row * patchLength
            let target = image + offset
            for index in 0..<patchLength { target[index] += source[index] }
        }
    }

    /// [O, Y, X] → [O, L]; the columns without meaning must be zero already.
    func widen(_ narrow: UnsafePointer<Float>, into wide: UnsafeMutablePointer<Float>) {
        for channel in 0..<outputChannels {
            for y in 0..<outputHeight {
                let source = narrow + (channel * outputHeight + y) * outputWidth
                let target = wide + channel * patchLength + y * width
                target.update(from: source, count: outputWidth)
            }
        }
    }

    /// [O, L] → [O, Y, X], adding the bias.
    func narrow(
        _ wide: UnsafePointer<Float>, bias: UnsafePointer<Float>,
        into narrow: UnsafeMutablePointer<Float>
    ) {
        for channel in 0..<outputChannels {
            let bias = bias[channel]
            for y in 0..<outputHeight {
                let source = wide + channel * patchLength + y * width
                let target = narrow + (channel * outputHeight + y) * outputWidth
                for x in 0..<outputWidth { target[x] = source[x] + bias }
            }
        }
    }
}

private func convolve(
    _ input: UnsafePointer<Float>, weight: UnsafePointer<Float>, bias: UnsafePointer<Float>,
    into output: UnsafeMutablePointer<Float>, _ size: Geometry
) {
    let weight = Matrix(weight, rows: size.outputChannels, columns: size.patchRows)
    Parallel.forEach(rangeOf: size.images) { images in
        withScratch(size.patchRows * size.patchLength) { patches in
            withScratch(size.outputChannels * size.patchLength) { wide in
                for image in images {
                    size.gatherPatches(input + image * size.inputCount, into: patches)
                    multiply(
                        weight,
                        Matrix(patches, rows: size.patchRows, columns: size.patchLength),
                        into: wide, stride: size.patchLength)
                    size.narrow(wide, bias: bias, into: output + image * size.outputCount)
                }
            }
        }
    }
}

/// The gradients of weights and bias side by side: [O, Ckk + 1].
///
/// Each range of images is summed on its own and the ranges then in order, so that the rounding
/// does not depend on which thread finishes first.
private func weightGradientSums(
    _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>, _ size: Geometry
) -> [Float] {
    let rows = size.patchRows + 1
    let count = size.outputChannels * rows
    let ranges = Parallel.ranges(of: size.images)
    let partialSums = Tensor(shape: [ranges.count, count]) { partialSums in
        Parallel.forEach(chunks: ranges.count) { chunk in
            let sums = partialSums + chunk * count
            sums.initialize(repeating: 0, count: count)
            withScratch(rows * size.patchLength) { patches in
                (patches + size.patchRows * size.patchLength)
                    .initialize(repeating: 1, count: size.patchLength)
                withScratch(size.outputChannels * size.patchLength) { wide in
                    wide.initialize(repeating: 0, count: size.outputChannels * size.patchLength)
                    for image in ranges[chunk] {
                        size.gatherPatches(input + image * size.inputCount, into: patches)
                        size.widen(outputGradient + image * size.outputCount, into: wide)
                        multiply(
                            Matrix(wide, rows: size.outputChannels, columns: size.patchLength),
                            Matrix(patches, rows: rows, columns: size.patchLength).transposed,
                            into: sums, stride: rows, accumulating: true)
                    }
                }
            }
        }
    }
    var total = [Float](repeating: 0, count: count)
    for chunk in ranges.indices {
        for index in 0..<count { total[index] += partialSums.values[chunk * count + index] }
    }
    return total
}

private func convolveTransposed(
    _ outputGradient: UnsafePointer<Float>, weight: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, _ size: Geometry
) {
    let weight = Matrix(weight, rows: size.outputChannels, columns: size.patchRows)
    Parallel.forEach(rangeOf: size.images) { images in
        withScratch(size.patchRows * size.patchLength) { patches in
            withScratch(size.outputChannels * size.patchLength) { wide in
                wide.initialize(repeating: 0, count: size.outputChannels * size.patchLength)
                for image in images {
                    size.widen(outputGradient + image * size.outputCount, into: wide)
                    multiply(
                        weight.transposed,
                        Matrix(wide, rows: size.outputChannels, columns: size.patchLength),
                        into: patches, stride: size.patchLength)
                    size.scatterPatches(patches, into: inputGradient + image * size.inputCount)
                }
            }
        }
    }
}

/// Lends `body` memory for `count` floats with arbitrary contents.
private func withScratch(_ count: Int, _ body: (UnsafeMutablePointer<Float>) -> Void) {
    let memory = UnsafeMutablePointer<Float>.allocate(capacity: count)
    defer { memory.deallocate() }
    body(memory)
}
