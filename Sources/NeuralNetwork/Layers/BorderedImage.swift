import CKernels

/// An image [height, width, channels] with zeros around it, as many as a convolution reads.
///
/// A copy, or, where there is no border, the image itself. An object is either read or added to: what
/// is added reaches into the border, which has to be zero for reading.
final class BorderedImage {
    private let size: ConvolutionSize
    private let rows, columns: Int
    private let copy: Workspace?

    /// Room for one of a convolution's images with all that its kernel covers.
    init(_ size: ConvolutionSize) {
        self.size = size
        rows = size.height + 2 * size.padding
        columns = size.width + 2 * size.padding
        copy = size.padding > 0 ? Workspace(zeros: rows * columns * size.channels) : nil
    }

    private var count: Int { size.height * size.width * size.channels }

    /// An image of a batch with its border, to be read.
    func reading(_ image: Int, of images: UnsafePointer<Float>) -> digitpad_map {
        guard let copy else {
            return map(of: UnsafeMutablePointer(mutating: images + image * count))
        }
        forEachRow(of: image, in: copy) { row, borderedRow, count in
            borderedRow.update(from: images + row, count: count)
        }
        return map(of: copy.start)
    }

    /// Zeros, to be added to and then written.
    func zeros(for image: Int, of images: UnsafeMutablePointer<Float>) -> digitpad_map {
        guard let copy else {
            (images + image * count).initialize(repeating: 0, count: count)
            return map(of: images + image * count)
        }
        copy.start.update(repeating: 0, count: rows * columns * size.channels)
        return map(of: copy.start)
    }

    /// Gives what was added to the zeros, without the border, to its place in a batch.
    func write(to image: Int, of images: UnsafeMutablePointer<Float>) {
        guard let copy else { return }
        forEachRow(of: image, in: copy) { row, borderedRow, count in
            (images + row).initialize(from: borderedRow, count: count)
        }
    }

    private func map(of start: UnsafeMutablePointer<Float>) -> digitpad_map {
        digitpad_map(of: start, [rows, columns, size.channels])
    }

    private func forEachRow(
        of image: Int, in copy: Workspace,
        _ body: (_ row: Int, _ borderedRow: UnsafeMutablePointer<Float>, _ count: Int) -> Void
    ) {
        let count = size.width * size.channels
        for y in 0..<size.height {
            let borderedRow = ((y + size.padding) * columns + size.padding) * size.channels
            body((image * size.height + y) * count, copy.start + borderedRow, count)
        }
    }
}
