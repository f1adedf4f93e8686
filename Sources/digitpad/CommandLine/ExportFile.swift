import Files
import Glibc

/// Where a command writes what it was asked to: a file that is complete or not there.
///
/// `-` is standard output. What is there already and is no regular file (a pipe, a device, a
/// link such as /dev/stdout) is written to as it goes, never replaced.
final class ExportFile {
    private let path: String
    /// Nil where the contents are written in place.
    private let replacement: ReplacementFile?
    /// Where the contents are written in place.
    private let descriptor: Int32

    /// - Parameters:
    ///   - sources: files that the contents come from, which it must not replace.
    ///   - mode: who may read a new file, less what the person's mask takes away.
    init(
        _ path: String, sparing sources: [String] = [], mode: mode_t = 0o644
    ) throws(Failure) {
        self.path = path
        if let file = FileIdentity(of: path),
            sources.contains(where: { FileIdentity(of: $0) == file })
        {
            throw Failure(
                description: "\(path) is the file that this is made from: give another")
        }
        if path == "-" {
            (replacement, descriptor) = (nil, STDOUT_FILENO)
        } else if Self.isSpecial(path) {
            replacement = nil
            // A link may lead to a file that is longer, or not there yet.
            descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
            guard descriptor >= 0 else {
                throw Self.failure(path, String(cString: strerror(errno)))
            }
        } else {
            do {
                (replacement, descriptor) = (try ReplacementFile(path, mode: mode), -1)
            } catch {
                throw Self.failure(path, error.reason)
            }
        }
    }

    deinit {
        if descriptor > STDERR_FILENO { close(descriptor) }
    }

    func append(_ text: String) throws(Failure) { try append(Array(text.utf8)) }

    func append(_ bytes: [UInt8]) throws(Failure) {
        guard let replacement else { return try write(bytes, to: descriptor) }
        do {
            try replacement.append(bytes)
        } catch {
            throw Self.failure(path, error.reason)
        }
    }

    /// Puts the file in its place.
    func finish() throws(Failure) {
        do {
            try replacement?.finish()
        } catch {
            throw Self.failure(path, error.reason)
        }
    }

    private static func isSpecial(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    }

    private static func failure(_ path: String, _ reason: String) -> Failure {
        Failure(description: "\(path) cannot be written: \(reason)")
    }
}
