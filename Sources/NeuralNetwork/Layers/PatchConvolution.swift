import CKernels

/// A convolution of any form, as the product of the image's patches with the kernels.
///
/// A patch is what the kernel covers for one output: k × k pixels with all their channels (im2col).
struct PatchConvolution: ConvolutionMethod {
    private let size: ConvolutionSize

    init(_ size: ConvolutionSize) {
        self.size = size
    }

    private var patchCount: Int { size.kernelSize * size.kernelSize * size.channels }
    private var outputPixels: Int { size.outputHeight * size.outputWidth }
    private var outputCount: Int { outputPixels * size.outputChannels }

    func output(
        _ input: [Float], weight: Tensor, bias: [Float], finish: Finish
    ) -> FinishedOutput {
        precondition(finish != .pooled, "patches do not pool")
        let weights = pixelsFirst(weight)
        let values = Tensor(shape: size.outputShape) { output in
            write(output, of: input, weights, bias, rectifies: finish == .rectified)
        }
        return FinishedOutput(values: values, places: [])
    }

    private func write(
        _ output: UnsafeMutablePointer<Float>, of input: UnsafePointer<Float>,
        _ weights: UnsafePointer<Float>, _ bias: UnsafePointer<Float>, rectifies: Bool
    ) {
        let (outputs, pixels) = (size.outputChannels, outputPixels)
        Parallel.forEach(rangeOf: size.images) { images in
            let (bordered, patches) = (BorderedImage(size), Workspace(count: pixels * patchCount))
            defer { withExtendedLifetime((bordered, patches)) {} }
            let weightMatrix = Matrix(weights, rows: outputs, columns: patchCount)
            for image in images {
                let result = output + image * outputCount
                for pixel in 0..<pixels {
                    (result + pixel * outputs).initialize(from: bias, count: outputs)
                }
                digitpad_gather_patches(
                    bordered.reading(image, of: input), size.kernelSize, patches.start)
                multiply(
                    Matrix(patches.start, rows: pixels, columns: patchCount),
                    weightMatrix.transposed,
                    into: result, stride: outputs, accumulating: true)
                if rectifies { clampNegatives(result, count: outputCount) }
            }
        }
    }

    func gradients(
        _ outputGradient: [Float], of wanted: Gradients, input: [Float], output: FinishedOutput,
        weight: Tensor, finish: Finish
    ) -> (weight: Tensor, bias: [Float], input: Tensor) {
        let weights = pixelsFirst(weight)
        let result = size.gradients(
            of: wanted, over: Parallel.ranges(of: size.images, chunks: 8)
        ) { _, images, sums in
            addGradients(
                outputGradient, images, of: wanted, input, output.values.values, weights,
                rectifies: finish == .rectified, to: sums)
        }
        return (channelsFirst(result.weight, weight.shape), result.bias, result.input)
    }

    private func addGradients(
        _ outputGradient: UnsafePointer<Float>, _ images: Range<Int>, of wanted: Gradients,
        _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>,
        _ weights: UnsafePointer<Float>, rectifies: Bool, to sums: ConvolutionGradientSums
    ) {
        let (outputs, pixels) = (size.outputChannels, outputPixels)
        let bordered = BorderedImage(size)
        let borderedGradient = sums.input == nil ? nil : BorderedImage(size)
        let patches = Workspace(count: pixels * patchCount)
        let slopes = Workspace(count: outputCount)
        defer { withExtendedLifetime((bordered, borderedGradient, patches, slopes)) {} }
        let slopeMatrix = Matrix(slopes.start, rows: pixels, columns: outputs)
        for image in images {
            let start = image * outputCount
            slopes.start.update(from: outputGradient + start, count: outputCount)
            if rectifies { clearWhereZero(output + start, slopes.start, count: outputCount) }
            for pixel in 0..<pixels {
                add(slopes.start + pixel * outputs, to: sums.bias, count: outputs)
            }
            if wanted.contains(.parameters) {
                digitpad_gather_patches(
                    bordered.reading(image, of: input), size.kernelSize, patches.start)
                multiply(
                    slopeMatrix.transposed,
                    Matrix(patches.start, rows: pixels, columns: patchCount),
                    into: sums.weight, stride: patchCount, accumulating: true)
            }
            if let inputGradient = sums.input, let borderedGradient {
                multiply(
                    slopeMatrix, Matrix(weights, rows: outputs, columns: patchCount),
                    into: patches.start, stride: patchCount)
                digitpad_add_patches(
                    patches.start, size.kernelSize,
                    borderedGradient.zeros(for: image, of: inputGradient))
                borderedGradient.write(to: image, of: inputGradient)
            }
        }
    }

    /// The weights [O, C, k, k] as [O, k, k, C], the order of a patch.
    private func pixelsFirst(_ weight: Tensor) -> [Float] {
        transposed(weight.values, rows: size.channels, columns: patchCount / size.channels)
    }

    /// Values [O, k, k, C] as the weights lie, [O, C, k, k].
    private func channelsFirst(_ values: [Float], _ shape: [Int]) -> Tensor {
        Tensor(
            shape: shape,
            values: transposed(values, rows: patchCount / size.channels, columns: size.channels))
    }
}
