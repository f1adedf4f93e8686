/// Why training material could not be used.
package enum DatasetError: Error, Equatable {
    case missing(name: String, directory: String)
    case unreadable(path: String, reason: String)
    case notGzip(path: String)
    case cannotUnpack(path: String, Gzip.Failure)
    case notIDX(path: String, rank: Int)
    case wrongLength(path: String, expected: Int, found: Int)
    case wrongImageSize(path: String, width: Int, height: Int)
    case countsDiffer(imagesPath: String, images: Int, labels: Int)
    case labelOutOfRange(path: String, index: Int, label: Int)
    case blankImage(path: String, index: Int)
    case tooFewImages(count: Int, needed: Int)
    case badLine(path: String, line: Int, reason: String)
    case noDrawings(path: String)
    case noDigits(path: String)
    case tooFewWriters(path: String, count: Int, needed: Int)
}

extension DatasetError: CustomStringConvertible {
    /// One sentence for the user.
    package var description: String {
        switch self {
        case .missing(let name, let directory):
            "\(name) is neither in \(directory) nor in its folder mnist: "
                + "run \"make fetch-data\" or name another folder."
        case .unreadable(let path, let reason):
            "\(path) cannot be read: \(reason)."
        case .notGzip(let path):
            "\(path) is not a gzip file, though its name says so; \(Self.advice)"
        case .cannotUnpack(let path, .truncated):
            "\(path) is cut short; \(Self.advice)"
        case .cannotUnpack(let path, .corrupt):
            "\(path) is damaged; \(Self.advice)"
        case .cannotUnpack(let path, .tooLarge(let limit)):
            "\(path) unpacks to more than \(limit) bytes, so it is not what it should be."
        case .notIDX(let path, let rank):
            "\(path) is not an IDX file of bytes with \(rank) dimensions; \(Self.advice)"
        case .wrongLength(let path, let expected, let found):
            "\(path) should hold \(expected) bytes and holds \(found); \(Self.advice)"
        case .wrongImageSize(let path, let width, let height):
            "\(path) holds images of \(width)×\(height) pixels instead of 28×28."
        case .countsDiffer(let path, let images, let labels):
            "\(path) holds \(images) images, but there are \(labels) labels; \(Self.advice)"
        case .labelOutOfRange(let path, let index, let label):
            "Label number \(index) in \(path) is \(label), which is no digit; \(Self.advice)"
        case .blankImage(let path, let index):
            "Image number \(index) in \(path) is blank; \(Self.advice)"
        case .tooFewImages(let count, let needed):
            "There are \(count) training images; at least \(needed) are needed."
        case .badLine(let path, let line, let reason):
            "\(path), line \(line): \(reason)."
        case .noDrawings(let path):
            "\(path) holds no drawings."
        case .noDigits(let path):
            "\(path) holds no digits; letters are named by \"--letters\"."
        case .tooFewWriters(let path, let count, let needed):
            "\(path) holds drawings by \(count) writers; "
                + "validation by writer needs at least \(needed)."
        }
    }

    private static let advice = "run \"make fetch-data\" to get it again."
}
