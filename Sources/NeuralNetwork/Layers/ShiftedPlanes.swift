import CConvolution

/// How the images of a convolution lie in memory while it is computed: as planes, one for each
/// channel, in which moving an image by rows and columns is adding a constant to an index.
///
/// A plane holds several images, so that small images too make long sums. Each row is followed by
/// as many zeros as the kernel reaches beyond the image; they pad the end of one row and the start
/// of the next at once, and rows of zeros do the same between images. Input and output share the
/// distances, so that value (y, x) of image n lies at the same index in both:
/// `n * imageLength + y * rowLength + x`.
struct ShiftedPlanes {
    let images, channels, height, width, outputChannels, kernelSize, padding: Int

    var outputHeight: Int { height + 2 * padding - kernelSize + 1 }
    var outputWidth: Int { width + 2 * padding - kernelSize + 1 }
    var inputShape: [Int] { [images, channels, height, width] }
    var outputShape: [Int] { [images, outputChannels, outputHeight, outputWidth] }

    /// How far the gradient of the output must be padded to give that of the input.
    private var backwardPadding: Int { kernelSize - 1 - padding }
    private var rowLength: Int { max(width + padding, outputWidth + backwardPadding) }
    private var imageLength: Int {
        rowLength * max(height + padding, outputHeight + backwardPadding)
    }

    /// By how much each of the kernel's taps moves the input, row by row.
    var offsets: [Int] {
        (0..<kernelSize).flatMap { y in
            (0..<kernelSize).map { x in (y - padding) * rowLength + x - padding }
        }
    }

    // MARK: Groups of images

    /// About this many floats of a plane and its neighbours stay in the fastest cache.
    private static let plannedLength = 1024

    private var groupSize: Int { max(1, Self.plannedLength / imageLength) }
    /// How many groups of images are computed, each on its own.
    var groupCount: Int { (images + groupSize - 1) / groupSize }

    /// The images of a group.
    func group(_ index: Int) -> Range<Int> {
        index * groupSize..<min((index + 1) * groupSize, images)
    }

    /// The length of the sums for so many images.
    func length(of images: Range<Int>) -> Int {
        let unit = Int(DIGITPAD_PLANE_UNIT)
        return (images.count * imageLength + unit - 1) / unit * unit
    }

    // MARK: Memory

    /// Zeros before the first image of a plane, and after the last one.
    private var margin: Int { (kernelSize - 1) * (rowLength + 1) }
    private var stride: Int { length(of: 0..<min(groupSize, images)) + 2 * margin }

    /// Lends `body` planes of zeros; the pointer is to the first image of the first plane.
    func withPlanes(
        _ count: Int, _ body: (_ first: UnsafeMutablePointer<Float>, _ stride: Int) -> Void
    ) {
        let memory = UnsafeMutablePointer<Float>.allocate(capacity: count * stride)
        defer { memory.deallocate() }
        memory.initialize(repeating: 0, count: count * stride)
        body(memory + margin, stride)
    }

    /// Copies images from a tensor [N, C, H, W] (or [N, O, Y, X]) to planes that hold zeros.
    func gather(
        _ images: Range<Int>, ofInput isInput: Bool, from tensor: UnsafePointer<Float>,
        to planes: UnsafeMutablePointer<Float>
    ) {
        forEachRow(images, ofInput: isInput) { width, tensorIndex, planeIndex in
            (planes + planeIndex).update(from: tensor + tensorIndex, count: width)
        }
    }

    /// Copies images from planes to a tensor, adding to each channel its bias where there is one.
    func scatter(
        _ images: Range<Int>, ofInput isInput: Bool, from planes: UnsafePointer<Float>,
        adding bias: UnsafePointer<Float>? = nil, to tensor: UnsafeMutablePointer<Float>
    ) {
        guard let bias else {
            forEachRow(images, ofInput: isInput) { width, tensorIndex, planeIndex in
                (tensor + tensorIndex).initialize(from: planes + planeIndex, count: width)
            }
            return
        }
        forEachRow(images, ofInput: isInput) { width, tensorIndex, planeIndex in
            let bias = bias[planeIndex / stride]
            for x in 0..<width { tensor[tensorIndex + x] = planes[planeIndex + x] + bias }
        }
    }

    private func forEachRow(
        _ images: Range<Int>, ofInput isInput: Bool,
        _ body: (_ width: Int, _ tensorIndex: Int, _ planeIndex: Int) -> Void
    ) {
        let (channels, height, width) =
            isInput
            ? (channels, self.height, self.width)
            : (outputChannels, outputHeight, outputWidth)
        let (stride, imageLength, rowLength) = (stride, imageLength, rowLength)
        for image in images {
            var tensorIndex = image * channels * height * width
            for channel in 0..<channels {
                var planeIndex = channel * stride + (image - images.lowerBound) * imageLength
                for _ in 0..<height {
                    body(width, tensorIndex, planeIndex)
                    tensorIndex += width
                    planeIndex += rowLength
                }
            }
        }
    }
}
