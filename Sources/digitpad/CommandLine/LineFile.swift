import Files
import Glibc
import ImageFiles

/// A file of JSON Lines, read line by line as they come; `-` is standard input.
final class LineFile {
    /// A line that is not blank.
    struct Line {
        /// Where it stands, for messages.
        let place: String
        let bytes: ArraySlice<UInt8>
    }

    /// In bytes: far more than anybody draws.
    private static let longestLine = 1 << 26

    private let name: String
    private let descriptor: Int32
    private var lineCount = 0
    /// What was read and not yet handed out, from `start` on.
    private var waiting: [UInt8] = []
    private var start = 0
    private var hasEnded = false

    init(_ path: String) throws(Failure) {
        name = path == "-" ? "standard input" : path
        descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw failure() }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The next line that is not blank; nil at the end.
    func next() throws(Failure) -> Line? {
        while let bytes = try nextBytes() {
            lineCount += 1
            if lineCount == 1, ImageFile.recognises(waiting) {
                throw Failure(description: "\(name) is a picture: drawings are JSON Lines here")
            }
            if bytes.allSatisfy(isBlank) { continue }
            return Line(place: "\(name), line \(lineCount)", bytes: bytes)
        }
        return nil
    }

    /// The bytes up to the next line's end, without it.
    private func nextBytes() throws(Failure) -> ArraySlice<UInt8>? {
        var searched = start
        while true {
            if let end = waiting[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { start = end + 1 }
                return waiting[start..<end]
            }
            if hasEnded {
                defer { start = waiting.count }
                return start < waiting.count ? waiting[start...] : nil
            }
            waiting.removeSubrange(..<start)
            (start, searched) = (0, waiting.count)
            guard waiting.count < Self.longestLine else {
                throw Failure(
                    description: "\(name), line \(lineCount + 1) is longer than "
                        + "\(Self.longestLine) bytes: no drawing is")
            }
            try readMore()
        }
    }

    private func readMore() throws(Failure) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR { return }
        guard count >= 0 else { throw failure() }
        if count == 0 { hasEnded = true }
        waiting += buffer[..<count]
    }

    private func failure() -> Failure {
        Failure(description: "\(name) cannot be read: \(String(cString: strerror(errno)))")
    }
}

private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\t")
}

/// The bytes of a file, or of standard input where the path is `-`.
func readAll(_ path: String, name: String) throws(Failure) -> [UInt8] {
    do {
        // A gigabyte: far more than anything that is read whole here.
        return try WholeFile.readToEnd(path, limit: 1 << 30)
    } catch {
        throw Failure(description: "\(name) cannot be read: \(error.reason)")
    }
}
