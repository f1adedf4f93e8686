// Photographs: a hand or the telephone throws a shadow on the paper.

extension Luminance {
    /// The picture with its ground made white: each pixel is compared with the paper around it; nil for a
    /// black one.
    ///
    /// Paper is what is left of a picture without all that is narrower than a sixth of it, the closing of
    /// mathematical morphology, which keeps the edge of a shadow where it is.
    var withoutShadows: Luminance? {
        let radius = max(1, max(width, height) / 12)
        let paper = widened(by: radius).negative.widened(by: radius).negative
        guard paper.pixels.contains(where: { $0 > 0 }) else { return nil }
        return Luminance(
            width: width, height: height,
            pixels: zip(pixels, paper.pixels).map { share(of: Int($0), in: Int($1)) })
    }

    /// Of 255; what is black on black paper is paper.
    private func share(of pixel: Int, in paper: Int) -> UInt8 {
        paper == 0 ? 255 : UInt8((pixel * 255 + paper / 2) / paper)
    }

    /// White for black.
    var negative: Luminance {
        Luminance(width: width, height: height, pixels: pixels.map { 255 - $0 })
    }

    /// Each pixel as bright as the brightest of the square around it.
    private func widened(by radius: Int) -> Luminance {
        var result = pixels
        for row in 0..<height {
            spreadMaxima(&result, from: row * width, step: 1, count: width, radius: radius)
        }
        for column in 0..<width {
            spreadMaxima(&result, from: column, step: width, count: height, radius: radius)
        }
        return Luminance(width: width, height: height, pixels: result)
    }
}

/// Gives each of `count` values that stand `step` apart the largest of those at most `radius` places away.
private func spreadMaxima(
    _ values: inout [UInt8], from start: Int, step: Int, count: Int, radius: Int
) {
    let old = stride(from: start, to: start + count * step, by: step).map { values[$0] }
    // The places that may still be the largest of a window, by falling values.
    var largest: [Int] = []
    var first = 0
    for place in 0..<count + radius {
        if place < count {
            while largest.count > first, old[largest[largest.count - 1]] <= old[place] {
                largest.removeLast()
            }
            largest.append(place)
        }
        let centre = place - radius
        guard centre >= 0 else { continue }
        while largest[first] < centre - radius { first += 1 }
        values[start + centre * step] = old[largest[first]]
    }
}
