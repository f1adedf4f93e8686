import Drawing

/// A picture as a file holds it: 0 is black, 255 is white, row-major.
struct Luminance: Equatable {
    let width: Int
    let height: Int
    let pixels: [UInt8]

    /// How far the brightest pixel is from the darkest.
    var contrast: Int { Int(pixels.max() ?? 0) - Int(pixels.min() ?? 0) }

    /// The picture without any ink.
    var blank: GreyImage {
        GreyImage(width: width, height: height, pixels: pixels.map { _ in 0 })
    }
}

// MARK: - What is ink?

extension Luminance {
    /// With less contrast than this, of 255, a picture shows nothing: on uneven ground, and on even ground,
    /// where light and noise cannot be taken for ink.
    private static let leastContrast = (uneven: 32, even: 16)

    /// The ink of a picture whose ground is even and whose ink is this strong is taken as it is.
    private static let fullInk = 240

    /// The picture as ink on an empty ground; nil where nothing can be told from the ground, in even light
    /// either.
    var ink: GreyImage? {
        let picture = withoutFrame.withoutBands
        guard let asItIs = picture.inkInEvenLight else {
            return picture.inEvenLight?.inkInEvenLight?.withoutSpecks
        }
        guard asItIs.edgeCovered > 0.1 else { return asItIs.withoutSpecks }
        // What covers the edge is light or shadow, if it can be taken off the picture; else it is ink, as
        // of a digit that was cut out closely.
        let inBetterLight = [
            { picture.withoutShadows?.inkInEvenLight }, { picture.inEvenLight?.inkInEvenLight },
            { picture.negative.withoutShadows?.inkInEvenLight },
        ].lazy.compactMap { $0() }.first { $0.edgeCovered <= 0.02 }
        return (inBetterLight ?? asItIs).withoutSpecks
    }

    /// The same of a picture in even light.
    ///
    /// The border shows the ground, and ink is what deviates from it, to the side that deviates
    /// more. On an even ground every deviation counts, so an MNIST digit comes out unchanged. On an
    /// uneven one (a photograph, a JPEG file that was converted) the noise is taken off first:
    /// a single speck would spoil the box that is drawn around the ink. Ink is then stretched, so
    /// that pencil counts as much as felt-tip.
    private var inkInEvenLight: GreyImage? {
        let border = Histogram(ring(at: 0))
        let ground = border.percentile(50)
        let darkest = Int(pixels.min() ?? 0)
        let brightest = Int(pixels.max() ?? 0)
        let isDarkOnLight = ground - darkest >= brightest - ground
        let contrast = isDarkOnLight ? ground - darkest : brightest - ground

        let noise = Self.noiseFloor(border: border, ground: ground, contrast: contrast)
        let range = contrast - noise
        guard range >= (noise == 0 ? Self.leastContrast.even : Self.leastContrast.uneven) else {
            return nil
        }
        let isFullInk = noise == 0 && contrast >= Self.fullInk

        // Ink depends on the pixel's value alone: work it out once a value, not once a pixel.
        let inkOfValue = (0...255).map { value -> UInt8 in
            let deviation = isDarkOnLight ? ground - value : value - ground
            // A value that the picture does not hold may lie beyond its contrast.
            let ink = min(max(deviation - noise, 0), range)
            return UInt8(isFullInk ? ink : (ink * 255 + range / 2) / range)
        }
        return GreyImage(
            width: width, height: height, pixels: pixels.map { inkOfValue[Int($0)] })
    }

    /// The deviation from the ground up to which nothing counts as ink.
    private static func noiseFloor(border: Histogram, ground: Int, contrast: Int) -> Int {
        let deviations = border.deviations(from: ground)
        // Ink may touch the border in places; nine tenths without a flaw are an even ground.
        if deviations.percentile(90) == 0 { return 0 }
        // Six times the median deviation is four standard deviations of normal noise, which still
        // leaves specks in a picture of a million pixels; a quarter of the contrast leaves none.
        return max(6 * deviations.percentile(50), contrast / 4)
    }
}

extension GreyImage {
    /// The share of the picture's edge on which something is drawn, 0…1.
    fileprivate var edgeCovered: Double {
        let edge = Luminance(width: width, height: height, pixels: pixels).ring(at: 0)
        return Double(edge.count { $0 > 0 }) / Double(edge.count)
    }
}

/// How often each of the 256 values occurs.
struct Histogram {
    private var counts = [Int](repeating: 0, count: 256)

    init(_ values: [UInt8]) {
        for value in values { counts[Int(value)] += 1 }
    }

    /// The smallest value that at least `percent` of the values do not exceed.
    func percentile(_ percent: Int) -> Int {
        let total = counts.reduce(0, +)
        var sum = 0
        for (value, count) in counts.enumerated() {
            sum += count
            if sum * 100 >= total * percent { return value }
        }
        return 255
    }

    /// How far the values lie from `centre`, above or below.
    func deviations(from centre: Int) -> Histogram {
        var result = Histogram([])
        for (value, count) in counts.enumerated() {
            result.counts[abs(value - centre)] += count
        }
        return result
    }
}
