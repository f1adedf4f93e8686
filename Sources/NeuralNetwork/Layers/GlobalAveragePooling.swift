/// The mean of each channel over the whole image.
package final class GlobalAveragePooling: Layer {
    private var inputShape: [Int]?

    /// A layer of any shape.
    package init() {}

    /// [N, H, W, C] → [N, C].
    package func infer(_ input: consuming Tensor) -> Tensor {
        let (pixels, channels) = Self.size(of: input.shape)
        return Tensor(shape: [input.shape[0], channels]) { means in
            average(
                input.values, pixels: pixels, channels: channels, images: input.shape[0],
                into: means)
        }
    }

    package func forward(
        _ input: consuming Tensor, using generator: inout RandomGenerator
    ) -> Tensor {
        inputShape = input.shape
        return infer(input)
    }

    package func backward(_ outputGradient: consuming Tensor, of wanted: Gradients) -> Tensor {
        let shape = kept(inputShape)
        let (pixels, channels) = Self.size(of: shape)
        return Tensor(shape: shape) { inputGradient in
            spread(
                outputGradient.values, pixels: pixels, channels: channels, images: shape[0],
                into: inputGradient)
        }
    }

    private static func size(of shape: [Int]) -> (pixels: Int, channels: Int) {
        precondition(shape.count == 4, "pooling needs [N, H, W, C], not \(shape)")
        return (shape[1] * shape[2], shape[3])
    }
}

private func average(
    _ values: UnsafePointer<Float>, pixels: Int, channels: Int, images: Int,
    into means: UnsafeMutablePointer<Float>
) {
    Parallel.forEach(rangeOf: images) { range in
        for image in range {
            let mean = means + image * channels
            mean.initialize(repeating: 0, count: channels)
            for pixel in 0..<pixels {
                add(values + (image * pixels + pixel) * channels, to: mean, count: channels)
            }
            for channel in 0..<channels { mean[channel] /= Float(pixels) }
        }
    }
}

private func spread(
    _ gradient: UnsafePointer<Float>, pixels: Int, channels: Int, images: Int,
    into inputGradient: UnsafeMutablePointer<Float>
) {
    let share = 1 / Float(pixels)
    Parallel.forEach(rangeOf: images) { range in
        for image in range {
            for pixel in 0..<pixels {
                let result = inputGradient + (image * pixels + pixel) * channels
                for channel in 0..<channels {
                    result[channel] = share * gradient[image * channels + channel]
                }
            }
        }
    }
}
