import Glibc

/// Files that are read and written as a whole.
package enum WholeFile {
    /// Reads a regular file of at most `limit` bytes.
    package static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .last(path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .system(path: path, reason: "it is not a regular file")
        }
        guard status.st_size <= limit else { throw .tooLarge(path: path, limit: limit) }
        let size = status.st_size
        var failure: FileError?
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            while filled < size {
                let count = Glibc.read(
                    descriptor, buffer.baseAddress.map { $0 + filled }, size - filled)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else {
                    failure = count < 0 ? .last(path) : .truncated(expected: size, found: filled)
                    return
                }
                filled += count
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Writes a file, replacing an older one only when the new one is safely on disk.
    ///
    /// Whoever is killed on the way leaves the older file as it was, and at most a file whose name
    /// ends in ``temporarySuffix`` beside it.
    package static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        // In the same folder, because a rename must not cross file systems.
        let temporary = "\(path).\(getpid())\(temporarySuffix)"
        do throws(FileError) {
            try writeSynced(bytes, to: temporary)
            guard rename(temporary, path) == 0 else { throw .last(path) }
        } catch {
            unlink(temporary)
            throw error
        }
        try syncFolder(of: path)
    }

    /// How the names of files end that are not complete yet.
    package static let temporarySuffix = ".tmp"

    private static func writeSynced(_ bytes: [UInt8], to path: String) throws(FileError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .last(path) }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .last(path) }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw .last(path) }
    }

    /// Makes the rename itself survive a power cut.
    private static func syncFolder(of path: String) throws(FileError) {
        let folder: String
        switch path.lastIndex(of: "/") {
        case nil: folder = "."
        case path.startIndex?: folder = "/"
        case let slash?: folder = String(path[..<slash])
        }
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last(folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .last(folder) }
    }
}

/// Why a file could not be read or written.
package enum FileError: Error, Equatable {
    /// The system refused; `reason` is its own wording.
    case system(path: String, reason: String)
    /// The file is larger than anything that is expected here.
    case tooLarge(path: String, limit: Int)
    /// The file became shorter while it was read.
    case truncated(expected: Int, found: Int)

    /// What the last system call complained about.
    fileprivate static func last(_ path: String) -> FileError {
        .system(path: path, reason: String(cString: strerror(errno)))
    }
}
