/// Keeps the largest value of each square window; windows lie side by side.
package final class MaxPooling: Layer {
    private let size: Int
    private var inputShape: [Int]?
    /// For each output the place of its value within the H × W plane it came from.
    private var winners: [Int32]?

    /// Windows of `size` × `size`; rows and columns that fill no window are left out.
    package init(_ size: Int) {
        precondition(size > 0, "a window needs a side of at least 1")
        self.size = size
    }

    /// [N, C, H, W] → [N, C, Y, X] with Y = H / size and X = W / size, rounded down.
    package func infer(_ input: consuming Tensor) -> Tensor {
        pool(input).output
    }

    package func forward(
        _ input: consuming Tensor, using generator: inout RandomGenerator
    ) -> Tensor {
        inputShape = input.shape
        let (output, winners) = pool(input)
        self.winners = winners
        return output
    }

    package func inputGradient(_ outputGradient: consuming Tensor) -> Tensor {
        let shape = kept(inputShape)
        let winners = kept(winners)
        return Tensor(shape: shape) { inputGradient in
            distribute(outputGradient.values, to: winners, shape: shape, into: inputGradient)
        }
    }

    package var onnxOperator: ONNXOperator? {
        ONNXOperator(
            "MaxPool",
            ["kernel_shape": .integers([size, size]), "strides": .integers([size, size])])
    }

    private func pool(_ input: borrowing Tensor) -> (output: Tensor, winners: [Int32]) {
        let shape = input.shape
        precondition(shape.count == 4, "pooling needs [N, C, H, W], not \(shape)")
        let outputShape = [shape[0], shape[1], shape[2] / size, shape[3] / size]
        var winners: [Int32] = []
        let output = Tensor(shape: outputShape) { output in
            let count = outputShape.reduce(1, *)
            winners = [Int32](unsafeUninitializedCapacity: count) { buffer, initializedCount in
                if let winners = buffer.baseAddress {
                    selectLargest(input.values, shape: shape, into: output, winners: winners)
                }
                initializedCount = count
            }
        }
        return (output, winners)
    }

    private func selectLargest(
        _ input: UnsafePointer<Float>, shape: [Int], into output: UnsafeMutablePointer<Float>,
        winners: UnsafeMutablePointer<Int32>
    ) {
        let (height, width) = (shape[2], shape[3])
        let (outputHeight, outputWidth) = (height / size, width / size)
        let size = size
        Parallel.forEach(rangeOf: shape[0] * shape[1], minimum: 16) { planes in
            for plane in planes {
                let source = input + plane * height * width
                var target = plane * outputHeight * outputWidth
                for top in stride(from: 0, to: outputHeight * size, by: size) {
                    for left in stride(from: 0, to: outputWidth * size, by: size) {
                        var winner = top * width + left
                        for y in top..<top + size {
                            for place in y * width + left..<y * width + left + size
                            where source[place] > source[winner] {
                                winner = place
                            }
                        }
                        output[target] = source[winner]
                        winners[target] = Int32(truncatingIfNeeded: winner)
                        target += 1
                    }
                }
            }
        }
    }

    private func distribute(
        _ outputGradient: UnsafePointer<Float>, to winners: UnsafePointer<Int32>, shape: [Int],
        into inputGradient: UnsafeMutablePointer<Float>
    ) {
        let inputCount = shape[2] * shape[3]
        let outputCount = (shape[2] / size) * (shape[3] / size)
        Parallel.forEach(rangeOf: shape[0] * shape[1], minimum: 16) { planes in
            for plane in planes {
                let target = inputGradient + plane * inputCount
                target.initialize(repeating: 0, count: inputCount)
                for index in plane * outputCount..<(plane + 1) * outputCount {
                    target[Int(winners[index])] = outputGradient[index]
                }
            }
        }
    }
}
