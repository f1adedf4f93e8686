import Glibc

extension Weights {
    /// Far more than any network here needs.
    private static let largestFile = 1 << 28

    /// Reads a safetensors file.
    package init(contentsOf path: String) throws(WeightsError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .file(path: path, reason: "it is not a regular file")
        }
        guard status.st_size <= Weights.largestFile else {
            throw .tooLarge(path: path, limit: Weights.largestFile)
        }
        var bytes = [UInt8](repeating: 0, count: status.st_size)
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                read(descriptor, $0.baseAddress.map { $0 + filled }, $0.count - filled)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .system(path) }
            guard count > 0 else { throw .truncated(expected: bytes.count, found: filled) }
            filled += count
        }
        try self.init(safetensors: bytes)
    }

    /// Writes a safetensors file, replacing an older one only when the new one is safely on disk.
    package func write(to path: String) throws(WeightsError) {
        // In the same folder, because a rename must not cross file systems.
        let temporary = "\(path).\(getpid()).tmp"
        do throws(WeightsError) {
            try Weights.writeSynced(encoded(), to: temporary)
            guard rename(temporary, path) == 0 else { throw .system(path) }
        } catch {
            unlink(temporary)
            throw error
        }
        try Weights.syncFolder(of: path)
    }

    private static func writeSynced(_ bytes: [UInt8], to path: String) throws(WeightsError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system(path) }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .system(path) }
            written += count
        }
        guard fsync(descriptor) == 0 else { throw .system(path) }
    }

    /// Makes the rename itself survive a power cut.
    private static func syncFolder(of path: String) throws(WeightsError) {
        let folder: String
        switch path.lastIndex(of: "/") {
        case nil: folder = "."
        case path.startIndex?: folder = "/"
        case let slash?: folder = String(path[..<slash])
        }
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .system(folder) }
    }
}

extension WeightsError {
    /// What the last system call complained about.
    fileprivate static func system(_ path: String) -> WeightsError {
        .file(path: path, reason: String(cString: strerror(errno)))
    }
}
