import CKernels

/// A batch [N, H, W, C] on its way through a normalisation.
struct NormalizedBatch {
    let shape: [Int]
    let finish: Finish
    private let outputShape: [Int]

    init(_ shape: [Int], channels: Int, finish: Finish) {
        precondition(
            shape.count == 4 && shape[3] == channels,
            "a batch normalisation of \(channels) channels cannot take \(shape)")
        self.shape = shape
        self.finish = finish
        outputShape = finish.shape(of: shape)
    }

    /// How many values a channel has.
    var count: Int { shape[0] * pixels }

    private var pixels: Int { shape[1] * shape[2] }
    private var channels: Int { shape[3] }
    var imageCount: Int { pixels * channels }
    var outputCount: Int { outputShape.dropFirst().reduce(1, *) }

    /// Of each channel, the sums of its values' distances from the pivots, and of their squares.
    func moments(of values: UnsafePointer<Float>, about pivots: [Float]) -> ChannelSums {
        sums { image, distances, squares in
            loops.channel_moments(
                values + image * imageCount, pixels, channels, pivots, distances, squares)
        }
    }

    func output(
        _ input: UnsafePointer<Float>, scale: [Float], offset: [Float]
    ) -> (values: Tensor, places: [UInt8]) {
        var places = [UInt8](repeating: 0, count: finish == .pooled ? outputShape.reduce(1, *) : 0)
        let values = Tensor(shape: outputShape) { output in
            write(output, &places, of: input, scale: scale, offset: offset)
        }
        return (values, places)
    }

    private func write(
        _ output: UnsafeMutablePointer<Float>, _ places: UnsafeMutablePointer<UInt8>,
        of input: UnsafePointer<Float>, scale: [Float], offset: [Float]
    ) {
        forEachImage { image in
            loops.normalize(
                map(image, of: input), scale, offset, finish.loopsValue,
                output + image * outputCount,
                places + image * outputCount)
        }
    }

    /// Of each channel, the sum of the slopes, and of their products with the input less its mean.
    func gradientSums(
        _ gradient: UnsafePointer<Float>, _ places: UnsafePointer<UInt8>,
        _ input: UnsafePointer<Float>, scale: [Float], offset: [Float], mean: [Float]
    ) -> (slope: [Float], product: [Float]) {
        let totals = sums { image, slopes, products in
            loops.normalization_sums(
                map(image, of: input), scale, offset, finish.loopsValue,
                gradient + image * outputCount, places + image * outputCount, mean, slopes,
                products)
        }
        .totals
        return (totals.first.map { Float($0) }, totals.second.map { Float($0) })
    }

    /// An image before the normalisation.
    func map(_ image: Int, of values: UnsafePointer<Float>) -> digitpad_map {
        digitpad_map(
            of: UnsafeMutablePointer(mutating: values + image * imageCount),
            Array(shape.dropFirst()))
    }

    /// The finished outputs of an image, or their gradient.
    func outputMap(_ image: Int, of values: UnsafePointer<Float>) -> digitpad_map {
        digitpad_map(
            of: UnsafeMutablePointer(mutating: values + image * outputCount),
            Array(outputShape.dropFirst()))
    }

    func forEachImage(_ body: (_ image: Int) -> Void) {
        Parallel.forEach(rangeOf: shape[0]) { images in
            for image in images { body(image) }
        }
    }

    private func sums(
        _ add: (
            _ image: Int, _ first: UnsafeMutablePointer<Float>,
            _ second: UnsafeMutablePointer<Float>
        ) -> Void
    ) -> ChannelSums {
        let sums = ChannelSums(images: shape[0], channels: channels)
        forEachImage { image in
            let (first, second) = sums.sums(of: image)
            add(image, first, second)
        }
        return sums
    }
}
