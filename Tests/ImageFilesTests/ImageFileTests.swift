import Drawing
import Glibc
import ImageFiles
import Testing

@Suite struct ImageFileTests {
    @Test func aFileIsReadFromItsPath() throws {
        let file = try greyPNG(width: 3, height: 3, [9, 9, 9, 9, 255, 9, 9, 9, 9])
        try withTemporaryFile(file) { path in
            let image = try ImageFile.read(path: path)
            #expect(
                image == GreyImage(width: 3, height: 3, pixels: [0, 0, 0, 0, 246, 0, 0, 0, 0]))
        }
    }

    @Test func whatCannotBeReadIsNamedWithTheReason() {
        let error = #expect(throws: ImageFileError.self) {
            try ImageFile.read(path: "/nowhere/seven.png")
        }
        #expect(
            error?.description == "/nowhere/seven.png cannot be read: No such file or directory.")
        #expect(throws: ImageFileError.unreadable(name: "/", reason: "Is a directory")) {
            try ImageFile.read(path: "/")
        }
    }

    @Test(arguments: ["", "P", "P6 1 1 255\n   ", "P2P", "\u{89}PNG", "hello", "GIF89a"])
    func otherFilesAreNoImages(text: String) {
        let error = #expect(throws: ImageFileError.self) {
            try ImageFile.decode(Array(text.utf8), name: "letter.txt")
        }
        #expect(
            error?.description
                == "letter.txt is neither a PNG nor a PGM image: convert it to one of these.")
    }

    @Test func randomBytesBehindEachSignatureNeverCrash() {
        let signatures: [[UInt8]] = [
            [], Array("P2 ".utf8), Array("P5 9 9 255 ".utf8),
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A],
        ]
        var errors = 0
        for round in 0..<400 {
            let tail = (0..<Int.random(in: 0...80)).map { _ in UInt8.random(in: 0...255) }
            do {
                _ = try ImageFile.decode(signatures[round % 4] + tail, name: "random")
            } catch { errors += 1 }
        }
        #expect(errors >= 300, "only a P5 header with 81 bytes after it is a picture")
    }

    @Test func everyErrorIsOneSentence() {
        let errors: [ImageFileError] = [
            .notAnImage(name: "a"), .cutShort(name: "a"), .damaged(name: "a", reason: "bad CRC"),
            .tooManyPixels(name: "a"), .unreadable(name: "a", reason: "Permission denied"),
        ]
        for error in errors {
            let text = error.description
            #expect(text.hasPrefix("a ") && text.hasSuffix(".") && !text.contains(". "))
        }
    }
}

/// Calls `body` with the path of a file that holds `bytes` and is gone afterwards.
private func withTemporaryFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
    var template = Array("/tmp/digitpad-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    try #require(descriptor >= 0)
    let path = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
    defer { unlink(path) }
    let written = write(descriptor, bytes, bytes.count)
    close(descriptor)
    try #require(written == bytes.count)
    try body(path)
}
