/// A 2-D convolution with a square kernel and stride 1, padded with zeros or not at all.
package final class Convolution: FinishingLayer {
    let name: String
    let weight: Parameter  // [O, C, k, k]
    /// Nil where a batch normalisation follows, which would take any bias away again.
    let bias: Parameter?  // [O]
    let inputChannels: Int
    let outputChannels: Int
    let kernelSize: Int
    let padding: Int
    private var input: Tensor?
    private var output: FinishedOutput?

    /// The weights are to be initialised or loaded; the parameters are called `name`.weight and `name`.bias.
    ///
    /// - Parameter padding: how many zeros surround the image, fewer than the kernel is wide.
    package init(
        name: String, inputChannels: Int, outputChannels: Int, kernelSize: Int, padding: Int = 0,
        hasBias: Bool = true
    ) {
        precondition((0..<kernelSize).contains(padding), "the padding \(padding) is too wide")
        self.name = name
        self.inputChannels = inputChannels
        self.outputChannels = outputChannels
        self.kernelSize = kernelSize
        self.padding = padding
        weight = Parameter(
            name: "\(name).weight", shape: [outputChannels, inputChannels, kernelSize, kernelSize])
        bias = hasBias ? Parameter(name: "\(name).bias", shape: [outputChannels]) : nil
    }

    package var parameters: [Parameter] { [weight] + (bias.map { [$0] } ?? []) }

    package var multiplyAddsPerOutput: Int { inputChannels * kernelSize * kernelSize }

    package func initialize(using generator: inout RandomGenerator) {
        let fanIn = inputChannels * kernelSize * kernelSize
        weight.initialize(fanIn: fanIn, using: &generator)
        bias?.initialize(fanIn: fanIn, using: &generator)
    }

    var canPool: Bool { PooledGradients.fits(self) }

    /// [N, H, W, C] → [N, Y, X, O] with Y = H + 2p − k + 1 and X = W + 2p − k + 1.
    func infer(_ input: consuming Tensor, finish: Finish) -> Tensor {
        method(for: input.shape)
            .output(input.values, weight: weight.value, bias: biasValues, finish: finish).values
    }

    func forward(_ input: consuming Tensor, finish: Finish) -> Tensor {
        let output = method(for: input.shape)
            .output(input.values, weight: weight.value, bias: biasValues, finish: finish)
        self.input = input
        self.output = output.keptForGradient(finish)
        return output.values
    }

    func backward(
        _ outputGradient: consuming Tensor, finish: Finish, of wanted: Gradients
    ) -> Tensor {
        let input = kept(input)
        let result = method(for: input.shape)
            .gradients(
                outputGradient.values, of: wanted, input: input.values, output: kept(output),
                weight: weight.value, finish: finish)
        if wanted.contains(.parameters) {
            weight.gradient = result.weight
            bias?.gradient = Tensor(shape: [outputChannels], values: result.bias)
        }
        return result.input
    }

    private var biasValues: [Float] {
        bias?.value.values ?? [Float](repeating: 0, count: outputChannels)
    }

    private func method(for inputShape: [Int]) -> any ConvolutionMethod {
        precondition(weight.hasValue, "\(name) has no weights yet")
        let size = ConvolutionSize(self, inputShape: inputShape)
        if WinogradConvolution.fits(self) { return WinogradConvolution(size) }
        return SingleConvolution.fits(self) ? SingleConvolution(size) : PatchConvolution(size)
    }
}

/// What a convolution made of its sums, and what their gradient asks to know.
struct FinishedOutput {
    let values: Tensor
    /// For pooled outputs, which of four each one was.
    let places: [UInt8]

    /// What the gradient asks for: the layer that gets the values may then work in their memory.
    func keptForGradient(_ finish: Finish) -> FinishedOutput {
        finish == .rectified ? self : FinishedOutput(values: Tensor(zeros: [0]), places: places)
    }
}

/// A way to compute a convolution.
protocol ConvolutionMethod {
    func output(
        _ input: [Float], weight: Tensor, bias: [Float], finish: Finish
    ) -> FinishedOutput

    /// The gradients of the weight [O, C, k, k], the bias [O] and the input; empty where not wanted.
    func gradients(
        _ outputGradient: [Float], of wanted: Gradients, input: [Float], output: FinishedOutput,
        weight: Tensor, finish: Finish
    ) -> (weight: Tensor, bias: [Float], input: Tensor)
}

/// The sizes of a convolution of one batch.
struct ConvolutionSize {
    let images, height, width, channels: Int
    let outputHeight, outputWidth, outputChannels: Int
    let kernelSize, padding: Int

    init(_ convolution: Convolution, inputShape: [Int]) {
        (channels, outputChannels) = (convolution.inputChannels, convolution.outputChannels)
        (kernelSize, padding) = (convolution.kernelSize, convolution.padding)
        precondition(
            inputShape.count == 4 && inputShape[3] == channels
                && min(inputShape[1], inputShape[2]) + 2 * padding >= kernelSize,
            "a convolution of \(channels) channels cannot take \(inputShape)")
        (images, height, width) = (inputShape[0], inputShape[1], inputShape[2])
        outputHeight = height + 2 * padding - kernelSize + 1
        outputWidth = width + 2 * padding - kernelSize + 1
    }

    var inputShape: [Int] { [images, height, width, channels] }
    var outputShape: [Int] { [images, outputHeight, outputWidth, outputChannels] }
}
