import CKernels

/// How the values between two steps of a compiled network lie in memory: channels last, with a
/// border of zeros where the next step reaches beyond the image.
struct ActivationMap {
    let channels, height, width: Int
    /// Rows above and columns left of the image.
    let border: Int
    /// All rows and columns, with those of the border.
    let rows, columns: Int
    /// From the start of an image's memory, in floats.
    fileprivate(set) var offset = 0

    /// - Parameter reach: how many rows and columns the next step reads from the border on.
    init(channels: Int, height: Int, width: Int, border: Int, reach: (rows: Int, columns: Int)) {
        (self.channels, self.height, self.width) = (channels, height, width)
        self.border = border
        rows = max(border + height, reach.rows)
        columns = max(border + width, reach.columns)
    }

    var count: Int { rows * columns * channels }

    /// The first value of the image.
    func start(in memory: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<Float> {
        memory + offset + (border * columns + border) * channels
    }

    /// From a row to the next, in floats.
    var rowStride: Int { columns * channels }

    /// The image alone, for who writes to it.
    func image(in memory: UnsafeMutablePointer<Float>) -> digitpad_map {
        digitpad_map(
            start: start(in: memory), row_stride: rowStride, channels: channels, height: height,
            width: width)
    }

    /// The image with its border, for who reads it.
    func whole(in memory: UnsafeMutablePointer<Float>) -> digitpad_map {
        digitpad_map(
            start: memory + offset, row_stride: rowStride, channels: channels,
            height: rows, width: columns)
    }
}

/// Memory for some images on their way through a compiled network.
///
/// It is allocated once. The borders of the maps are zero from the start, and nothing is ever
/// written to them.
final class ActivationMemory {
    /// How many images there is room for, and how many threads that work on them together.
    let capacity, members: Int
    /// From the maps of an image to those of the next.
    let floatsPerImage: Int
    private let start: UnsafeMutablePointer<Float>
    /// Tiles on their way into the products and out of them, for the first member of a team.
    let factors, products: UnsafeMutablePointer<Float>
    /// From the tiles of a member to those of the next.
    let memberStride: Int

    /// - Parameters:
    ///   - capacity: how many images there is to be room for.
    ///   - mapCount: how many floats the maps of one image take.
    ///   - tileCount: the most floats that the transformed tiles of one image take.
    ///   - members: how many threads work on the images together.
    init(capacity: Int, mapCount: Int, tileCount: Int, members: Int) {
        (self.capacity, self.members) = (capacity, members)
        floatsPerImage = mapCount
        memberStride = 2 * capacity * tileCount
        let count = capacity * mapCount + members * memberStride
        start =
            UnsafeMutableRawPointer
            .allocate(byteCount: 4 * count, alignment: 64)
            .initializeMemory(as: Float.self, repeating: 0, count: count)
        factors = start + capacity * mapCount
        products = factors + capacity * tileCount
    }

    deinit { start.deallocate() }

    /// Where the maps of an image begin.
    func maps(ofImage image: Int) -> UnsafeMutablePointer<Float> { start + image * floatsPerImage }
}

extension [ActivationMap] {
    /// Places the maps one after the other, each where the processor's vectors begin.
    ///
    /// - Returns: how many floats they take together.
    mutating func place() -> Int {
        var end = 0
        for index in indices {
            self[index].offset = end
            end += (self[index].count + 15) / 16 * 16
        }
        return end
    }
}
