import Glibc

/// A file that is complete or not there: it gets its name when everything is written.
///
/// `-` is standard output. What is there already and is no regular file (a pipe, a device) is
/// written to as it goes, never replaced.
final class ExportFile {
    private let path: String
    /// Where the contents stand until they are complete; nil where they are written in place.
    private let temporaryPath: String?
    private let descriptor: Int32
    private var isFinished = false

    init(_ path: String) throws(Failure) {
        self.path = path
        if path == "-" {
            temporaryPath = nil
            descriptor = STDOUT_FILENO
        } else if Self.isSpecial(path) {
            temporaryPath = nil
            descriptor = open(path, O_WRONLY | O_CLOEXEC)
        } else {
            // In the same folder, because a rename must not cross file systems.
            let temporaryPath = "\(path).\(getpid()).tmp"
            self.temporaryPath = temporaryPath
            descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
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

    private static func isSpecial(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    }

    private func failure() -> Failure {
        Failure(description: "\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
}
