// Letters in the shape comments of this folder:
//   N  images in the batch            H, W    height and width of a layer's input
//   C  channels of a layer's input    Y, X    height and width of its output
//   O  channels of its output         k       side of a convolution's kernel
// Gradients are of the batch's loss, and have the shape of what they are the gradient of.

/// One step of a network, with its derivative.
///
/// Inputs are consumed so that a layer may work in the memory it is handed.
package protocol Layer: AnyObject {
    /// What the layer learns, in PyTorch's order; empty for most.
    var parameters: [Parameter] { get }

    /// What the layer measures while training and needs in use, though no gradient changes it.
    var runningStatistics: [Parameter] { get }

    /// Gives fresh random values to the parameters.
    func initialize(using generator: inout RandomGenerator)

    /// The output for use: no randomness, and nothing is kept.
    func infer(_ input: consuming Tensor) -> Tensor

    /// The output while training: keeps what its gradients need.
    func forward(_ input: consuming Tensor, using generator: inout RandomGenerator) -> Tensor

    /// Writes the gradient of every parameter and returns the input's, both for the last `forward` and
    /// as far as they are wanted; what is returned means nothing if it is not.
    func backward(_ outputGradient: consuming Tensor, of wanted: Gradients) -> Tensor

    /// How many multiplications with an addition each value of the output takes in use.
    var multiplyAddsPerOutput: Int { get }
}

extension Layer {
    package var parameters: [Parameter] { [] }
    package var runningStatistics: [Parameter] { [] }
    package var multiplyAddsPerOutput: Int { 0 }
    package func initialize(using generator: inout RandomGenerator) {}

    /// Writes the gradient of every parameter and returns the input's, for the last `forward`.
    package func backward(_ outputGradient: consuming Tensor) -> Tensor {
        backward(outputGradient, of: [.parameters, .input])
    }
}

/// Which gradients a backward pass is asked for.
///
/// The first layer that learns need not say its input's, and who asks what the answer rests on changes
/// no parameter.
package struct Gradients: OptionSet, Sendable {
    package let rawValue: Int
    package static let parameters = Gradients(rawValue: 1)
    package static let input = Gradients(rawValue: 2)

    /// The gradients of these bits.
    package init(rawValue: Int) { self.rawValue = rawValue }
}

/// What a layer kept for its backward pass; asking before a `forward` is a programmer's mistake.
func kept<Value>(_ value: Value?) -> Value {
    guard let value else { preconditionFailure("backward before forward") }
    return value
}
