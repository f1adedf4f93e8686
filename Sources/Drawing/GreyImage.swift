/// A grey picture of any size with ink on an empty ground: 0 is empty, 255 is ink, row-major.
package struct GreyImage: Equatable, Sendable {
    package let width: Int
    package let height: Int
    package let pixels: [UInt8]

    /// - Precondition: `pixels` holds `width * height` values.
    package init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(width > 0 && height > 0 && pixels.count == width * height)
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    package init(_ raster: Raster) {
        self.init(width: Raster.side, height: Raster.side, pixels: raster.pixels)
    }
}
