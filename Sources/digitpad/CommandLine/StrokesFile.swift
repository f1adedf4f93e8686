import Drawing

/// A file of drawings in JSON Lines, read line by line as they come; `-` is standard input.
struct StrokesFile {
    /// A line that is not blank: where it stands, and the drawing or what is wrong with it.
    struct Line {
        let place: String
        let drawing: Result<DrawingLine, Failure>
    }

    private let file: LineFile

    init(_ path: String) throws(Failure) {
        file = try LineFile(path)
    }

    /// The next line that is not blank; nil at the end.
    func next() throws(Failure) -> Line? {
        guard let line = try file.next() else { return nil }
        let drawing = Result { () throws(DrawingLineError) in try DrawingLine(json: line.bytes) }
        return Line(
            place: line.place,
            drawing: drawing.mapError { Failure(description: "\(line.place): \($0)") })
    }
}
