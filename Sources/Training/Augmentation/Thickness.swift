import NeuralNetwork
import Recognition

/// A stroke made bolder or thinner, as by another pen.
///
/// The image is blended with itself after growing or shrinking its ink by a pixel to each side.
struct Thickness {
    /// Whether ink grows; it shrinks otherwise.
    var grows: Bool
    /// The share of the grown or shrunk image, 0…1.
    var share: Float

    /// Bolder as often as thinner, by any share.
    ///
    /// Thin lines vanish when they shrink by a whole pixel, so half of that is the most.
    static func random(using generator: inout RandomGenerator) -> Thickness {
        let grows = generator.isChosen(with: 0.5)
        return Thickness(grows: grows, share: generator.uniform() * (grows ? 1 : 0.5))
    }

    /// The 28×28 pixels with the other thickness.
    func applied(to pixels: [Float]) -> [Float] {
        let side = ModelInput.side
        return pixels.withUnsafeBufferPointer { pixels in
            [Float](unsafeUninitializedCapacity: pixels.count) { result, count in
                count = pixels.count
                for row in 0..<side {
                    for column in 0..<side {
                        let index = row * side + column
                        let pixel = pixels[index]
                        // Beyond the frame lies more of the same, which changes nothing.
                        let left = column > 0 ? pixels[index - 1] : pixel
                        let right = column < side - 1 ? pixels[index + 1] : pixel
                        let above = row > 0 ? pixels[index - side] : pixel
                        let below = row < side - 1 ? pixels[index + side] : pixel
                        let extreme =
                            grows
                            ? max(pixel, max(max(left, right), max(above, below)))
                            : min(pixel, min(min(left, right), min(above, below)))
                        result[index] = pixel + share * (extreme - pixel)
                    }
                }
            }
        }
    }
}
