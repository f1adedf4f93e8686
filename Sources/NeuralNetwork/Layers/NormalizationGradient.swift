import CKernels

/// The gradient by what was normalised, with all that it takes to compute it.
///
/// A convolution before the normalisation computes it tile by tile, which spares writing it to memory.
struct NormalizationGradient {
    private let batch: NormalizedBatch
    private let input, outputGradient: [Float]
    private let places: [UInt8]
    /// The constants [4, C].
    private let constants: Workspace
    private let loopsValue: digitpad_normalization

    /// With the slope, which is the gradient by a normalised value, and for each channel:
    /// scale * slope + ofInput * input + constant.
    ///
    /// - Parameters:
    ///   - input: what was normalised.
    ///   - outputGradient: by the finished outputs, with their places if they were pooled.
    init(
        _ batch: NormalizedBatch, input: [Float], outputGradient: [Float], places: [UInt8],
        scale: [Float], offset: [Float], ofInput: [Float], constant: [Float]
    ) {
        self.batch = batch
        (self.input, self.outputGradient, self.places) = (input, outputGradient, places)
        let channels = scale.count
        constants = Workspace(count: 4 * channels)
        for (row, values) in [scale, offset, ofInput, constant].enumerated() {
            (constants.start + row * channels).update(from: values, count: channels)
        }
        loopsValue = digitpad_normalization(
            scale: constants.start, offset: constants.start + channels,
            of_value: constants.start + 2 * channels, constant: constants.start + 3 * channels)
    }

    /// All of it [N, H, W, C].
    func computed() -> Tensor {
        defer { withExtendedLifetime(constants) {} }
        return Tensor(shape: batch.shape) { write($0, input, outputGradient, places) }
    }

    private func write(
        _ gradient: UnsafeMutablePointer<Float>, _ input: UnsafePointer<Float>,
        _ outputGradient: UnsafePointer<Float>, _ places: UnsafePointer<UInt8>
    ) {
        batch.forEachImage { image in
            loops.normalization_gradient(
                batch.map(image, of: input), loopsValue, batch.finish.loopsValue,
                outputGradient + image * batch.outputCount, places + image * batch.outputCount,
                gradient + image * batch.imageCount)
        }
    }

    /// That of one image, transformed by Winograd's method.
    func transform(image: Int, to tiles: digitpad_tiles) {
        defer { withExtendedLifetime(constants) {} }
        transform(image: image, input, outputGradient, places, to: tiles)
    }

    private func transform(
        image: Int, _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>,
        _ places: UnsafePointer<UInt8>, to tiles: digitpad_tiles
    ) {
        loops.transform_normalized_gradient(
            batch.map(image, of: input), loopsValue, batch.finish.loopsValue,
            batch.outputMap(image, of: outputGradient), places + image * batch.outputCount, tiles)
    }
}
