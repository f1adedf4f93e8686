import Glibc

/// Why a file could not be read or written.
package enum FileError: Error, Equatable, CustomStringConvertible {
    /// The system refused; `reason` is its own wording.
    case system(path: String, reason: String)
    /// The file is larger than anything that is expected here.
    case tooLarge(path: String, limit: Int)
    /// The file became shorter while it was read.
    case truncated(expected: Int, found: Int)

    /// What is wrong, without the file's name, to end a sentence: "… cannot be read: it is larger than …".
    package var reason: String {
        switch self {
        case .system(_, let reason): reason
        case .tooLarge(_, let limit): "it is larger than \(limit) bytes"
        case .truncated(let expected, let found): "it ends after \(found) of \(expected) bytes"
        }
    }

    /// One sentence for the user, with the file's name where it is known.
    package var description: String {
        switch self {
        case .system(let path, let reason): "\(path) cannot be used: \(reason)."
        case .tooLarge(let path, _): "\(path) cannot be used: \(reason)."
        case .truncated: "A file cannot be used: \(reason)."
        }
    }

    /// What the last system call complained about.
    static func last(_ path: String) -> FileError {
        .system(path: path, reason: String(cString: strerror(errno)))
    }
}
