import Terminal

/// The ten digits, three columns by five rows.
private let shapes: [[String]] = [
    ["###", "# #", "# #", "# #", "###"],
    [" # ", "## ", " # ", " # ", "###"],
    ["###", "  #", "###", "#  ", "###"],
    ["###", "  #", " ##", "  #", "###"],
    ["# #", "# #", "###", "  #", "  #"],
    ["###", "#  ", "###", "  #", "###"],
    ["###", "#  ", "###", "# #", "###"],
    ["###", "  #", "  #", " # ", " # "],
    ["###", "# #", "###", "# #", "###"],
    ["###", "# #", "###", "  #", "###"],
]

/// What stands in a digit's place when it was seen that there is none.
private let noDigit = ["###", "  #", " ##", "   ", " # "]

extension Frame {
    /// Draws a digit six columns wide and five rows high; a question mark for nil.
    mutating func drawLarge(
        _ digit: Int?, column: Int, row: Int, style: Style, unicode: Bool
    ) {
        let shape = digit.map { shapes[$0] } ?? noDigit
        for (y, line) in shape.enumerated() {
            for (x, mark) in line.enumerated() where mark == "#" {
                let cell = Cell(unicode ? "█" : "#", style: style)
                self[column + 2 * x, row + y] = cell
                self[column + 2 * x + 1, row + y] = cell
            }
        }
    }
}
