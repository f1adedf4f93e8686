/// A dense array of 32-bit floats with a shape.
///
/// Values are row-major: the last dimension is the innermost. Batches of images are always laid
/// out NHWC (image, row, column, channel), in this whole module: what every loop runs over lies side by side.
package struct Tensor: Equatable, Sendable {
    /// The length of every dimension, outermost first; empty for a single number.
    package let shape: [Int]
    /// The elements in row-major order.
    package var values: [Float]

    /// The number of elements.
    package var count: Int { values.count }

    /// Gives the values a shape; their number must be the product of its dimensions.
    package init(shape: [Int], values: [Float]) {
        precondition(
            values.count == shape.reduce(1, *), "\(values.count) values do not fill \(shape)")
        self.shape = shape
        self.values = values
    }

    /// A tensor of zeros.
    package init(zeros shape: [Int]) {
        self.shape = shape
        self.values = [Float](repeating: 0, count: shape.reduce(1, *))
    }

    /// A tensor whose memory `fill` must write completely; it starts with arbitrary contents.
    init(shape: [Int], fill: (UnsafeMutablePointer<Float>) -> Void) {
        let count = shape.reduce(1, *)
        self.shape = shape
        self.values = [Float](unsafeUninitializedCapacity: count) { buffer, initializedCount in
            if let start = buffer.baseAddress, count > 0 { fill(start) }
            initializedCount = count
        }
    }
}
