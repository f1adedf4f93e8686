import NeuralNetwork

/// A smooth random displacement of every pixel of a warped image.
///
/// Noise on a coarse lattice, joined by cubic B-splines. The splines of a lattice of spacing s
/// have the standard deviation s / √3, so that a spacing of 7 pixels smooths as noise in every
/// pixel would be smoothed by a Gaussian of σ = 4, at a hundredth of the work.
struct ElasticField {
    private static let spacing = 7
    /// Four splines reach into each pixel: one lattice point before it, and two behind the last.
    private static let latticeSide = (WarpedImage.side - 1) / spacing + 4

    private var lattice: [SIMD2<Float>]

    /// A field whose displacements along each axis have about this standard deviation, in pixels.
    init(deviation: Float, using generator: inout RandomGenerator) {
        // Uniform noise of ±1 has the deviation 1/√3; the splines leave 0.48 of it.
        let limit = deviation / 0.277
        lattice = (0..<Self.latticeSide * Self.latticeSide).map { _ in
            SIMD2(generator.deviation(upTo: limit), generator.deviation(upTo: limit))
        }
    }

    /// The field with this share of its displacements.
    func scaled(by strength: Float) -> ElasticField {
        var field = self
        field.lattice = lattice.map { $0 * strength }
        return field
    }

    /// Hands out the displacements of the pixels of a row, counted with the margin.
    @inline(__always)
    func withRow(_ row: Int, _ body: (UnsafeMutableBufferPointer<SIMD2<Float>>) -> Void) {
        let latticeSide = Self.latticeSide
        let weights = Self.weights
        lattice.withUnsafeBufferPointer { lattice in
            withUnsafeTemporaryAllocation(
                of: SIMD2<Float>.self, capacity: latticeSide + WarpedImage.side
            ) { scratch in
                let (points, bend) = (
                    UnsafeMutableBufferPointer(rebasing: scratch[..<latticeSide]),
                    UnsafeMutableBufferPointer(rebasing: scratch[latticeSide...])
                )
                let first = row / Self.spacing * latticeSide
                for column in 0..<latticeSide {
                    points[column] = blend(
                        lattice, first + column, stride: latticeSide,
                        weights[row % Self.spacing])
                }
                for column in 0..<WarpedImage.side {
                    bend[column] = blend(
                        UnsafeBufferPointer(points), column / Self.spacing, stride: 1,
                        weights[column % Self.spacing])
                }
                body(bend)
            }
        }
    }

    /// What the four splines weigh at the centre of each pixel between two lattice points.
    private static let weights: [SIMD4<Float>] = (0..<spacing).map { pixel in
        let t = (Float(pixel) + 0.5) / Float(spacing)
        let rest = 1 - t
        return SIMD4(
            rest * rest * rest, 4 - 6 * t * t + 3 * t * t * t,
            4 - 6 * rest * rest + 3 * rest * rest * rest, t * t * t) / 6
    }
}

/// Four neighbours in steps of `stride` from `first`, weighed.
@inline(__always)
private func blend(
    _ points: UnsafeBufferPointer<SIMD2<Float>>, _ first: Int, stride: Int,
    _ weights: SIMD4<Float>
) -> SIMD2<Float> {
    let near = points[first] * weights[0] + points[first + stride] * weights[1]
    let far = points[first + 2 * stride] * weights[2] + points[first + 3 * stride] * weights[3]
    return near + far
}
