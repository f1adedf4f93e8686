/// Makes one long row of each image, channel by channel as PyTorch has it: [N, H, W, C] → [N, CHW].
package final class Flatten: Layer {
    private var inputShape: [Int]?

    /// A layer of any shape.
    package init() {}

    package func infer(_ input: consuming Tensor) -> Tensor {
        let (images, channels) = (input.shape[0], input.shape[input.shape.count - 1])
        let count = input.shape.dropFirst().reduce(1, *)
        return Tensor(
            shape: [images, count],
            values: transposed(input.values, rows: count / channels, columns: channels))
    }

    package func forward(
        _ input: consuming Tensor, using generator: inout RandomGenerator
    ) -> Tensor {
        inputShape = input.shape
        return infer(input)
    }

    package func backward(_ outputGradient: consuming Tensor, of wanted: Gradients) -> Tensor {
        let shape = kept(inputShape)
        let channels = shape[shape.count - 1]
        let pixels = shape.dropFirst().dropLast().reduce(1, *)
        return Tensor(
            shape: shape,
            values: transposed(outputGradient.values, rows: channels, columns: pixels))
    }
}
