import Drawing
import Files

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
    do {
        // A gigabyte: far more than anybody draws.
        return try WholeFile.readToEnd(path, limit: 1 << 30)
    } catch {
        throw Failure(description: "\(name) cannot be read: \(error.reason)")
    }
}
