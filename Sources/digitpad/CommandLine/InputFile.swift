import Drawing
import Glibc

/// A file of drawings in JSON Lines, read whole; `-` is standard input.
struct StrokesFile {
    /// A line that is not empty: where it stands, and the drawing or what is wrong with it.
    struct Line {
        let place: String
        let drawing: Result<DrawingLine, Failure>
    }

    let lines: [Line]

    init(_ path: String) throws(Failure) {
        let name = path == "-" ? "standard input" : path
        let bytes = try readAll(path, name: name)
        let newline = UInt8(ascii: "\n")
        var lines: [Line] = []
        for (index, line) in bytes.split(separator: newline, omittingEmptySubsequences: false)
            .enumerated() where !line.allSatisfy(isBlank)
        {
            let place = "\(name), line \(index + 1)"
            let drawing: Result<DrawingLine, Failure>
            do throws(DrawingLineError) {
                drawing = .success(try DrawingLine(json: line))
            } catch {
                drawing = .failure(Failure(description: "\(place): \(error)"))
            }
            lines.append(Line(place: place, drawing: drawing))
        }
        self.lines = lines
    }
}

private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\t")
}

/// The bytes of a file, or of standard input where the path is `-`.
func readAll(_ path: String, name: String) throws(Failure) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    func failure() -> Failure {
        Failure(description: "\(name) cannot be read: \(String(cString: strerror(errno)))")
    }
    guard descriptor >= 0 else { throw failure() }
    defer { if path != "-" { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw failure() }
        if count == 0 { return bytes }
        bytes += buffer[..<count]
    }
}
