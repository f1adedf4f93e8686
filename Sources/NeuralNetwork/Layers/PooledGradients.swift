import CKernels

/// The gradients of a convolution of 3×3 without a border whose rectified outputs were pooled.
///
/// Only the largest of four outputs passes a gradient back, and a dropout silences some of these: about
/// an eighth of all products is left. That is fewer than Winograd's method needs, and takes no transforms.
struct PooledGradients {
    private let size: ConvolutionSize
    /// Of a pooled image.
    private let shape: [Int]

    /// Whether a convolution has the form that this method computes.
    static func fits(_ convolution: Convolution) -> Bool {
        WinogradConvolution.fits(convolution) && convolution.padding == 0
    }

    init(_ size: ConvolutionSize) {
        self.size = size
        shape = Array(Finish.pooled.shape(of: size.outputShape).dropFirst())
    }

    /// The gradients of the weight [O, C, 3, 3], the bias [O] and the input; empty where not wanted.
    ///
    /// - Parameters:
    ///   - outputGradient: by the pooled outputs.
    ///   - places: which of four each of them was.
    func gradients(
        _ outputGradient: [Float], places: [UInt8], of wanted: Gradients, input: [Float],
        weight: Tensor
    ) -> (weight: Tensor, bias: [Float], input: Tensor) {
        let kernels = Workspace(count: weight.count)
        defer { withExtendedLifetime(kernels) {} }
        forEachBlock { inOrder, inBlock in
            transpose(weight.values, inOrder, rows: unit, columns: 9, to: kernels.start + inBlock)
        }
        let result = size.gradients(of: wanted, over: Parallel.ranges(of: size.images, chunks: 8)) {
            _, images, sums in
            add(outputGradient, places, images, input, kernels.start, wanted, to: sums)
        }
        var weightGradient = result.weight
        forEachBlock { inOrder, inBlock in
            transpose(result.weight, inBlock, rows: 9, columns: unit, to: &weightGradient[inOrder])
        }
        return (
            Tensor(shape: weight.shape, values: weightGradient), result.bias, result.input
        )
    }

    /// Adds what some images come to.
    private func add(
        _ outputGradient: UnsafePointer<Float>, _ places: UnsafePointer<UInt8>,
        _ images: Range<Int>, _ input: UnsafePointer<Float>, _ kernels: UnsafePointer<Float>,
        _ wanted: Gradients, to sums: ConvolutionGradientSums
    ) {
        var marks = [UInt](repeating: 0, count: shape[0] * shape[1] * 4 * ((shape[2] + 63) / 64))
        for image in images {
            let gradient = map(image, of: outputGradient, shape)
            loops.mark_pooled(
                gradient, places + image * shape.reduce(1, *), &marks, sums.bias)
            if wanted.contains(.parameters) {
                loops.add_pooled_kernel_gradients(
                    gradient, marks, map(image, of: input, imageShape), sums.weight)
            }
            if let inputGradient = sums.input {
                loops.write_pooled_input_gradient(
                    gradient, marks, kernels, map(image, of: inputGradient, imageShape))
            }
        }
    }

    private var imageShape: [Int] { [size.height, size.width, size.channels] }

    private func map(
        _ image: Int, of images: UnsafePointer<Float>, _ shape: [Int]
    ) -> digitpad_map {
        digitpad_map(
            of: UnsafeMutablePointer(mutating: images + image * shape.reduce(1, *)), shape)
    }

    // MARK: The order of the kernels

    private var unit: Int { Int(DIGITPAD_CHANNEL_UNIT) }

    /// Calls `body` for the kernels of every output and 16 inputs: where they begin in the weight's order
    /// [O, C, 9], and where in that of the loops [C / 16, O, 9, 16].
    private func forEachBlock(_ body: (_ inOrder: Int, _ inBlock: Int) -> Void) {
        for output in 0..<size.outputChannels {
            for first in stride(from: 0, to: size.channels, by: unit) {
                body(
                    9 * (output * size.channels + first),
                    9 * (first * size.outputChannels + output * unit))
            }
        }
    }

    private func transpose(
        _ matrix: UnsafePointer<Float>, _ start: Int, rows: Int, columns: Int,
        to result: UnsafeMutablePointer<Float>
    ) {
        digitpad_transpose(matrix + start, columns, rows, columns, result, rows)
    }
}
