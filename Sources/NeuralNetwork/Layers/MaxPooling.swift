/// Keeps the largest value of each square window; windows lie side by side.
package final class MaxPooling: Layer {
    let size: Int
    private var input: Tensor?

    /// Windows of `size` × `size`; rows and columns that fill no window are left out.
    package init(_ size: Int) {
        precondition(size > 0, "a window needs a side of at least 1")
        self.size = size
    }

    /// [N, H, W, C] → [N, Y, X, C] with Y = H / size and X = W / size, rounded down.
    package func infer(_ input: consuming Tensor) -> Tensor {
        let windows = Windows(of: input.shape, size: size)
        return Tensor(shape: windows.outputShape) { output in
            selectLargest(input.values, into: output, windows)
        }
    }

    package func forward(
        _ input: consuming Tensor, using generator: inout RandomGenerator
    ) -> Tensor {
        let output = infer(copy input)
        self.input = input
        return output
    }

    package func backward(_ outputGradient: consuming Tensor, of wanted: Gradients) -> Tensor {
        let input = kept(input)
        let windows = Windows(of: input.shape, size: size)
        return Tensor(shape: input.shape) { inputGradient in
            passBack(
                outputGradient.values, toLargestOf: input.values, into: inputGradient, windows)
        }
    }
}

/// The windows of a batch [N, H, W, C].
private struct Windows {
    let images, height, width, channels, size: Int

    init(of inputShape: [Int], size: Int) {
        precondition(inputShape.count == 4, "pooling needs [N, H, W, C], not \(inputShape)")
        (images, height, width) = (inputShape[0], inputShape[1], inputShape[2])
        channels = inputShape[3]
        self.size = size
    }

    var outputShape: [Int] { [images, height / size, width / size, channels] }

    /// Calls `body` with the index of every output, and of its window's first input.
    func forEachOutput(
        of image: Int, _ body: (_ output: Int, _ corner: Int) -> Void
    ) {
        let (rows, columns) = (height / size, width / size)
        for row in 0..<rows {
            for column in 0..<columns {
                let output = ((image * rows + row) * columns + column) * channels
                let corner = ((image * height + row * size) * width + column * size) * channels
                for channel in 0..<channels { body(output + channel, corner + channel) }
            }
        }
    }

    /// The place of a window's largest value, the first of equals.
    func placeOfLargest(in input: UnsafePointer<Float>, corner: Int) -> Int {
        var place = corner
        for y in 0..<size {
            for x in 0..<size {
                let candidate = corner + (y * width + x) * channels
                if input[candidate] > input[place] { place = candidate }
            }
        }
        return place
    }
}

private func selectLargest(
    _ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, _ windows: Windows
) {
    Parallel.forEach(rangeOf: windows.images) { images in
        for image in images {
            windows.forEachOutput(of: image) { index, corner in
                output[index] = input[windows.placeOfLargest(in: input, corner: corner)]
            }
        }
    }
}

/// Gives each window's gradient to the first place that holds the window's largest value.
private func passBack(
    _ outputGradient: UnsafePointer<Float>, toLargestOf input: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, _ windows: Windows
) {
    let imageCount = windows.height * windows.width * windows.channels
    Parallel.forEach(rangeOf: windows.images) { images in
        for image in images {
            (inputGradient + image * imageCount).initialize(repeating: 0, count: imageCount)
            windows.forEachOutput(of: image) { index, corner in
                let winner = windows.placeOfLargest(in: input, corner: corner)
                inputGradient[winner] = outputGradient[index]
            }
        }
    }
}
