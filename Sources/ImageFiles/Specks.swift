import Drawing

extension GreyImage {
    /// A part of the ink that is smaller than this share of it is a speck, where all specks together are
    /// smaller than the other; a digit of dots is nothing but specks.
    private static let speckShare = (each: 0.005, together: 0.03)

    /// The picture without dust and stray pixels, which would spoil the box around the ink.
    ///
    /// MNIST's own images have some and are taken as they are, with all others of their size.
    var withoutSpecks: GreyImage {
        guard max(width, height) > Raster.side else { return self }
        let mass = Double(pixels.reduce(0) { $0 + Int($1) })
        var specks: [Int] = []
        var dust = 0
        forEachPart { part in
            let partMass = part.reduce(0) { $0 + Int(pixels[$1]) }
            guard Double(partMass) < Self.speckShare.each * mass else { return }
            specks += part
            dust += partMass
        }
        guard !specks.isEmpty, Double(dust) < Self.speckShare.together * mass else { return self }
        var clean = pixels
        for index in specks { clean[index] = 0 }
        return GreyImage(width: width, height: height, pixels: clean)
    }

    /// Calls `body` with the pixels of each part of the ink that hangs together, across corners too.
    private func forEachPart(_ body: (_ part: [Int]) -> Void) {
        var isSeen = [Bool](repeating: false, count: pixels.count)
        var part: [Int] = []
        for start in pixels.indices where pixels[start] > 0 && !isSeen[start] {
            isSeen[start] = true
            part = [start]
            var next = 0
            while next < part.count {
                let (row, column) = part[next].quotientAndRemainder(dividingBy: width)
                next += 1
                for y in max(row - 1, 0)...min(row + 1, height - 1) {
                    for x in max(column - 1, 0)...min(column + 1, width - 1) {
                        let neighbour = y * width + x
                        guard pixels[neighbour] > 0, !isSeen[neighbour] else { continue }
                        isSeen[neighbour] = true
                        part.append(neighbour)
                    }
                }
            }
            body(part)
        }
    }
}
