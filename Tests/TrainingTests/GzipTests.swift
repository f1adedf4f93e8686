import Testing
import Training

@Suite struct GzipTests {
    /// Longer than the window through which it is unpacked.
    private let contents = (0..<150_000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 7) }

    @Test func contentsComeBack() throws {
        #expect(try Gzip.unpack(gzipped(contents)) == contents)
        #expect(try Gzip.unpack(gzipped([])).isEmpty)
    }

    @Test func membersAreJoined() throws {
        #expect(try Gzip.unpack(gzipped([1, 2]) + gzipped([3])) == [1, 2, 3])
    }

    @Test func aFileCutAnywhereIsTruncated() {
        let packed = gzipped(Array(contents.prefix(300)))
        for length in 0..<packed.count {
            #expect(throws: Gzip.Failure.truncated) { try Gzip.unpack(Array(packed[..<length])) }
        }
    }

    @Test func damageIsFoundByTheChecksum() {
        var packed = gzipped(contents)
        packed[packed.count - 8] ^= 1
        #expect(throws: Gzip.Failure.corrupt) { try Gzip.unpack(packed) }
    }

    @Test func somethingBehindTheEndIsCorrupt() {
        #expect(throws: Gzip.Failure.corrupt) { try Gzip.unpack(gzipped([1]) + [7, 7, 7]) }
    }

    @Test func aTrapIsLeftBeforeItFillsTheMemory() throws {
        let packed = gzipped([UInt8](repeating: 0, count: 1_000))
        #expect(try Gzip.unpack(packed, limit: 1_000).count == 1_000)
        #expect(throws: Gzip.Failure.tooLarge(limit: 999)) { try Gzip.unpack(packed, limit: 999) }
    }
}
