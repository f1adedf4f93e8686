/// A drawing: its strokes and the raster they make.
///
/// A value: keeping a copy is keeping a moment of the drawing, which is all that undo needs.
package struct Canvas: Equatable, Sendable {
    package private(set) var strokes: [Stroke] = []
    package private(set) var raster = Raster()
    /// Whether the strokes, drawn again, make the raster; not so for some drawings that were kept.
    package private(set) var strokesMakeRaster = true

    /// An empty canvas.
    package init() {}

    /// The canvas on which `strokes` were drawn in order.
    package init(strokes: [Stroke]) {
        for stroke in strokes {
            draw(stroke)
        }
    }

    /// A kept drawing: `raster` as it was, even where the strokes would now render differently.
    package init(strokes: [Stroke], raster: Raster) {
        strokesMakeRaster = Canvas(strokes: strokes).raster == raster
        self.strokes = strokes
        self.raster = raster
    }

    /// Whether no cell holds ink.
    package var isBlank: Bool { raster.isBlank }

    /// The drawing moved by whole cells; nil where a stroke would leave the grid.
    package func moved(columns: Int, rows: Int) -> Canvas? {
        let moved = strokes.map { stroke in
            Stroke(
                brush: stroke.brush,
                points: stroke.points.map {
                    Point(x: $0.x + Double(columns), y: $0.y + Double(rows))
                })
        }
        guard moved.allSatisfy(\.isOnGrid) else { return nil }
        return Canvas(strokes: moved)
    }

    /// Touches the grid at `point` with `brush`: the beginning of a stroke.
    package mutating func beginStroke(at point: Point, with brush: Brush) {
        strokes.append(Stroke(brush: brush, points: [point]))
        raster.draw(from: point, to: point, with: brush)
    }

    /// Leads the last stroke on to `point` in a straight line; does nothing before the first stroke.
    package mutating func extendStroke(to point: Point) {
        // Not by a copy of the stroke, which would make the append copy all of its points.
        let last = strokes.count - 1
        guard last >= 0, let previous = strokes[last].points.last, previous != point
        else { return }
        strokes[last].points.append(point)
        raster.draw(from: previous, to: point, with: strokes[last].brush)
    }

    /// Draws a whole stroke; one without points leaves no trace.
    package mutating func draw(_ stroke: Stroke) {
        guard let first = stroke.points.first else { return }
        beginStroke(at: first, with: stroke.brush)
        for point in stroke.points.dropFirst() {
            extendStroke(to: point)
        }
    }
}
