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
    func length(of images: Range<Int>) -> Int { Self.aligned(images.count * imageLength) }

    /// Planes begin where the processor's vectors do, which it reads at a stroke.
    private static func aligned(_ length: Int) -> Int {
        let unit = Int(DIGITPAD_PLANE_UNIT)
        return (length + unit - 1) / unit * unit
    }

    // MARK: Memory

    /// The planes of all input or all output channels, for one group of images.
    struct Memory {
        /// The first value of the first image of the first plane.
        let start: UnsafeMutablePointer<Float>
        /// From a plane to the next.
        let stride: Int
        let channels, height, width: Int
    }

    /// Zeros before the first image of a plane, and after the last one.
    private var margin: Int { Self.aligned((kernelSize - 1) * (rowLength + 1)) }
    private var stride: Int { length(of: 0..<min(groupSize, images)) + 2 * margin }

    /// Lends `body` planes of zeros for the input and for the output.
    func withMemory(_ body: (_ input: Memory, _ output: Memory) -> Void) {
        let count = (channels + outputChannels) * stride
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: 4 * count, alignment: 4 * Int(DIGITPAD_PLANE_UNIT))
        defer { memory.deallocate() }
        let start = memory.initializeMemory(as: Float.self, repeating: 0, count: count) + margin
        body(
            Memory(start: start, stride: stride, channels: channels, height: height, width: width),
            Memory(
                start: start + channels * stride, stride: stride, channels: outputChannels,
                height: outputHeight, width: outputWidth))
    }

    /// Copies images from a tensor of as many channels to planes.
    ///
    /// Between the images the planes must hold zeros, as they still do after other images.
    func gather(_ images: Range<Int>, from tensor: UnsafePointer<Float>, to planes: Memory) {
        if images.count < min(groupSize, self.images) {
            // The images of the group before would be left over.
            (planes.start - margin).update(repeating: 0, count: planes.channels * stride)
        }
        forEachRow(of: images, in: planes) { tensorIndex, planeIndex in
            (planes.start + planeIndex).update(from: tensor + tensorIndex, count: planes.width)
        }
    }

    /// Copies images from planes to a tensor, adding to each channel its bias where there is one.
    func scatter(
        _ images: Range<Int>, from planes: Memory, adding bias: [Float]? = nil,
        to tensor: UnsafeMutablePointer<Float>
    ) {
        forEachRow(of: images, in: planes) { tensorIndex, planeIndex in
            let (row, source) = (tensor + tensorIndex, planes.start + planeIndex)
            guard let bias else {
                row.initialize(from: source, count: planes.width)
                return
            }
            let channelBias = bias[planeIndex / planes.stride]
            for x in 0..<planes.width { row[x] = source[x] + channelBias }
        }
    }

    /// Where each row of the images lies in a tensor [N, C, H, W] and in the planes.
    private func forEachRow(
        of images: Range<Int>, in planes: Memory,
        _ body: (_ tensorIndex: Int, _ planeIndex: Int) -> Void
    ) {
        let (imageLength, rowLength) = (imageLength, rowLength)
        for image in images {
            var tensorIndex = image * planes.channels * planes.height * planes.width
            for channel in 0..<planes.channels {
                var planeIndex =
                    channel * planes.stride + (image - images.lowerBound) * imageLength
                for _ in 0..<planes.height {
                    body(tensorIndex, planeIndex)
                    tensorIndex += planes.width
                    planeIndex += rowLength
                }
            }
        }
    }
}
