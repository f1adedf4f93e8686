import Glibc

/// A file that is complete or not there: it gets its name, in place of an older file, when everything is
/// written and safely on disk.
///
/// Whoever is killed on the way leaves the older file as it was, and at most one whose name ends in `.tmp`
/// beside it.
package final class ReplacementFile {
    /// Where the contents go meanwhile.
    private let descriptor: Int32
    private let path, temporaryPath: String
    private var isFinished = false

    /// - Parameters:
    ///   - path: where it goes; a link stays one, and leads to the new file.
    ///   - mode: who may do what with the file, less what the person's mask takes away; nil for what the
    ///     older file allows, or for reading by everybody.
    package init(_ path: String, mode: mode_t? = nil) throws(FileError) {
        var older = stat()
        let replacesFile = stat(path, &older) == 0
        self.path = Self.target(of: path)
        // In the same folder, because a rename must not cross file systems.
        temporaryPath = "\(self.path).\(getpid()).tmp"
        // What somebody left there may be readable by others, or lead elsewhere.
        unlink(temporaryPath)
        descriptor = open(
            temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode ?? 0o644)
        guard descriptor >= 0 else { throw .last(path) }
        if mode == nil, replacesFile { fchmod(descriptor, older.st_mode & 0o777) }
    }

    /// Where a path leads that is a link; else the path.
    private static func target(of path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        if !isFinished { unlink(temporaryPath) }
    }

    package func append(_ bytes: [UInt8]) throws(FileError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .last(path) }
            written += count
        }
    }

    /// Puts the file in its place.
    package func finish() throws(FileError) {
        guard fsync(descriptor) == 0, rename(temporaryPath, path) == 0 else { throw .last(path) }
        isFinished = true
        try syncFolder()
    }

    /// Makes the rename itself survive a power cut, where the folder may be read and its file system can.
    private func syncFolder() throws(FileError) {
        let folder = WholeFile.folder(of: path)
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0, errno == EACCES { return }
        guard descriptor >= 0 else { throw .last(folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw .last(folder) }
    }
}
