import Files

/// Where the bytes of a weights file are: on disk, or in memory, as those in the program itself.
enum WeightsBytes {
    case file(RegularFile)
    case memory(UnsafeRawBufferPointer)

    var count: Int {
        switch self {
        case .file(let file): file.size
        case .memory(let bytes): bytes.count
        }
    }

    /// Copies the bytes from `offset` on, as many as the buffer takes, without anything in between.
    ///
    /// - Precondition: there are as many.
    func copy(
        from offset: Int, to buffer: UnsafeMutableRawBufferPointer
    ) throws(WeightsError) {
        switch self {
        case .file(let file):
            do {
                try file.read(from: offset, into: buffer)
            } catch {
                throw WeightsError(error)
            }
        case .memory(let bytes):
            buffer.copyMemory(
                from: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + buffer.count]))
        }
    }

    /// The bytes of a range, which must be there.
    subscript(range: Range<Int>) -> [UInt8] {
        get throws(WeightsError) {
            switch self {
            case .file(let file):
                do {
                    return try file.bytes(range)
                } catch {
                    throw WeightsError(error)
                }
            case .memory(let bytes):
                return [UInt8](bytes[range])
            }
        }
    }
}
