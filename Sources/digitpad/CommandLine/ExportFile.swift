import Glibc

/// A file that is complete or not there: it gets its name when everything is written.
///
/// `-` is standard output, which is written to as it goes.
final class ExportFile {
    private let path: String
    private let temporaryPath: String
    private let descriptor: Int32
    private var isFinished = false
    private var isStandardOutput: Bool { path == "-" }

    init(_ path: String) throws(Failure) {
        self.path = path
        // In the same folder, because a rename must not cross file systems.
        temporaryPath = "\(path).\(getpid()).tmp"
        descriptor =
            path == "-"
            ? STDOUT_FILENO
            : open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure() }
    }

    deinit {
        guard !isStandardOutput, !isFinished, descriptor >= 0 else { return }
        close(descriptor)
        unlink(temporaryPath)
    }

    func append(_ text: String) throws(Failure) {
        try write(text, to: descriptor)
    }

    func append(_ bytes: [UInt8]) throws(Failure) {
        try write(bytes, to: descriptor)
    }

    /// Puts the file in its place.
    func finish() throws(Failure) {
        guard !isStandardOutput else { return }
        guard fsync(descriptor) == 0, rename(temporaryPath, path) == 0 else { throw failure() }
        close(descriptor)
        isFinished = true
    }

    private func failure() -> Failure {
        Failure(description: "\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
}
