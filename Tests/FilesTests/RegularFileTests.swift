import Files
import Glibc
import TestSupport
import Testing

@Suite struct RegularFileTests {
    private let temporary: TemporaryFolder
    private var path: String { temporary.path + "/a" }

    init() throws {
        temporary = try TemporaryFolder()
        try WholeFile.write(Array(0..<100), to: temporary.path + "/a")
    }

    @Test func anyPartCanBeRead() throws {
        let file = try RegularFile(path, limit: 100)
        #expect(file.size == 100)
        for (offset, count) in [(40, 7), (0, 100), (99, 1), (100, 0), (3, 5)] {
            let expected = (offset..<offset + count).map(UInt8.init)
            #expect(try file.bytes(offset..<offset + count) == expected)
        }
    }

    @Test func aFileThatIsCutShortMeanwhileIsNoticed() throws {
        let file = try RegularFile(path, limit: 100)
        #expect(truncate(path, 30) == 0)
        #expect(try file.bytes(0..<30).count == 30)
        #expect(throws: FileError.truncated(expected: 100, found: 30)) {
            try file.bytes(20..<40)
        }
    }

    @Test func onlyARegularFileWithinTheLimitIsOpened() {
        #expect(throws: FileError.tooLarge(path: path, limit: 99)) {
            try RegularFile(path, limit: 99)
        }
        let folder = temporary.path
        #expect(throws: FileError.system(path: folder, reason: "it is not a regular file")) {
            try RegularFile(folder, limit: 99)
        }
        let missing = path + "b"
        #expect(throws: FileError.system(path: missing, reason: "No such file or directory")) {
            try RegularFile(missing, limit: 99)
        }
    }
}
