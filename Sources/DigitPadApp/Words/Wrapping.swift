/// Lines of at most `width` characters, broken between words.
package func wrap(_ text: String, width: Int) -> [String] {
    wrap(text.split(separator: " ").map(String.init), separator: " ", width: width)
}

/// The pieces in lines of at most `width` characters; a longer piece has a line to itself.
func wrap(_ pieces: [String], separator: String, width: Int) -> [String] {
    pieces.reduce(into: []) { lines, piece in
        if let line = lines.last, line.count + separator.count + piece.count <= width {
            lines[lines.count - 1] = line + separator + piece
        } else {
            lines.append(piece)
        }
    }
}
