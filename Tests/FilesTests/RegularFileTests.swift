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

    private func bytes(
        of file: RegularFile, from offset: Int, count: Int
    ) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 255, count: count)
        try bytes.withUnsafeMutableBytes { try file.read(from: offset, into: $0) }
        return bytes
    }

    @Test func anyPartCanBeRead() throws {
        let file = try RegularFile(path, limit: 100)
        #expect(file.size == 100)
        for (offset, count) in [(40, 7), (0, 100), (99, 1), (100, 0), (3, 5)] {
            let expected = (offset..<offset + count).map(UInt8.init)
            #expect(try bytes(of: file, from: offset, count: count) == expected)
        }
    }

    @Test func aFileThatIsCutShortMeanwhileIsNoticed() throws {
        let file = try RegularFile(path, limit: 100)
        #expect(truncate(path, 30) == 0)
        #expect(try bytes(of: file, from: 0, count: 30).count == 30)
        #expect(throws: FileError.truncated(expected: 100, found: 30)) {
            try bytes(of: file, from: 20, count: 20)
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
