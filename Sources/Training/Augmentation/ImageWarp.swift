import Glibc
import Recognition

/// The point of the old image, in pixels from the centre of mass, that a new pixel shows.
struct AffineMap {
    /// The columns of the matrix.
    private var (x, y): (SIMD2<Float>, SIMD2<Float>)
    private var shift: SIMD2<Float>

    /// Slants, stretches, turns (in radians), then moves.
    ///
    /// It leads from the new image to the old. As every amount is as likely as its opposite, that
    /// need not be inverted.
    init(rotation: Float, scale: SIMD2<Float>, shear: Float, shift: SIMD2<Float>) {
        let (sine, cosine) = (sin(rotation), cos(rotation))
        x = scale * SIMD2(cosine, sine)
        y = scale * SIMD2(shear * cosine - sine, shear * sine + cosine)
        self.shift = shift
    }

    /// The map with this share of its difference from standing still.
    func scaled(by strength: Float) -> AffineMap {
        var map = self
        map.x = SIMD2(1, 0) + strength * (x - SIMD2(1, 0))
        map.y = SIMD2(0, 1) + strength * (y - SIMD2(0, 1))
        map.shift = strength * shift
        return map
    }

    /// Where the new pixel at (`column`, `row`) lies in the old image, as an index on both axes.
    @inline(__always)
    func source(column: Int, row: Int) -> SIMD2<Float> {
        let offset = SIMD2(Float(column), Float(row)) - Self.centre - shift
        return Self.centre + offset.x * x + offset.y * y
    }

    /// Where the preprocessing puts the centre of mass.
    private static var centre: SIMD2<Float> { SIMD2(14, 14) }
}

/// An image that was warped, with a margin around the frame in which ink can be looked for.
struct WarpedImage {
    /// How many pixels the image reaches beyond the frame on every side.
    static let margin = 4
    static let side = ModelInput.side + 2 * margin

    private let pixels: [Float]

    /// Reads every pixel from where the map and the field lead, in a single resampling.
    ///
    /// Between pixels the old image is interpolated linearly, and beyond its frame it is empty.
    init(_ old: [Float], by map: AffineMap, and field: ElasticField) {
        let padded = Self.padded(old)
        let paddedSide = ModelInput.side + 3
        let farthest = SIMD2<Float>(repeating: Float(ModelInput.side + 1))
        pixels = padded.withUnsafeBufferPointer { padded in
            [Float](unsafeUninitializedCapacity: Self.side * Self.side) { pixels, count in
                count = Self.side * Self.side
                for row in 0..<Self.side {
                    field.withRow(row) { bend in
                        for column in 0..<Self.side {
                            let source =
                                map.source(column: column - Self.margin, row: row - Self.margin)
                                + bend[column] + 1
                            let place = source.clamped(lowerBound: .zero, upperBound: farthest)
                            let (x, y) = (Int(place.x), Int(place.y))
                            let part = place - SIMD2(Float(x), Float(y))
                            let above = y * paddedSide + x
                            let below = above + paddedSide
                            let upper = padded[above] + part.x * (padded[above + 1] - padded[above])
                            let lower = padded[below] + part.x * (padded[below + 1] - padded[below])
                            pixels[row * Self.side + column] = upper + part.y * (lower - upper)
                        }
                    }
                }
            }
        }
    }

    /// The image with an empty column and row in front and two behind.
    ///
    /// Every pixel then has the neighbours that interpolation asks for.
    private static func padded(_ old: [Float]) -> [Float] {
        let (side, paddedSide) = (ModelInput.side, ModelInput.side + 3)
        return [Float](unsafeUninitializedCapacity: paddedSide * paddedSide) { padded, count in
            count = paddedSide * paddedSide
            padded.initialize(repeating: 0)
            for row in 0..<side {
                for column in 0..<side {
                    padded[(row + 1) * paddedSide + column + 1] = old[row * side + column]
                }
            }
        }
    }

    /// The frame's 28×28 pixels, moved where ink would be outside; nil where it cannot hold all.
    func framed() -> [Float]? {
        guard let (left, top) = windowStart() else { return nil }
        let side = ModelInput.side
        return [Float](unsafeUninitializedCapacity: side * side) { framed, count in
            count = side * side
            for row in 0..<side {
                for column in 0..<side {
                    framed[row * side + column] = pixels[(row + top) * Self.side + column + left]
                }
            }
        }
    }

    /// Where to cut the frame out: at the margin, or as near to it as takes all ink.
    private func windowStart() -> (column: Int, row: Int)? {
        var (left, right, top, bottom) = (Self.side, -1, Self.side, -1)
        for row in 0..<Self.side {
            for column in 0..<Self.side where pixels[row * Self.side + column] > 0 {
                (left, right) = (min(left, column), max(right, column))
                (top, bottom) = (min(top, row), max(bottom, row))
            }
        }
        func start(_ first: Int, _ last: Int) -> Int? {
            // Ink at the very edge may go on beyond it.
            guard first > 0, last < Self.side - 1, last - first < ModelInput.side else {
                return nil
            }
            return min(max(Self.margin, last + 1 - ModelInput.side), first)
        }
        guard let column = start(left, right), let row = start(top, bottom) else { return nil }
        return (column, row)
    }
}
