/// Makes one long row of each image, channel by channel as PyTorch has it: [N, H, W, C] → [N, CHW].
package final class Flatten: Layer {
    private var inputShape: [Int]?

    /// A layer of any shape.
    package init() {}

    package func infer(_ input: consuming Tensor) -> Tensor {
        let (images, channels) = (input.shape[0], input.shape[input.shape.count - 1])
        let count = input.shape.dropFirst().reduce(1, *)
        return transposed(input, rows: count / channels, columns: channels)
            .reshaped([images, count])
    }

    package func forward(
        _ input: consuming Tensor, using generator: inout RandomGenerator
    ) -> Tensor {
        inputShape = input.shape
        return infer(input)
    }

    package func inputGradient(_ outputGradient: consuming Tensor) -> Tensor {
        let shape = kept(inputShape)
        let channels = shape[shape.count - 1]
        let pixels = shape.dropFirst().dropLast().reduce(1, *)
        return transposed(outputGradient, rows: channels, columns: pixels).reshaped(shape)
    }

    package var onnxOperator: ONNXOperator? { ONNXOperator("Flatten") }
}

/// Transposes the matrix, rows × columns, that each image is.
private func transposed(_ images: consuming Tensor, rows: Int, columns: Int) -> Tensor {
    guard rows > 1, columns > 1 else { return images }
    return Tensor(shape: images.shape) { result in
        transpose(images.values, rows: rows, columns: columns, count: images.shape[0], into: result)
    }
}

private func transpose(
    _ images: UnsafePointer<Float>, rows: Int, columns: Int, count: Int,
    into result: UnsafeMutablePointer<Float>
) {
    Parallel.forEach(rangeOf: count) { range in
        for image in range {
            let (source, target) = (
                images + image * rows * columns, result + image * rows * columns
            )
            for row in 0..<rows {
                for column in 0..<columns {
                    target[column * rows + row] = source[row * columns + column]
                }
            }
        }
    }
}
