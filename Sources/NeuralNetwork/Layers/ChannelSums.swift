/// Two sums for each channel of a batch, added up in single precision only within an image.
struct ChannelSums {
    private let images, channels: Int
    private let perImage: Workspace

    /// Sums that begin at zero.
    init(images: Int, channels: Int) {
        (self.images, self.channels) = (images, channels)
        perImage = Workspace(zeros: images * 2 * channels)
    }

    /// Those of an image [C], to be added to.
    func sums(
        of image: Int
    ) -> (first: UnsafeMutablePointer<Float>, second: UnsafeMutablePointer<Float>) {
        let first = perImage.start + image * 2 * channels
        return (first, first + channels)
    }

    /// Those of all images [C].
    var totals: (first: [Double], second: [Double]) {
        var totals = [Double](repeating: 0, count: 2 * channels)
        for image in 0..<images {
            for index in totals.indices {
                totals[index] += Double(perImage.start[image * totals.count + index])
            }
        }
        return (Array(totals[..<channels]), Array(totals[channels...]))
    }
}
