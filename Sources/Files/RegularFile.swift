import Glibc

/// A regular file that is open to be read.
///
/// It is read and not mapped into memory: who cuts short a mapped file ends the program that reads it.
package final class RegularFile {
    private let path: String
    private let descriptor: Int32
    /// How many bytes it had when it was opened.
    package let size: Int

    /// Opens a file of at most `limit` bytes.
    package init(_ path: String, limit: Int) throws(FileError) {
        // A pipe would be waited for; it is refused as soon as it is open.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .last(path) }
        self.path = path
        self.descriptor = descriptor
        var status = stat()
        let isKnown = fstat(descriptor, &status) == 0
        size = status.st_size
        guard isKnown else { throw .last(path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .system(path: path, reason: "it is not a regular file")
        }
        guard size <= limit else { throw .tooLarge(path: path, limit: limit) }
    }

    deinit { close(descriptor) }

    /// The bytes of a range, which must be there.
    package func bytes(_ range: Range<Int>) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        // `withUnsafeMutableBytes` cannot throw a typed error.
        let result = bytes.withUnsafeMutableBytes { buffer in
            Result { () throws(FileError) in try read(from: range.lowerBound, into: buffer) }
        }
        try result.get()
        return bytes
    }

    /// Fills the buffer with the bytes from `offset` on; they must be there.
    package func read(
        from offset: Int, into buffer: UnsafeMutableRawBufferPointer
    ) throws(FileError) {
        var done = 0
        while done < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let count = pread(descriptor, rest.baseAddress, rest.count, offset + done)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .last(path) }
            guard count > 0 else { throw .truncated(expected: size, found: offset + done) }
            done += count
        }
    }
}
