import Drawing
import FoundationEssentials
import Recognition
import Testing
import Training
import TestSupport

/// `value` as four bytes, the largest first.
private func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
}

private func imagesFile(count: Int, side: Int = 28) -> [UInt8] {
    [0, 0, 8, 3] + bigEndian(count) + bigEndian(side) + bigEndian(side)
        + [UInt8](repeating: 7, count: count * side * side)
}

private func labelsFile(_ labels: [UInt8]) -> [UInt8] {
    [0, 0, 8, 1] + bigEndian(labels.count) + labels
}

@Suite struct MNISTTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func load(images: [UInt8], labels: [UInt8]) throws -> MNIST {
        try folder.file("t10k-images-idx3-ubyte.gz", images)
        try folder.file("t10k-labels-idx1-ubyte.gz", labels)
        return try MNIST.load(.test, from: folder.path)
    }

    @Test func imagesAndLabelsAreRead() throws {
        let mnist = try load(
            images: gzipped(imagesFile(count: 2)), labels: gzipped(labelsFile([3, 9])))
        #expect(mnist.labels == [3, 9])
        #expect(mnist.images.map(\.pixels.count) == [784, 784])
    }

    @Test func filesMayLieInASubfolderAndUnpacked() throws {
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/mnist", withIntermediateDirectories: false)
        try folder.file("mnist/train-images-idx3-ubyte", imagesFile(count: 1))
        try folder.file("mnist/train-labels-idx1-ubyte", labelsFile([5]))
        #expect(try MNIST.load(.training, from: folder.path).labels == [5])
    }

    @Test func aMissingFileIsNamedWithWhatToDo() {
        let error = #expect(throws: DatasetError.self) {
            try MNIST.load(.test, from: folder.path)
        }
        #expect(error?.description.contains("make fetch-data") == true)
    }

    /// What is done to two good files of two images, and what the sentence about it says.
    private static let faults: [(images: [UInt8], labels: [UInt8], says: String)] = {
        let images = imagesFile(count: 2)
        let (packed, labels) = (gzipped(images), gzipped(labelsFile([3, 9])))
        // As many bytes as an Int can count, and the header.
        let huge =
            [0, 0, 8, 3] + bigEndian(218_934_409) + bigEndian(859_764_727) + bigEndian(49)
        return [
            (Array(packed.dropLast(9)), labels, "images-idx3-ubyte.gz is cut short"),
            (images.dropLast(), labels, "images-idx3-ubyte.gz is not a gzip file"),
            (gzipped(huge), labels, "should hold 9223372036854775807 bytes and holds 16"),
            (gzipped(images + [0]), labels, "should hold 1584 bytes and holds 1585"),
            (
                gzipped([0, 0, 9, 3] + images.dropFirst(4)), labels,
                "is not an IDX file of bytes with 3 dimensions"
            ),
            (packed, gzipped(labelsFile([3])), "holds 2 images, but there are 1 labels"),
            (
                packed, gzipped(labelsFile([3, 10])),
                "Label number 1 in \0/t10k-labels-idx1-ubyte.gz is 10, which is no digit"
            ),
            (gzipped(imagesFile(count: 2, side: 27)), labels, "27×27 pixels instead of 28×28"),
        ]
    }()

    @Test(arguments: faults.indices)
    func badFilesAreRefused(index: Int) throws {
        let fault = Self.faults[index]
        let error = #expect(throws: DatasetError.self) {
            try load(images: fault.images, labels: fault.labels)
        }
        let words = fault.says.replacing("\0", with: folder.path)
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }

    @Test func aBlankImageIsNamed() throws {
        let blank = imagesFile(count: 1) + [UInt8](repeating: 0, count: 784)
        let error = #expect(throws: DatasetError.self) {
            try load(
                images: gzipped([0, 0, 8, 3] + bigEndian(2) + blank.dropFirst(8)),
                labels: gzipped(labelsFile([3, 9])))
        }
        #expect(error?.description.contains("Image number 1") == true)
    }

    @Test func tooFewImagesCannotBeSplit() throws {
        let mnist = try load(
            images: gzipped(imagesFile(count: 1)), labels: gzipped(labelsFile([4])))
        #expect(throws: DatasetError.tooFewImages(count: 1, needed: 5_001)) { try mnist.split() }
    }

    @Test(.enabled(if: dataFolder != nil, "needs the training data"))
    func theRealImagesAreFixedPointsOfThePreprocessing() throws {
        let mnist = try MNIST.load(.test, from: try #require(dataFolder))
        #expect(mnist.labels.count == 10_000)
        let changed = mnist.images.prefix(2000).count { image in
            modelInput(from: image)?.pixels.map { UInt8(($0 * 255).rounded()) } != image.pixels
        }
        #expect(changed == 0)
    }
}
