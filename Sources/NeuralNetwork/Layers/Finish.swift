import CKernels

/// What becomes of a layer's outputs before they are written to memory.
///
/// A rectifier by itself reads and writes all of them once more, and once again for the gradient.
enum Finish {
    case plain
    /// As a ``ReLU`` does.
    case rectified
    /// As a ``ReLU`` and then ``MaxPooling`` of 2×2 do.
    case pooled

    /// How the loops call it.
    var loopsValue: digitpad_finish {
        switch self {
        case .plain: DIGITPAD_PLAIN
        case .rectified: DIGITPAD_RECTIFIED
        case .pooled: DIGITPAD_POOLED
        }
    }

    /// The shape of what is written of images [N, Y, X, O].
    func shape(of outputs: [Int]) -> [Int] {
        self == .pooled ? [outputs[0], outputs[1] / 2, outputs[2] / 2, outputs[3]] : outputs
    }
}

/// A layer that finishes its outputs itself.
protocol FinishingLayer: Layer {
    /// Whether the layer can pool, and not only rectify.
    var canPool: Bool { get }

    func infer(_ input: consuming Tensor, finish: Finish) -> Tensor
    func forward(_ input: consuming Tensor, finish: Finish) -> Tensor

    /// The backward pass, given the gradient of the finished outputs.
    func backward(
        _ outputGradient: consuming Tensor, finish: Finish, of wanted: Gradients
    ) -> Tensor
}

extension FinishingLayer {
    package func infer(_ input: consuming Tensor) -> Tensor { infer(input, finish: .plain) }

    package func forward(
        _ input: consuming Tensor, using generator: inout RandomGenerator
    ) -> Tensor {
        forward(input, finish: .plain)
    }

    package func backward(_ outputGradient: consuming Tensor, of wanted: Gradients) -> Tensor {
        backward(outputGradient, finish: .plain, of: wanted)
    }
}

/// A layer together with the rectifier, and it may be the pooling, that follow it.
final class Finished: Layer {
    private let layer: any FinishingLayer
    private let finish: Finish

    init(_ layer: any FinishingLayer, _ finish: Finish) {
        self.layer = layer
        self.finish = finish
    }

    var parameters: [Parameter] { layer.parameters }
    var runningStatistics: [Parameter] { layer.runningStatistics }
    var multiplyAddsPerOutput: Int { layer.multiplyAddsPerOutput }

    func initialize(using generator: inout RandomGenerator) {
        layer.initialize(using: &generator)
    }

    func infer(_ input: consuming Tensor) -> Tensor { layer.infer(input, finish: finish) }

    func forward(
        _ input: consuming Tensor, using generator: inout RandomGenerator
    ) -> Tensor {
        layer.forward(input, finish: finish)
    }

    func backward(_ outputGradient: consuming Tensor, of wanted: Gradients) -> Tensor {
        layer.backward(outputGradient, finish: finish, of: wanted)
    }
}

/// The layers as they compute: rectifiers and poolings are done by the layers before them, and
/// normalisations together with their convolutions.
func joined(_ layers: [any Layer]) -> [any Layer] {
    var result: [any Layer] = []
    var rest = layers[...]
    while var layer = rest.popFirst() {
        if let convolution = layer as? Convolution, NormalizedConvolution.fits(convolution),
            let normalization = rest.first as? BatchNormalization
        {
            rest.removeFirst()
            layer = NormalizedConvolution(convolution, normalization)
        }
        guard let finishing = layer as? any FinishingLayer, rest.first is ReLU else {
            result.append(layer)
            continue
        }
        rest.removeFirst()
        let pools = finishing.canPool && (rest.first as? MaxPooling)?.size == 2
        if pools { rest.removeFirst() }
        result.append(Finished(finishing, pools ? .pooled : .rectified))
    }
    return result
}
