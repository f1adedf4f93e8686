import Glibc

/// Whole files, read into memory.
enum FileBytes {
    static func read(path: String, name: String) throws(ImageFileError) -> [UInt8] {
        if path == "-" {
            return try read(descriptor: STDIN_FILENO, name: name)
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(name: name, errorNumber: errno) }
        defer { close(descriptor) }
        return try read(descriptor: descriptor, name: name)
    }

    private static func read(descriptor: Int32, name: String) throws(ImageFileError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .unreadable(name: name, errorNumber: errno)
            }
            if count == 0 { return bytes }
            guard bytes.count + count <= ImageFile.byteLimit else {
                throw .tooManyBytes(name: name)
            }
            bytes += chunk[..<count]
        }
    }
}
