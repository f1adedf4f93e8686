import Drawing
import FoundationEssentials

/// Scanned handwritten digits: 28×28 grey images with their labels.
///
/// Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits" (1998).
package struct MNIST: Sendable {
    /// The two parts in which the set is published.
    package enum Part: String, Sendable {
        case training = "train"
        case test = "t10k"
    }

    /// The images; none of them is blank.
    package let images: [GreyImage]
    /// What each image shows, 0…9.
    package let labels: [Int]
    /// The files that the images and labels came from.
    package let sources: [SourceFile.Provenance]

    /// How many images at the end of the training part are kept for validation.
    ///
    /// The last ones, because the file is in random order and a fixed rule needs no record.
    package static let validationCount = 5_000

    /// Reads a part from its two IDX files.
    ///
    /// They lie in `directory` or in its folder `mnist`, compressed or not. An image without ink
    /// is an error: the published files have none, so that the file is not what it should be.
    package static func load(
        _ part: Part, from directory: String
    ) throws(DatasetError) -> MNIST {
        try MNIST(
            imagesFile: try find(imagesName(part), in: directory),
            labelsFile: try find(labelsName(part), in: directory))
    }

    /// Where the files of a part may lie.
    package static func places(of part: Part, in directory: String) -> [String] {
        places(of: imagesName(part), in: directory) + places(of: labelsName(part), in: directory)
    }

    private static func imagesName(_ part: Part) -> String { "\(part.rawValue)-images-idx3-ubyte" }
    private static func labelsName(_ part: Part) -> String { "\(part.rawValue)-labels-idx1-ubyte" }

    private init(imagesFile: SourceFile, labelsFile: SourceFile) throws(DatasetError) {
        let pixels = try IDXFile(imagesFile, rank: 3)
        let (count, height, width) = (
            pixels.dimensions[0], pixels.dimensions[1], pixels.dimensions[2]
        )
        guard height == Raster.side, width == Raster.side else {
            throw .wrongImageSize(path: imagesFile.path, width: width, height: height)
        }
        labels = try IDXFile(labelsFile, rank: 1).elements.map { Int($0) }
        guard labels.count == count else {
            throw .countsDiffer(imagesPath: imagesFile.path, images: count, labels: labels.count)
        }
        if let index = labels.firstIndex(where: { $0 > 9 }) {
            throw .labelOutOfRange(path: labelsFile.path, index: index, label: labels[index])
        }
        images = (0..<count).map { index in
            let start = pixels.elements.startIndex + index * Raster.cellCount
            return GreyImage(
                width: width, height: height,
                pixels: Array(pixels.elements[start..<start + Raster.cellCount]))
        }
        if let index = images.firstIndex(where: { $0.pixels.allSatisfy { $0 == 0 } }) {
            throw .blankImage(path: imagesFile.path, index: index)
        }
        sources = [imagesFile.provenance, labelsFile.provenance]
    }

    private init(
        images: some Sequence<GreyImage>, labels: some Sequence<Int>,
        sources: [SourceFile.Provenance]
    ) {
        self.images = Array(images)
        self.labels = Array(labels)
        self.sources = sources
    }

    /// The images to learn from, and the last ``validationCount`` to judge by.
    package func split() throws(DatasetError) -> (training: MNIST, validation: MNIST) {
        let count = Self.validationCount
        guard images.count > count else {
            throw .tooFewImages(count: images.count, needed: count + 1)
        }
        return (
            MNIST(images: images.dropLast(count), labels: labels.dropLast(count), sources: sources),
            MNIST(images: images.suffix(count), labels: labels.suffix(count), sources: sources)
        )
    }

    /// With or without `.gz`, in the directory or its folder `mnist`.
    private static func places(of name: String, in directory: String) -> [String] {
        [directory, "\(directory)/mnist"].flatMap { ["\($0)/\(name).gz", "\($0)/\(name)"] }
    }

    private static func find(_ name: String, in directory: String) throws(DatasetError)
        -> SourceFile
    {
        for path in places(of: name, in: directory)
        where FileManager.default.fileExists(atPath: path) {
            return try SourceFile(contentsOf: path)
        }
        throw .missing(name: "\(name).gz", directory: directory)
    }
}
