import CZlib

/// Unpacking of gzip files (RFC 1952).
package enum Gzip {
    /// What a file that cannot be unpacked suffers from.
    package enum Failure: Error, Equatable {
        case truncated
        case corrupt
        case tooLarge(limit: Int)
    }

    /// More than any training file here unpacks to; a smaller file that claims more is a trap.
    package static let largestContents = 1 << 30

    /// Whether the bytes begin like a gzip file.
    package static func isCompressed(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x1F, 0x8B])
    }

    /// The contents of a whole gzip file, of all its members one after the other.
    ///
    /// Checksums and lengths stored in the file are checked.
    package static func unpack(
        _ packed: [UInt8], limit: Int = largestContents
    ) throws(Failure) -> [UInt8] {
        var contents: [UInt8] = []
        var offset = 0
        repeat {
            offset += try unpackMember(packed[offset...], onto: &contents, limit: limit)
        } while offset < packed.count
        return contents
    }

    /// Unpacks the gzip member that `packed` begins with.
    ///
    /// - Returns: how many bytes of `packed` the member takes.
    private static func unpackMember(
        _ packed: ArraySlice<UInt8>, onto contents: inout [UInt8], limit: Int
    ) throws(Failure) -> Int {
        // zlib remembers where its stream lies and refuses one that has moved.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        // 15 is the largest window; 16 more asks for a gzip header and its checks.
        var status = inflateInit2_(
            stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw .corrupt }
        defer { inflateEnd(stream) }

        var consumed = 0
        var window = [UInt8](repeating: 0, count: 1 << 16)
        while status != Z_STREAM_END {
            // zlib counts in 32 bits, so that a large file is handed over in pieces.
            let piece = packed.dropFirst(consumed).prefix(1 << 24)
            let produced: Int
            (status, produced) = inflate(piece, into: &window, stream)
            consumed += piece.count - Int(stream.pointee.avail_in)
            switch status {
            case Z_OK, Z_STREAM_END: break
            case Z_BUF_ERROR: throw .truncated
            default: throw .corrupt
            }
            guard contents.count + produced <= limit else { throw .tooLarge(limit: limit) }
            contents += window.prefix(produced)
        }
        return consumed
    }

    /// One step of unpacking: zlib's status and the number of bytes now in `window`.
    private static func inflate(
        _ piece: ArraySlice<UInt8>, into window: inout [UInt8],
        _ stream: UnsafeMutablePointer<z_stream>
    ) -> (status: Int32, produced: Int) {
        piece.withUnsafeBufferPointer { input in
            window.withUnsafeMutableBufferPointer { output in
                // zlib's interface lacks the const; it only reads its input.
                stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.pointee.avail_in = UInt32(input.count)
                stream.pointee.next_out = output.baseAddress
                stream.pointee.avail_out = UInt32(output.count)
                let status = CZlib.inflate(stream, Z_NO_FLUSH)
                return (status, output.count - Int(stream.pointee.avail_out))
            }
        }
    }
}
