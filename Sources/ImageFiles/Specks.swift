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
        let parts = connectedParts
        let mass = Double(parts.masses.reduce(0, +))
        let isSpeck = parts.masses.map { Double($0) < Self.speckShare.each * mass }
        let dust = zip(parts.masses, isSpeck).reduce(0) { $1.1 ? $0 + $1.0 : $0 }
        guard dust > 0, Double(dust) < Self.speckShare.together * mass else { return self }
        return GreyImage(
            width: width, height: height,
            pixels: zip(pixels, parts.numbers).map { isSpeck[$1] ? 0 : $0 })
    }

    /// Ink that hangs together, across corners too: the number of each pixel's part, 0 for the empty
    /// ground, and the sum of each part's pixels.
    private var connectedParts: (numbers: [Int], masses: [Int]) {
        var numbers = [Int](repeating: 0, count: pixels.count)
        var masses = [0]
        var open: [Int] = []
        for start in pixels.indices where pixels[start] > 0 && numbers[start] == 0 {
            let number = masses.count
            masses.append(0)
            numbers[start] = number
            open.append(start)
            while let index = open.popLast() {
                masses[number] += Int(pixels[index])
                let (row, column) = index.quotientAndRemainder(dividingBy: width)
                for y in max(row - 1, 0)...min(row + 1, height - 1) {
                    for x in max(column - 1, 0)...min(column + 1, width - 1) {
                        let neighbour = y * width + x
                        guard pixels[neighbour] > 0, numbers[neighbour] == 0 else { continue }
                        numbers[neighbour] = number
                        open.append(neighbour)
                    }
                }
            }
        }
        return (numbers, masses)
    }
}
