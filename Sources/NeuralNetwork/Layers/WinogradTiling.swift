import CKernels

/// How the images of a convolution are cut into groups and tiles.
struct WinogradTiling {
    /// Of a tile that is transformed.
    static let valueCount = 36
    /// So many floats of tiles stay in the cache between two steps.
    private static let plannedCount = 1 << 18

    private let size: ConvolutionSize
    private let down, across: Int

    init(_ size: ConvolutionSize) {
        self.size = size
        (down, across) = ((size.outputHeight + 3) / 4, (size.outputWidth + 3) / 4)
    }

    /// The tiles of an image.
    var count: Int { down * across }

    // MARK: Groups

    var groupSize: Int {
        let perImage = Self.valueCount * count * (size.channels + size.outputChannels)
        return max(1, min(size.images, Self.plannedCount / perImage))
    }
    var groupCount: Int { (size.images + groupSize - 1) / groupSize }
    func group(_ index: Int) -> Range<Int> {
        index * groupSize..<min((index + 1) * groupSize, size.images)
    }

    // MARK: Tiles

    /// From a value of all the images' tiles to the next.
    ///
    /// The gap keeps the values of one tile from competing for the same places of the cache.
    func stride(of images: Range<Int>, _ channels: Int) -> Int {
        images.count * count * channels + Int(DIGITPAD_TILE_GAP)
    }

    /// The tiles of the image with this index in its group.
    func tiles(
        _ start: UnsafeMutablePointer<Float>, _ index: Int, of images: Range<Int>, _ channels: Int
    ) -> digitpad_tiles {
        digitpad_tiles(
            start: start + index * count * channels, value_stride: stride(of: images, channels),
            side: 4, down: down, across: across)
    }
}

/// What a thread needs for a group of images.
final class WinogradMemory {
    let factors, products: Workspace
    /// The gradient of the transformed weights [36, C, O].
    let weights: Workspace
    private let weightCount: Int

    init(_ size: ConvolutionSize, _ tiling: WinogradTiling) {
        let group = 0..<tiling.groupSize
        factors = Workspace(
            count: WinogradTiling.valueCount * tiling.stride(of: group, size.channels))
        products = Workspace(
            count: WinogradTiling.valueCount * tiling.stride(of: group, size.outputChannels))
        weightCount = WinogradTiling.valueCount * size.channels * size.outputChannels
        weights = Workspace(count: weightCount)
    }

    func clearWeights() { weights.start.update(repeating: 0, count: weightCount) }
}
