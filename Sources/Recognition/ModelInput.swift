import Drawing

/// What a network sees of a drawing: 28×28 values, 0 (empty) to 1 (ink), row-major.
package struct ModelInput: Equatable, Sendable {
    package static let side = 28
    /// Names the way from a picture to a model input; weights record the one they were trained with.
    package static let preprocessingVersion = "fair-copy-box20-mass14-2"

    package let pixels: [Float]

    /// An input that ``modelInput(from:)`` made and training then changed.
    ///
    /// - Precondition: 784 values of 0…1.
    package init(pixels: [Float]) {
        precondition(pixels.count == Self.side * Self.side)
        self.pixels = pixels
    }
}

/// Brings a picture into the form of the MNIST digits: the one preprocessing of the program.
///
/// The box around the ink is scaled so that its longer side is 20 pixels, with grey edges, and
/// placed so that the centre of mass lies at index 14 of both axes, to the nearest pixel that keeps
/// the box inside. Lines that the scaling leaves hardly any ink, as those of a fine pen in a large
/// picture, are made as dark as others. MNIST's own images have exactly that form and come out unchanged.
///
/// Training images, imported pictures and drawings on the screen all pass through here. A network
/// that meets drawings in another form than it learnt loses up to half its accuracy.
///
/// - Returns: nil for a picture without ink.
package func modelInput(from image: GreyImage) -> ModelInput? {
    guard let box = InkBox(of: image) else { return nil }
    let longerSide = 20
    let scale = Double(longerSide) / Double(max(box.width, box.height))
    let width = max(1, Int((Double(box.width) * scale).rounded()))
    let height = max(1, Int((Double(box.height) * scale).rounded()))
    let scaled = strengthened(
        resample(image, box, toWidth: width, height: height), width: width)

    let (column, row) = placement(of: scaled, width: width, height: height)
    var pixels = [Float](repeating: 0, count: ModelInput.side * ModelInput.side)
    for y in 0..<height {
        for x in 0..<width {
            pixels[(row + y) * ModelInput.side + column + x] = scaled[y * width + x]
        }
    }
    return ModelInput(pixels: pixels)
}

/// Brings a drawing into the form of the MNIST digits; nil for a blank one.
package func modelInput(from canvas: Canvas) -> ModelInput? {
    modelInput(from: GreyImage(canvas.fairCopy))
}

/// The smallest rectangle that holds all ink.
private struct InkBox {
    var columns: ClosedRange<Int>
    var rows: ClosedRange<Int>

    var width: Int { columns.count }
    var height: Int { rows.count }

    /// Nil for a picture without ink.
    init?(of image: GreyImage) {
        var (left, right, top, bottom) = (image.width, -1, image.height, -1)
        image.pixels.withUnsafeBufferPointer { pixels in
            for y in 0..<image.height {
                for x in 0..<image.width where pixels[y * image.width + x] > 0 {
                    (left, right) = (min(left, x), max(right, x))
                    (top, bottom) = (min(top, y), max(bottom, y))
                }
            }
        }
        guard right >= 0 else { return nil }
        (columns, rows) = (left...right, top...bottom)
    }
}

/// The scaled ink, darkened where its lines are so thin that they cover only a small part of each pixel.
///
/// How much they cover is seen in the darkest pixel of each row, in the middle one of all rows: where
/// lines cross there is more.
private func strengthened(_ ink: [Float], width: Int) -> [Float] {
    let darkest = stride(from: 0, to: ink.count, by: width)
        .map { row in ink[row..<row + width].max() ?? 0 }.sorted()
    let strength = darkest[darkest.count / 2]
    // No drawing, no image of MNIST's and no brush that training paints with is below.
    let least: Float = 0.4
    guard strength > 0, strength < least else { return ink }
    return ink.map { min($0 / strength, 1) }
}

/// Where to place the scaled ink in the 28×28 input: its top-left column and row.
private func placement(of ink: [Float], width: Int, height: Int) -> (column: Int, row: Int) {
    var (mass, massX, massY) = (0.0, 0.0, 0.0)
    for y in 0..<height {
        for x in 0..<width {
            let value = Double(ink[y * width + x])
            mass += value
            massX += value * Double(x)
            massY += value * Double(y)
        }
    }
    // Index 14, not the geometric middle 13.5: that is where MNIST's digits were put.
    let centre = 14.0
    func start(centreOfMass: Double, length: Int) -> Int {
        min(max(Int((centre - centreOfMass).rounded()), 0), ModelInput.side - length)
    }
    return (
        start(centreOfMass: massX / mass, length: width),
        start(centreOfMass: massY / mass, length: height)
    )
}

/// Scales the pixels inside `box` to `width`×`height` values of 0…1.
///
/// Each new pixel is the mean of the old ones under a triangle that spans its neighbours: linear
/// interpolation when growing, an area average with grey edges when shrinking, the identity at
/// equal size. Rows and columns are done one after the other.
private func resample(
    _ image: GreyImage, _ box: InkBox, toWidth width: Int, height: Int
) -> [Float] {
    let horizontal = triangleWeights(from: box.width, to: width)
    let vertical = triangleWeights(from: box.height, to: height)
    var narrowed = [Float](repeating: 0, count: width * box.height)
    for y in 0..<box.height {
        let rowStart = (box.rows.lowerBound + y) * image.width + box.columns.lowerBound
        for (x, taps) in horizontal.enumerated() {
            var sum: Float = 0
            for (offset, weight) in taps.weights.enumerated() {
                sum += weight * Float(image.pixels[rowStart + taps.first + offset])
            }
            narrowed[y * width + x] = sum
        }
    }
    var scaled = [Float](repeating: 0, count: width * height)
    for (y, taps) in vertical.enumerated() {
        for x in 0..<width {
            var sum: Float = 0
            for (offset, weight) in taps.weights.enumerated() {
                sum += weight * narrowed[(taps.first + offset) * width + x]
            }
            scaled[y * width + x] = sum / 255
        }
    }
    return scaled
}

/// The old pixels that make a new one: the first one's index and the weights from there on, sum 1.
private struct Taps {
    var first: Int
    var weights: [Float]
}

private func triangleWeights(from oldLength: Int, to newLength: Int) -> [Taps] {
    let step = Double(oldLength) / Double(newLength)
    let reach = max(1, step)
    return (0..<newLength).map { index in
        let centre = (Double(index) + 0.5) * step - 0.5
        let first = max(0, Int((centre - reach).rounded(.down)) + 1)
        let last = min(oldLength - 1, Int((centre + reach).rounded(.up)) - 1)
        let weights = (first...last).map { 1 - abs(Double($0) - centre) / reach }
        let sum = weights.reduce(0, +)
        return Taps(first: first, weights: weights.map { Float($0 / sum) })
    }
}
