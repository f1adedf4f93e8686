import CKernels

/// A convolution of 3×3 of images with one channel, computed by its definition.
///
/// There is nothing to win by a transform here: each pixel is read nine times, from the cache.
struct SingleConvolution: ConvolutionMethod {
    private let size: ConvolutionSize

    /// Whether a convolution has the form that this method computes.
    static func fits(_ convolution: Convolution) -> Bool {
        convolution.kernelSize == 3 && convolution.inputChannels == 1
            && convolution.outputChannels % Int(DIGITPAD_CHANNEL_UNIT) == 0
    }

    init(_ size: ConvolutionSize) {
        self.size = size
    }

    private var outputShape: [Int] { Array(size.outputShape.dropFirst()) }
    private var outputCount: Int { outputShape.reduce(1, *) }

    func output(
        _ input: [Float], weight: Tensor, bias: [Float], finish: Finish
    ) -> FinishedOutput {
        precondition(finish != .pooled, "a single channel is not pooled")
        let taps = transposed(weight.values, rows: size.outputChannels, columns: 9)
        let values = Tensor(shape: size.outputShape) { output in
            write(output, of: input, taps, bias, finish)
        }
        return FinishedOutput(values: values, places: [])
    }

    private func write(
        _ output: UnsafeMutablePointer<Float>, of input: UnsafePointer<Float>,
        _ taps: UnsafePointer<Float>, _ bias: UnsafePointer<Float>, _ finish: Finish
    ) {
        Parallel.forEach(rangeOf: size.images) { images in
            let bordered = BorderedImage(size)
            defer { withExtendedLifetime(bordered) {} }
            for image in images {
                loops.convolve_single(
                    bordered.reading(image, of: input), taps, bias,
                    digitpad_map(of: output + image * outputCount, outputShape),
                    finish.loopsValue)
            }
        }
    }

    func gradients(
        _ outputGradient: [Float], of wanted: Gradients, input: [Float], output: FinishedOutput,
        weight: Tensor, finish: Finish
    ) -> (weight: Tensor, bias: [Float], input: Tensor) {
        guard !wanted.contains(.input) else {
            // Only "what spoke for it" asks for this, once: the common way will do.
            return PatchConvolution(size).gradients(
                outputGradient, of: wanted, input: input, output: output, weight: weight,
                finish: finish)
        }
        let result = size.gradients(
            of: wanted, over: Parallel.ranges(of: size.images, chunks: 8)
        ) { _, images, sums in
            addGradients(outputGradient, images, input, output.values.values, finish, to: sums)
        }
        let weightGradient = transposed(result.weight, rows: 9, columns: size.outputChannels)
        return (
            Tensor(shape: weight.shape, values: weightGradient), result.bias, result.input
        )
    }

    private func addGradients(
        _ outputGradient: UnsafePointer<Float>, _ images: Range<Int>,
        _ input: UnsafePointer<Float>, _ output: UnsafePointer<Float>, _ finish: Finish,
        to sums: ConvolutionGradientSums
    ) {
        let bordered = BorderedImage(size)
        defer { withExtendedLifetime(bordered) {} }
        for image in images {
            let start = image * outputCount
            loops.convolve_single_gradient(
                bordered.reading(image, of: input),
                digitpad_map(
                    of: UnsafeMutablePointer(mutating: outputGradient + start), outputShape),
                finish == .plain ? nil : output + start, sums.weight, sums.bias)
        }
    }
}
