import Glibc

/// Files that are read and written as a whole.
package enum WholeFile {
    /// Reads a regular file of at most `limit` bytes, as long as it is when it is opened.
    package static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        let file = try RegularFile(path, limit: limit)
        return try file.bytes(0..<file.size)
    }

    /// Reads a file of any kind, as a pipe, to its end, which must come after `limit` bytes at most; `-`
    /// is standard input.
    package static func readToEnd(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        if path == "-" { return try readToEnd(STDIN_FILENO, path, limit: limit) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last(path) }
        defer { close(descriptor) }
        return try readToEnd(descriptor, path, limit: limit)
    }

    private static func readToEnd(
        _ descriptor: Int32, _ path: String, limit: Int
    ) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        var status = stat()
        // A file that grows meanwhile needs more, and a pipe says nothing.
        if fstat(descriptor, &status) == 0 {
            bytes.reserveCapacity(min(max(status.st_size, 0), limit))
        }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .last(path) }
            if count == 0 { return bytes }
            guard bytes.count + count <= limit else { throw .tooLarge(path: path, limit: limit) }
            bytes += chunk[..<count]
        }
    }

    /// Makes a folder, and those above it, where they are missing; the umask limits their `mode`.
    package static func makeFolder(_ path: String, mode: mode_t = 0o777) throws(FileError) {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
        let parent = folder(of: path)
        if parent != path { try makeFolder(parent, mode: mode) }
        guard mkdir(path, mode) == 0 || errno == EEXIST else { throw .last(path) }
    }

    /// The folder in which a file lies.
    package static func folder(of path: String) -> String {
        switch path.lastIndex(of: "/") {
        case nil: "."
        case path.startIndex?: "/"
        case let slash?: String(path[..<slash])
        }
    }

    /// Writes a file, replacing an older one only when the new one is safely on disk.
    package static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        let file = try ReplacementFile(path)
        try file.append(bytes)
        try file.finish()
    }
}
