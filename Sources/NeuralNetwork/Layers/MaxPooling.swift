/// Keeps the largest value of each square window; windows lie side by side.
package final class MaxPooling: Layer {
    let size: Int
    private var input: Tensor?

    /// Windows of `size` × `size`; rows and columns that fill no window are left out.
    package init(_ size: Int) {
        precondition(size > 0, "a window needs a side of at least 1")
        self.size = size
    }

    /// [N, C, H, W] → [N, C, Y, X] with Y = H / size and X = W / size, rounded down.
    package func infer(_ input: consuming Tensor) -> Tensor {
        let planes = Planes(of: input.shape, windowSize: size)
        return Tensor(shape: planes.outputShape) { output in
            selectLargest(input.values, into: output, planes)
        }
    }

    package func forward(
        _ input: consuming Tensor, using generator: inout RandomGenerator
    ) -> Tensor {
        self.input = copy input
        return infer(input)
    }

    package func inputGradient(_ outputGradient: consuming Tensor) -> Tensor {
        let input = kept(input)
        let planes = Planes(of: input.shape, windowSize: size)
        return Tensor(shape: input.shape) { inputGradient in
            passBack(
                outputGradient.values, toLargestOf: input.values, into: inputGradient, planes)
        }
    }

    package var onnxOperator: ONNXOperator? {
        ONNXOperator(
            "MaxPool",
            ["kernel_shape": .integers([size, size]), "strides": .integers([size, size])]
        )
    }
}

/// The N · C planes of one batch, each H × W, and the windows on them.
private struct Planes {
    let images, channels, height, width, windowSize: Int

    init(of inputShape: [Int], windowSize: Int) {
        precondition(inputShape.count == 4, "pooling needs [N, C, H, W], not \(inputShape)")
        images = inputShape[0]
        channels = inputShape[1]
        height = inputShape[2]
        width = inputShape[3]
        self.windowSize = windowSize
    }

    var outputShape: [Int] { [images, channels, height / windowSize, width / windowSize] }

    /// Calls `body` with the index of every window's output and of its top left corner's input.
    func forEachWindow(in plane: Int, _ body: (_ output: Int, _ corner: Int) -> Void) {
        let (rows, columns) = (height / windowSize, width / windowSize)
        var output = plane * rows * columns
        for row in 0..<rows {
            var corner = (plane * height + row * windowSize) * width
            for _ in 0..<columns {
                body(output, corner)
                output += 1
                corner += windowSize
            }
        }
    }

    /// The largest value of a window.
    @inline(__always)
    func largest(in input: UnsafePointer<Float>, corner: Int) -> Float {
        if windowSize == 2 {
            let (top, bottom) = (input + corner, input + corner + width)
            return larger(larger(top[0], top[1]), larger(bottom[0], bottom[1]))
        }
        var largest = input[corner]
        for y in 0..<windowSize {
            for x in 0..<windowSize { largest = larger(largest, input[corner + y * width + x]) }
        }
        return largest
    }

    /// The place of a window's largest value, the first of equals.
    @inline(__always)
    func placeOfLargest(in input: UnsafePointer<Float>, corner: Int) -> Int {
        if windowSize == 2 {
            let (top, bottom) = (input + corner, input + corner + width)
            let upper = top[1] > top[0] ? 1 : 0
            let lower = bottom[1] > bottom[0] ? 1 : 0
            return bottom[lower] > top[upper] ? corner + width + lower : corner + upper
        }
        var place = corner
        for y in 0..<windowSize {
            for x in 0..<windowSize {
                let candidate = corner + y * width + x
                place = input[candidate] > input[place] ? candidate : place
            }
        }
        return place
    }

    /// Unlike `max`, one instruction: that of the processor.
    @inline(__always)
    private func larger(_ first: Float, _ second: Float) -> Float {
        first > second ? first : second
    }

    func forEachPlane(_ body: (_ plane: Int) -> Void) {
        Parallel.forEach(rangeOf: images * channels, minimum: 16) { range in
            for plane in range { body(plane) }
        }
    }
}

private func selectLargest(
    _ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, _ planes: Planes
) {
    planes.forEachPlane { plane in
        planes.forEachWindow(in: plane) { index, corner in
            output[index] = planes.largest(in: input, corner: corner)
        }
    }
}

/// Gives each window's gradient to the first place that holds the window's largest value.
private func passBack(
    _ outputGradient: UnsafePointer<Float>, toLargestOf input: UnsafePointer<Float>,
    into inputGradient: UnsafeMutablePointer<Float>, _ planes: Planes
) {
    let planeCount = planes.height * planes.width
    planes.forEachPlane { plane in
        (inputGradient + plane * planeCount).initialize(repeating: 0, count: planeCount)
        planes.forEachWindow(in: plane) { index, corner in
            let winner = planes.placeOfLargest(in: input, corner: corner)
            inputGradient[winner] = outputGradient[index]
        }
    }
}
