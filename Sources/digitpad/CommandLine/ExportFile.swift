import Glibc

/// A file that is complete or not there: it gets its name when everything is written.
///
/// `-` is standard output. What is there already and is no regular file (a pipe, a device, a
/// link such as /dev/stdout) is written to as it goes, never replaced.
final class ExportFile {
    private let path: String
    /// Where the contents stand until they are complete; nil where they are written in place.
    private let temporaryPath: String?
    private let descriptor: Int32
    private var isFinished = false

    /// - Parameters:
    ///   - sources: files that the contents come from, which it must not replace.
    ///   - mode: who may read a new file, less what the person's mask takes away.
    init(
        _ path: String, sparing sources: [String] = [], mode: mode_t = 0o644
    ) throws(Failure) {
        self.path = path
        for source in sources where Self.areTheSame(path, source) {
            throw Failure(
                description: "\(path) is what the contents come from: give another file")
        }
        if path == "-" {
            temporaryPath = nil
            descriptor = STDOUT_FILENO
        } else if Self.isSpecial(path) {
            temporaryPath = nil
            // A link may lead to a file that is longer, or not there yet.
            descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        } else {
            // In the same folder, because a rename must not cross file systems.
            let temporaryPath = "\(path).\(getpid()).tmp"
            self.temporaryPath = temporaryPath
            descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        }
        guard descriptor >= 0 else { throw failure() }
    }

    deinit {
        guard descriptor > STDERR_FILENO else { return }
        close(descriptor)
        if let temporaryPath, !isFinished { unlink(temporaryPath) }
    }

    func append(_ text: String) throws(Failure) {
        try write(text, to: descriptor)
    }

    func append(_ bytes: [UInt8]) throws(Failure) {
        try write(bytes, to: descriptor)
    }

    /// Puts the file in its place.
    func finish() throws(Failure) {
        guard let temporaryPath else { return }
        guard fsync(descriptor) == 0, rename(temporaryPath, path) == 0 else { throw failure() }
        isFinished = true
    }

    private static func areTheSame(_ path: String, _ other: String) -> Bool {
        var (one, two) = (stat(), stat())
        return stat(path, &one) == 0 && stat(other, &two) == 0
            && (one.st_dev, one.st_ino) == (two.st_dev, two.st_ino)
    }

    private static func isSpecial(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    }

    private func failure() -> Failure {
        Failure(description: "\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
}
