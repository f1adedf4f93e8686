import CInference

/// The kernels of a convolution as Winograd's method multiplies by them, for tiles of one size.
struct WinogradForm {
    /// The outputs of a tile each way: 4 or 2.
    let side: Int
    /// The tiles of an image.
    let down, across: Int
    /// [(side + 2)², C, O].
    let weights: [Float]
    /// How many floats the transformed tiles of one image take.
    let floatCount: Int

    /// The forms for images of any number, best first.
    ///
    /// Tiles of 4×4 need the fewest multiplications. But where there are few of them, reading their
    /// weights, four times as many as the kernels have, takes longer than multiplying by them.
    static func forms(
        of kernel: [Float], inputs: Int, outputs: Int, height: Int, width: Int
    ) -> [WinogradForm] {
        func form(side: Int) -> WinogradForm {
            WinogradForm(
                side: side, kernel, inputs: inputs, outputs: outputs, height: height, width: width)
        }
        let large = form(side: 4)
        return large.suits(images: 1) ? [large] : [large, form(side: 2)]
    }

    private init(
        side: Int, _ kernel: [Float], inputs: Int, outputs: Int, height: Int, width: Int
    ) {
        self.side = side
        (down, across) = ((height + side - 1) / side, (width + side - 1) / side)
        floatCount =
            (side + 2) * (side + 2)
            * (down * across * max(inputs, outputs) + Int(DIGITPAD_TILE_GAP))
        weights = transformed(
            kernel, outputs: outputs, inputs: inputs,
            by: side == 4 ? transformOfFour : transformOfTwo)
    }

    /// Whether so many images have enough tiles of this size.
    func suits(images: Int) -> Bool { side == 2 || images * down * across >= 8 }
}

/// The matrices that a kernel is multiplied by from both sides, row by row.
private let transformOfFour: [Double] = [
    1 / 4, 0, 0, -1 / 6, -1 / 6, -1 / 6, -1 / 6, 1 / 6, -1 / 6,
    1 / 24, 1 / 12, 1 / 6, 1 / 24, -1 / 12, 1 / 6, 0, 0, 1,
]
private let transformOfTwo: [Double] = [1, 0, 0, 0.5, 0.5, 0.5, 0.5, -0.5, 0.5, 0, 0, 1]

/// The kernels [O, C, 3, 3] as [n², C, O], multiplied by an n×3 matrix from both sides.
///
/// In double precision, because this is done once and every later rounding adds to it.
private func transformed(
    _ kernel: [Float], outputs: Int, inputs: Int, by matrix: [Double]
) -> [Float] {
    let rows = matrix.count / 3
    // The matrix times a kernel.
    var down = [Double](repeating: 0, count: matrix.count)
    var weights = [Float](repeating: 0, count: rows * rows * inputs * outputs)
    for output in 0..<outputs {
        for input in 0..<inputs {
            let taps = (output * inputs + input) * 9
            for row in 0..<rows {
                for column in 0..<3 {
                    var sum = 0.0
                    for tap in 0..<3 {
                        sum += matrix[3 * row + tap] * Double(kernel[taps + 3 * tap + column])
                    }
                    down[3 * row + column] = sum
                }
            }
            for value in 0..<rows * rows {
                var sum = 0.0
                for tap in 0..<3 {
                    sum += matrix[3 * (value % rows) + tap] * down[3 * (value / rows) + tap]
                }
                weights[(value * inputs + input) * outputs + output] = Float(sum)
            }
        }
    }
    return weights
}
