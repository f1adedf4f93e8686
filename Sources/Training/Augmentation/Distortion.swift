import Glibc
import NeuralNetwork
import Recognition

/// How a model input is turned, stretched, slanted, moved, bent, and made bolder or thinner.
///
/// The amounts are limits; each image draws its own between them. Source for bending: Simard,
/// Steinkraus and Platt, "Best Practices for Convolutional Neural Networks" (2003).
package struct Distortion: Equatable, Sendable {
    /// The largest turn to either side, in degrees.
    package var rotation: Float = 12
    /// The largest logarithm of the scale of an axis; both axes draw their own.
    package var logScale: Float = 0.15
    /// The largest slant, in pixels sideways for each pixel of height.
    package var shear: Float = 0.2
    /// The largest way that the image is moved along an axis, in pixels.
    package var shift: Float = 2.5
    /// How far the bending moves a pixel along an axis, in pixels (standard deviation).
    package var bend: Float = 0.8
    /// How often the stroke becomes bolder or thinner, 0…1.
    package var thicknessProbability: Float = 0.3

    /// The choices for scanned images.
    package init() {}

    /// What is left to vary once the strokes themselves were varied.
    package static let mild = {
        var mild = Distortion()
        (mild.rotation, mild.logScale, mild.shear) = (0, 0.05, 0)
        (mild.shift, mild.bend, mild.thicknessProbability) = (2, 0.7, 0.2)
        return mild
    }()

    /// The image stays as it is.
    package static let none = {
        var none = Distortion()
        (none.rotation, none.logScale, none.shear) = (0, 0, 0)
        (none.shift, none.bend, none.thicknessProbability) = (0, 0, 0)
        return none
    }()

    /// The image as it might have been written and scanned as well; ink never leaves the frame.
    package func distorted(
        _ input: ModelInput, using generator: inout RandomGenerator
    ) -> ModelInput {
        if self == .none { return input }
        var pixels = warped(input.pixels, using: &generator)
        if generator.isChosen(with: thicknessProbability) {
            pixels = Thickness.random(using: &generator).applied(to: pixels)
        }
        return ModelInput(pixels: pixels)
    }

    /// The pixels turned, stretched, slanted, moved and bent in one resampling.
    ///
    /// What the frame cannot hold is tried again half as strong.
    private func warped(_ pixels: [Float], using generator: inout RandomGenerator) -> [Float] {
        func pair(upTo limit: Float) -> SIMD2<Float> {
            SIMD2(generator.deviation(upTo: limit), generator.deviation(upTo: limit))
        }
        let logScale = pair(upTo: logScale)
        let affine = AffineMap(
            rotation: generator.deviation(upTo: rotation) * .pi / 180,
            scale: SIMD2(exp(logScale.x), exp(logScale.y)),
            shear: generator.deviation(upTo: shear), shift: pair(upTo: shift))
        let field = ElasticField(deviation: bend, using: &generator)
        for strength: Float in [1, 0.5, 0.25] {
            let warped = WarpedImage(
                pixels, by: affine.scaled(by: strength), and: field.scaled(by: strength))
            if let framed = warped.framed() { return framed }
        }
        return pixels
    }
}
