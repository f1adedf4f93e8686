import Terminal

extension Frame {
    /// Draws a box around the rectangle's edge, with a title in its upper side.
    mutating func drawBox(
        _ box: Rectangle, title: String = "", style: Style = .plain, unicode: Bool
    ) {
        let glyphs = unicode ? Array("┌─┐│└┘") : Array("+-+|++")
        let (right, bottom) = (box.column + box.width - 1, box.row + box.height - 1)
        for column in box.column + 1..<max(box.column + 1, right) {
            self[column, box.row] = Cell(glyphs[1], style: style)
            self[column, bottom] = Cell(glyphs[1], style: style)
        }
        for row in box.row + 1..<max(box.row + 1, bottom) {
            self[box.column, row] = Cell(glyphs[3], style: style)
            self[right, row] = Cell(glyphs[3], style: style)
        }
        self[box.column, box.row] = Cell(glyphs[0], style: style)
        self[right, box.row] = Cell(glyphs[2], style: style)
        self[box.column, bottom] = Cell(glyphs[4], style: style)
        self[right, bottom] = Cell(glyphs[5], style: style)
        if !title.isEmpty {
            write(" \(title) ", column: box.column + 2, row: box.row, style: style)
        }
    }
}
