import Drawing

/// The smallest rectangle that holds all points of a drawing, in tablet units.
struct StrokeBox {
    private(set) var (left, right) = (Double.infinity, -Double.infinity)
    private(set) var (top, bottom) = (Double.infinity, -Double.infinity)

    init(_ drawing: PenDrawing) {
        for point in drawing.strokes.joined() {
            (left, right) = (min(left, point.x), max(right, point.x))
            (top, bottom) = (min(top, point.y), max(bottom, point.y))
        }
    }

    var width: Double { right - left }
    var height: Double { bottom - top }
    /// How tall the letter is taken to be: half its width at least, and never zero.
    var letterHeight: Double { max(height, longerSide / 2) }
    var middle: Point { Point(x: (left + right) / 2, y: (top + bottom) / 2) }
    /// Never zero, nor so little that a scale made of it has no value: a single dot stays a dot.
    var longerSide: Double {
        let longer = max(width, height)
        return longer < 1e-9 ? 1 : longer
    }
}

extension PenDrawing {
    /// The strokes at a size and place: their box's longer side and its middle.
    func placed(longerSide: Double, centre: Point) -> [[Point]] {
        let box = StrokeBox(self)
        let scale = longerSide / box.longerSide
        return strokes.map { stroke in
            stroke.map { point in
                Point(
                    x: (point.x - box.middle.x) * scale + centre.x,
                    y: (point.y - box.middle.y) * scale + centre.y)
            }
        }
    }

    /// The same drawing with other strokes.
    func with(_ strokes: [[Point]]) -> PenDrawing {
        PenDrawing(writer: writer, label: label, character: character, strokes: strokes)
    }
}
