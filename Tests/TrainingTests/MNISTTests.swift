import Drawing
import FoundationEssentials
import Recognition
import Testing
import Training

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
        try folder.write(images, to: "t10k-images-idx3-ubyte.gz")
        try folder.write(labels, to: "t10k-labels-idx1-ubyte.gz")
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
        try folder.write(imagesFile(count: 1), to: "mnist/train-images-idx3-ubyte")
        try folder.write(labelsFile([5]), to: "mnist/train-labels-idx1-ubyte")
        #expect(try MNIST.load(.training, from: folder.path).labels == [5])
    }

    @Test func aMissingFileIsNamedWithWhatToDo() {
        let error = #expect(throws: DatasetError.self) {
            try MNIST.load(.test, from: folder.path)
        }
        #expect(error?.description.contains("make fetch-data") == true)
    }

    @Test func badFilesAreRefused() throws {
        let images = imagesFile(count: 2)
        let labels = gzipped(labelsFile([3, 9]))
        let packed = gzipped(images)
        #expect(throws: DatasetError.self) {
            try load(images: Array(packed.dropLast(9)), labels: labels)
        }
        #expect(throws: DatasetError.self) { try load(images: images.dropLast(), labels: labels) }
        // As many bytes as an Int can count, and the header.
        #expect(throws: DatasetError.self) {
            try load(
                images: gzipped(
                    [0, 0, 8, 3] + bigEndian(218_934_409) + bigEndian(859_764_727) + bigEndian(49)),
                labels: labels)
        }
        #expect(throws: DatasetError.self) {
            try load(images: gzipped(images + [0]), labels: labels)
        }
        #expect(throws: DatasetError.self) {
            try load(images: gzipped([0, 0, 9, 3] + images.dropFirst(4)), labels: labels)
        }
        #expect(throws: DatasetError.self) {
            try load(images: packed, labels: gzipped(labelsFile([3])))
        }
        #expect(throws: DatasetError.self) {
            try load(images: packed, labels: gzipped(labelsFile([3, 10])))
        }
        #expect(throws: DatasetError.self) {
            try load(images: gzipped(imagesFile(count: 2, side: 27)), labels: labels)
        }
        // Without any fault, the same files are taken.
        #expect(try load(images: packed, labels: labels).labels.count == 2)
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
