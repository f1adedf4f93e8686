/// One character cell of a screen.
package struct Cell: Equatable, Sendable {
    /// A character one column wide; the terminal shows `?` in place of any other.
    package var glyph: Character
    /// Its colours and attributes.
    package var style: Style

    /// A blank in the terminal's own colours where nothing is given.
    package init(_ glyph: Character = " ", style: Style = .plain) {
        self.glyph = glyph
        self.style = style
    }
}

/// A screen as a value: what a view returns and a test compares.
///
/// Columns count from the left and rows from the top, both from 0.
package struct Frame: Equatable, Sendable {
    /// A cell's place on the screen.
    package struct Position: Equatable, Sendable {
        package var column: Int
        package var row: Int

        /// The cell in this column and row.
        package init(column: Int, row: Int) {
            self.column = column
            self.row = row
        }
    }

    /// The number of columns.
    package let width: Int
    /// The number of rows.
    package let height: Int
    /// Where the terminal's own cursor stands; nil hides it.
    package var cursor: Position?
    /// Whether it is seen there; who reads the screen to somebody follows it in either case.
    package var showsCursor = true
    private var cells: [Cell]

    /// A blank screen; a negative size is an empty one.
    package init(width: Int, height: Int) {
        self.width = max(width, 0)
        self.height = max(height, 0)
        cells = [Cell](repeating: Cell(), count: self.width * self.height)
    }

    /// The cell at a place.
    ///
    /// Outside the frame reading gives a blank and writing does nothing, so that a view need not ask
    /// whether a small window has room.
    package subscript(column: Int, row: Int) -> Cell {
        get { contains(column: column, row: row) ? cells[row * width + column] : Cell() }
        set {
            guard contains(column: column, row: row) else { return }
            cells[row * width + column] = newValue
        }
    }

    /// Whether a place lies on the frame.
    package func contains(column: Int, row: Int) -> Bool {
        column >= 0 && column < width && row >= 0 && row < height
    }

    /// Writes `text` on one row from `column` on, a character a cell; what falls outside is cut off.
    package mutating func write(
        _ text: String, column: Int, row: Int, style: Style = .plain
    ) {
        for (offset, character) in text.enumerated() {
            self[column + offset, row] = Cell(character, style: style)
        }
    }

    /// The glyphs alone: a line for every row, without the blanks at its end.
    package var text: String {
        (0..<height).map(line).joined(separator: "\n")
    }

    private func line(_ row: Int) -> String {
        let glyphs = cells[row * width..<(row + 1) * width].map(\.glyph)
        let end = glyphs.lastIndex { $0 != " " }.map { $0 + 1 } ?? 0
        return String(glyphs[..<end])
    }
}
