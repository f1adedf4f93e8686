/// Makes one long row of each image's channels: [N, C, H, W] → [N, CHW].
package final class Flatten: Layer {
    private var inputShape: [Int]?

    /// A layer of any shape.
    package init() {}

    package func infer(_ input: consuming Tensor) -> Tensor {
        let images = input.shape[0]
        let count = input.shape.dropFirst().reduce(1, *)
        return input.reshaped([images, count])
    }

    package func forward(
        _ input: consuming Tensor, using generator: inout RandomGenerator
    ) -> Tensor {
        inputShape = input.shape
        return infer(input)
    }

    package func inputGradient(_ outputGradient: consuming Tensor) -> Tensor {
        outputGradient.reshaped(kept(inputShape))
    }

    package var onnxOperator: ONNXOperator? { ONNXOperator("Flatten") }
}
