/// A convolution together with the batch normalisation that follows it.
///
/// The moments are taken of the convolution's sums as they are written, and their gradient is computed
/// where the convolution reads it: each would be one more way through memory.
final class NormalizedConvolution: FinishingLayer {
    private let convolution: Convolution
    private let normalization: BatchNormalization
    private var input: Tensor?

    /// Whether the convolution can be joined to a normalisation.
    static func fits(_ convolution: Convolution) -> Bool {
        WinogradConvolution.fits(convolution) && convolution.bias == nil
    }

    init(_ convolution: Convolution, _ normalization: BatchNormalization) {
        self.convolution = convolution
        self.normalization = normalization
    }

    var parameters: [Parameter] { convolution.parameters + normalization.parameters }
    var runningStatistics: [Parameter] { normalization.runningStatistics }
    var multiplyAddsPerOutput: Int { convolution.multiplyAddsPerOutput }

    func initialize(using generator: inout RandomGenerator) {
        convolution.initialize(using: &generator)
        normalization.initialize(using: &generator)
    }

    var canPool: Bool { true }

    func infer(_ input: consuming Tensor, finish: Finish) -> Tensor {
        normalization.infer(convolution.infer(input, finish: .plain), finish: finish)
    }

    func forward(_ input: consuming Tensor, finish: Finish) -> Tensor {
        let (sums, moments) = method(for: input).sums(
            input.values, weight: convolution.weight.value, pivots: normalization.pivots)
        self.input = input
        return normalization.forward(sums, moments: moments, finish: finish)
    }

    func backward(
        _ outputGradient: consuming Tensor, finish: Finish, of wanted: Gradients
    ) -> Tensor {
        let input = kept(input)
        let gradient = normalization.normalizationGradient(
            outputGradient, finish: finish, of: wanted)
        let result = method(for: input).gradients(
            of: wanted, sumsGradient: gradient, input: input.values,
            weight: convolution.weight.value)
        if wanted.contains(.parameters) { convolution.weight.gradient = result.weight }
        return result.input
    }

    private func method(for input: borrowing Tensor) -> WinogradConvolution {
        WinogradConvolution(ConvolutionSize(convolution, inputShape: input.shape))
    }
}
