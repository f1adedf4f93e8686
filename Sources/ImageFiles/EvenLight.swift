// Photographs: one side of the paper is darker than the other, or its corners are.

extension Luminance {
    /// The picture as it would be in even light; nil where it is too small to tell.
    ///
    /// The ground is taken for a surface of the second degree, fitted to all pixels, and again to those
    /// that lie near it: ink, which covers the smaller part, does not.
    var inEvenLight: Luminance? {
        let samples = groundSamples
        var near = samples
        var ground: Surface?
        for _ in 0..<5 {
            guard let fitted = Surface(through: near) else { return nil }
            ground = fitted
            let distances = samples.map { abs($0.value - fitted.value(at: $0.place)) }
            // Three times the median distance is two standard deviations of normal noise.
            let limit = 3 * max(distances.sorted()[distances.count / 2], 1)
            near = zip(samples, distances).filter { $1 <= limit }.map(\.0)
        }
        guard let ground else { return nil }
        // In the middle there is room for what is darker and for what is lighter.
        let level = ground.value(at: (0, 0))
        return Luminance(
            width: width, height: height,
            pixels: (0..<pixels.count).map { index in
                let light = ground.value(at: place(of: index)) - level
                return UInt8(min(max(Double(pixels[index]) - light, 0), 255).rounded())
            })
    }

    /// Some thousand pixels from everywhere.
    private var groundSamples: [(place: Place, value: Double)] {
        let step = max(1, Int((Double(pixels.count) / 4_000).squareRoot()))
        return stride(from: 0, to: height, by: step).flatMap { row in
            stride(from: 0, to: width, by: step).map { column in
                let index = row * width + column
                return (place(of: index), Double(pixels[index]))
            }
        }
    }

    /// From -1 to 1, left to right and top to bottom.
    private typealias Place = (x: Double, y: Double)

    private func place(of index: Int) -> Place {
        let (row, column) = index.quotientAndRemainder(dividingBy: width)
        return (
            2 * Double(column) / Double(max(1, width - 1)) - 1,
            2 * Double(row) / Double(max(1, height - 1)) - 1
        )
    }

    /// A surface of the second degree.
    private struct Surface {
        private let coefficients: [Double]

        private static func terms(_ place: Place) -> [Double] {
            let (x, y) = place
            return [1, x, y, x * x, x * y, y * y]
        }

        /// The one with the least squares of distances; nil where the samples do not say.
        init?(through samples: [(place: Place, value: Double)]) {
            let count = 6
            // The normal equations, with the right side in the last column.
            var rows = [[Double]](
                repeating: [Double](repeating: 0, count: count + 1), count: count)
            for sample in samples {
                let terms = Self.terms(sample.place)
                for row in 0..<count {
                    for column in 0..<count { rows[row][column] += terms[row] * terms[column] }
                    rows[row][count] += terms[row] * sample.value
                }
            }
            // Gauss and Jordan's elimination, by the largest of each column.
            for column in 0..<count {
                let pivot = (column..<count).max { abs(rows[$0][column]) < abs(rows[$1][column]) }
                guard let pivot, abs(rows[pivot][column]) > 1e-9 else { return nil }
                rows.swapAt(column, pivot)
                for row in 0..<count where row != column {
                    let factor = rows[row][column] / rows[column][column]
                    for place in column...count { rows[row][place] -= factor * rows[column][place] }
                }
            }
            coefficients = (0..<count).map { rows[$0][count] / rows[$0][$0] }
        }

        func value(at place: Place) -> Double {
            let (x, y) = place
            let c = coefficients
            return c[0] + c[1] * x + c[2] * y + c[3] * x * x + c[4] * x * y + c[5] * y * y
        }
    }
}
