import CKernels

/// An image [height, width, channels] with zeros around it, as many as a convolution reads.
///
/// They are zero from the start, and copying an image never touches them.
final class BorderedImage {
    private let workspace: Workspace
    private let size: ConvolutionSize
    private let rows, columns: Int

    /// Room for one of a convolution's images, at least as large as what its kernel covers.
    init(_ size: ConvolutionSize, rows: Int, columns: Int) {
        self.size = size
        (self.rows, self.columns) = (rows, columns)
        workspace = Workspace(count: rows * columns * size.channels)
        clear()
    }

    /// Makes all of it zero.
    func clear() { workspace.start.update(repeating: 0, count: rows * columns * size.channels) }

    /// The image with its border.
    var map: digitpad_map { digitpad_map(of: workspace.start, [rows, columns, size.channels]) }

    /// Takes an image of a batch.
    func read(_ image: Int, of images: UnsafePointer<Float>) {
        forEachRow(of: image) { row, borderedRow, count in
            borderedRow.update(from: images + row, count: count)
        }
    }

    /// Gives the image, without the border, to its place in a batch.
    func write(to image: Int, of images: UnsafeMutablePointer<Float>) {
        forEachRow(of: image) { row, borderedRow, count in
            (images + row).update(from: borderedRow, count: count)
        }
    }

    private func forEachRow(
        of image: Int,
        _ body: (_ row: Int, _ borderedRow: UnsafeMutablePointer<Float>, _ count: Int) -> Void
    ) {
        let count = size.width * size.channels
        for y in 0..<size.height {
            let borderedRow = ((y + size.padding) * columns + size.padding) * size.channels
            body((image * size.height + y) * count, workspace.start + borderedRow, count)
        }
    }
}
