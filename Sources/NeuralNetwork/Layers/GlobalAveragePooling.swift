/// The mean of each channel over the whole image.
package final class GlobalAveragePooling: Layer {
    private var inputShape: [Int]?

    /// A layer of any shape.
    package init() {}

    /// [N, C, H, W] → [N, C].
    package func infer(_ input: consuming Tensor) -> Tensor {
        precondition(input.shape.count == 4, "pooling needs [N, C, H, W], not \(input.shape)")
        let size = input.shape[2] * input.shape[3]
        return Tensor(shape: [input.shape[0], input.shape[1]]) { means in
            average(input.values, size: size, into: means, count: input.count / size)
        }
    }

    package func forward(
        _ input: consuming Tensor, using generator: inout RandomGenerator
    ) -> Tensor {
        inputShape = input.shape
        return infer(input)
    }

    package func inputGradient(_ outputGradient: consuming Tensor) -> Tensor {
        let shape = kept(inputShape)
        let size = shape[2] * shape[3]
        return Tensor(shape: shape) { inputGradient in
            for (plane, gradient) in outputGradient.values.enumerated() {
                (inputGradient + plane * size)
                    .initialize(repeating: gradient / Float(size), count: size)
            }
        }
    }

    package var onnxOperator: ONNXOperator? {
        ONNXOperator("ReduceMean", ["axes": .integers([2, 3]), "keepdims": .integer(0)])
    }
}

private func average(
    _ values: UnsafePointer<Float>, size: Int, into means: UnsafeMutablePointer<Float>, count: Int
) {
    for plane in 0..<count { means[plane] = sum(values + plane * size, count: size) / Float(size) }
}
