import CKernels

/// The kernels of a convolution as Winograd's method multiplies by them, for tiles of one size.
final class WinogradForm {
    /// The outputs of a tile each way: 4 or 2.
    let side: Int
    /// The tiles of an image.
    let down, across: Int
    /// [(side + 2)², C, O]; nil until they are prepared.
    private(set) var weights: Workspace?
    /// How many floats the transformed tiles of one image take.
    let floatCount: Int
    private let kernel: [Float]
    private let inputs, outputs: Int

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
        (self.kernel, self.inputs, self.outputs) = (kernel, inputs, outputs)
    }

    /// Transforms the weights where that was not done before.
    ///
    /// A program that has just started has no time for those of batches.
    func prepare(_ loops: UnsafePointer<digitpad_loops>) {
        guard weights == nil else { return }
        let transformed = Workspace(count: (side + 2) * (side + 2) * inputs * outputs)
        loops.pointee.transform_kernels(
            kernel, digitpad_kernel_strides(input: 1, output: inputs), inputs, outputs, side,
            transformed.start, inputs * outputs)
        weights = transformed
    }

    /// Whether so many images have enough tiles of this size.
    func suits(images: Int) -> Bool { side == 2 || images * down * across >= 8 }
}
