/// Why a picture could not be read; each case names the file it speaks of.
package enum ImageFileError: Error, Equatable {
    case notAnImage(name: String)
    case cutShort(name: String)
    case damaged(name: String, reason: String)
    case tooManyPixels(name: String)
    /// With a reason that ends the sentence.
    case unreadable(name: String, reason: String)
}

extension ImageFileError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notAnImage(let name):
            "\(name) is neither a PNG nor a PGM image: convert it to one of these."
        case .cutShort(let name):
            "\(name) is cut short: the file ends before its picture does."
        case .damaged(let name, let reason):
            "\(name) is damaged: \(reason)."
        case .tooManyPixels(let name):
            "\(name) is too large: a picture may have \(ImageFile.pixelLimit / 1_000_000) "
                + "million pixels at most."
        case .unreadable(let name, let reason):
            "\(name) cannot be read: \(reason)."
        }
    }
}
