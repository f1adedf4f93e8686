import Files
import Glibc
import Testing
import TestSupport

@Suite struct WholeFileTests {
    private let temporary: TemporaryFolder
    private var folder: String { temporary.path }

    init() throws {
        temporary = try TemporaryFolder()
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        let path = folder + "/a"
        // More than is read at once.
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
        try WholeFile.write(bytes, to: path)
        #expect(try WholeFile.read(path, limit: bytes.count) == bytes)
        #expect(try WholeFile.readToEnd(path, limit: bytes.count) == bytes)
        let tooLarge = FileError.tooLarge(path: path, limit: bytes.count - 1)
        #expect(throws: tooLarge) { try WholeFile.read(path, limit: bytes.count - 1) }
        #expect(throws: tooLarge) { try WholeFile.readToEnd(path, limit: bytes.count - 1) }
    }

    @Test func whatReplacesAFileIsReachedAndAllowedAsThatWas() throws {
        let (path, link) = (folder + "/a", folder + "/link")
        try WholeFile.write([1], to: path)
        #expect(chmod(path, 0o640) == 0)
        #expect(symlink("a", link) == 0)
        try WholeFile.write([2, 3], to: link)
        #expect(try WholeFile.read(path, limit: 9) == [2, 3])
        #expect(try mode(of: path) == 0o640)
        var status = stat()
        #expect(lstat(link, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    }

    /// Of a program with the same number that was killed.
    @Test func whatLiesInTheWayIsNotWrittenInto() throws {
        let path = folder + "/a"
        let left = "\(path).\(getpid()).tmp"
        let descriptor = open(left, O_WRONLY | O_CREAT, 0o644)
        #expect(fchmod(descriptor, 0o644) == 0)
        close(descriptor)
        let file = try ReplacementFile(path, mode: 0o600)
        try file.append([7])
        try file.finish()
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
    }

    @Test func aPipeIsReadToItsEnd() throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        defer { close(ends[0]) }
        #expect(Glibc.write(ends[1], "seven", 5) == 5)
        close(ends[1])
        #expect(try WholeFile.readToEnd("/dev/fd/\(ends[0])", limit: 10) == Array("seven".utf8))
    }

    /// Nobody writes to the pipe, and the device has no end.
    @Test func nothingIsWaitedForWithoutEnd() {
        let path = folder + "/pipe"
        #expect(mkfifo(path, 0o600) == 0)
        #expect(throws: FileError.system(path: path, reason: "it is not a regular file")) {
            try WholeFile.read(path, limit: 10)
        }
        #expect(throws: FileError.tooLarge(path: "/dev/zero", limit: 100_000)) {
            try WholeFile.readToEnd("/dev/zero", limit: 100_000)
        }
    }

    @Test func foldersAreMadeWhereTheyAreMissing() throws {
        let path = folder + "/b/c"
        try WholeFile.makeFolder(path)
        try WholeFile.makeFolder(path)
        #expect(access(path, W_OK) == 0)
        try WholeFile.write([], to: folder + "/a")
        let error = #expect(throws: FileError.self) { try WholeFile.makeFolder(folder + "/a/b") }
        #expect(error?.reason == "Not a directory")
    }

    @Test(arguments: [("a", "."), ("/a", "/"), ("a/b", "a"), ("/a/b/c", "/a/b"), ("/", "/")])
    func aFileLiesInAFolder(path: String, parent: String) {
        #expect(WholeFile.folder(of: path) == parent)
    }
}
