extension Canvas {
    /// More than anybody needs for a digit, even with a mouse that reports pixels.
    ///
    /// The copy is made anew for every burst of the mouse's reports; a flood of them must cost no more than
    /// drawing what they say.
    private static let mostPoints = 4_000

    private var pointCount: Int { strokes.reduce(0) { $0 + $1.points.count } }

    /// The drawing as the hand meant it: its lines smoothed and drawn with a soft pen.
    ///
    /// A mouse or a key leads the pen from cell to cell, where a terminal shows two rows as one
    /// character by steps of two; the steps are the device's, not the writer's. A classifier that
    /// is shown the fair copy reads drawings on pairs of rows nearly as well as those on single
    /// ones. A soft pen's dots and straight lines stay as they are, a path finer than a cell hardly
    /// changes. A kept drawing that its strokes no longer make is its own fair copy, as is one of
    /// thousands of points.
    package var fairCopy: Raster {
        guard strokesMakeRaster, pointCount <= Self.mostPoints else { return raster }
        var copy = Canvas(strokes: strokes.map(\.smoothed)).raster
        if strokes.contains(where: { $0.brush.tool == .eraser }) {
            // A smoothed line is up to a cell away from what the eraser met, or left.
            let drawn = copy
            for row in 0..<Raster.side {
                for column in 0..<Raster.side {
                    if !raster.hasInk(around: column, row) {
                        copy[column, row] = 0
                    } else if !drawn.hasInk(around: column, row) {
                        copy[column, row] = raster[column, row]
                    }
                }
            }
        }
        return copy
    }
}

extension Stroke {
    /// What a pen drew, with a soft edge along a smoothed path; what an eraser did as it was.
    fileprivate var smoothed: Stroke {
        guard brush.tool == .pen else { return self }
        // A step to the next pair of rows, one column aside, is the longest from cell to cell.
        // Longer lines were meant as they are: with short steps on them only their ends are bent.
        let steps = points.walked(inStepsOf: 1, sparing: 2.3)
        var smooth = Stroke(brush: brush, points: steps.smoothed(passes: 2))
        smooth.brush.edge = .soft
        return smooth
    }
}

extension Raster {
    /// Whether the cell or one of its eight neighbours holds ink.
    fileprivate func hasInk(around column: Int, _ row: Int) -> Bool {
        let last = Raster.side - 1
        return (max(row - 1, 0)...min(row + 1, last)).contains { y in
            (max(column - 1, 0)...min(column + 1, last)).contains { x in self[x, y] > 0 }
        }
    }
}
