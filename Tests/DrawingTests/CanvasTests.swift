import Drawing
import Testing

/// The raster as text, cropped to `rows` and `columns`: '#' full, '+' at least half, '.' some, '-' none.
private func picture(_ raster: Raster, columns: Range<Int>, rows: Range<Int>) -> String {
    rows.map { row in
        columns.map { column in
            switch raster[column, row] {
            case 255: "#"
            case 128...: "+"
            case 1...: "."
            default: "-"
            }
        }.joined()
    }.joined(separator: "\n")
}

@Suite struct CanvasTests {
    @Test func aDotOfSizeOneIsACellWithASoftRim() {
        let canvas = Canvas(strokes: [Stroke(points: [Point(x: 3.5, y: 3.5)])])
        #expect(
            picture(canvas.raster, columns: 1..<6, rows: 1..<6) == """
                -----
                -.+.-
                -+#+-
                -.+.-
                -----
                """)
    }

    @Test func aHardPenFillsWholeCellsAndNoOthers() {
        var stroke = Stroke(
            brush: Brush(edge: .hard), points: [Point(x: 1.5, y: 1.5), Point(x: 5.5, y: 3.5)])
        #expect(
            picture(Canvas(strokes: [stroke]).raster, columns: 0..<7, rows: 0..<5) == """
                -------
                -##----
                --###--
                ----##-
                -------
                """)
        #expect(Canvas(strokes: [stroke]).raster.pixels.allSatisfy { [0, 255].contains($0) })
        stroke.brush.size = 2
        stroke.points = [Point(x: 3, y: 2), Point(x: 3, y: 4)]
        #expect(
            picture(Canvas(strokes: [stroke]).raster, columns: 0..<7, rows: 0..<6) == """
                -------
                --##---
                --##---
                --##---
                --##---
                -------
                """)
    }

    @Test func reportedPointsAreJoined() {
        var canvas = Canvas()
        canvas.beginStroke(at: Point(x: 3.5, y: 10.5), with: Brush())
        canvas.extendStroke(to: Point(x: 9.5, y: 10.5))
        #expect((3...9).allSatisfy { canvas.raster[$0, 10] == 255 })
        #expect((3...9).allSatisfy { canvas.raster[$0, 11] == 128 })
        #expect(canvas.raster[11, 10] == 0)
    }

    @Test func drawingOverALineDoesNotFattenIt() {
        let line = Stroke(points: [Point(x: 3.5, y: 3.5), Point(x: 20.5, y: 17.5)])
        #expect(Canvas(strokes: [line, line]).raster == Canvas(strokes: [line]).raster)
    }

    @Test func anEditedStrokeIsRenderedAsTheFinishedOne() {
        let stroke = Stroke(
            brush: Brush(size: 2),
            points: [Point(x: 2, y: 3), Point(x: 9, y: 12), Point(x: 20, y: 4)])
        var live = Canvas()
        live.beginStroke(at: stroke.points[0], with: stroke.brush)
        live.extendStroke(to: stroke.points[1])
        live.extendStroke(to: stroke.points[2])
        #expect(live == Canvas(strokes: [stroke]))
    }

    /// A mouse that reports pixels may point near a cell's corner, away from the centres of all cells.
    @Test(arguments: [0.5, 0.05, 0.001, 0.999])
    func aHardDotFillsTheCellThatItIsIn(fraction: Double) {
        let point = Point(x: 13 + fraction, y: 9 + fraction)
        let dot = Canvas(strokes: [Stroke(brush: Brush(edge: .hard), points: [point])])
        #expect(dot.raster[13, 9] == 255)
        #expect(dot.raster.pixels.count { $0 != 0 } == 1)
    }

    @Test(arguments: Brush.sizes)
    func theEraserRemovesALineOfItsSize(size: Int) {
        let path = [Point(x: 4.5, y: 4.5), Point(x: 20.5, y: 9.5), Point(x: 7.5, y: 22.5)]
        var canvas = Canvas(strokes: [Stroke(brush: Brush(size: size), points: path)])
        #expect(!canvas.isBlank)
        canvas.draw(Stroke(brush: Brush(tool: .eraser, size: size), points: path))
        #expect(canvas.isBlank)
        #expect(canvas.strokes.count == 2)
    }

    @Test func inkOutsideTheGridIsClipped() {
        let canvas = Canvas(strokes: [
            Stroke(brush: Brush(size: 5), points: [Point(x: -4, y: -4), Point(x: 40, y: 40)])
        ])
        #expect(canvas.raster[0, 0] == 255)
        #expect(canvas.raster[27, 27] == 255)
        #expect(canvas.raster[27, 0] == 0)
    }

    @Test func aStrokeWithoutPointsLeavesNoTrace() {
        #expect(Canvas(strokes: [Stroke(points: [])]) == Canvas())
    }
}

@Suite struct BrushTests {
    @Test func sizesStayInRange() {
        var brush = Brush(size: 0)
        #expect(brush.size == 1)
        brush.size = 99
        #expect(brush.size == 5)
    }

    @Test func aLargerBrushCoversMore() {
        let radii = Brush.sizes.map { Brush(size: $0).radius }
        #expect(zip(radii, radii.dropFirst()).allSatisfy { $0 < $1 })
    }
}
