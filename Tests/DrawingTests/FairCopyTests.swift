import Drawing
import Testing

@Suite struct FairCopyTests {
    private let hook = [Point(x: 4.5, y: 4.5), Point(x: 20.5, y: 9.5), Point(x: 7.5, y: 22.5)]

    @Test func straightLinesAndDotsStayAsTheyAre() {
        let drawn = Canvas(strokes: [
            Stroke(points: [Point(x: 3.5, y: 4.5), Point(x: 24.5, y: 11.5)]),
            Stroke(brush: Brush(size: 3), points: (8..<20).map { Point(x: 5.5, y: Double($0)) }),
            Stroke(points: [Point(x: 20.5, y: 20.5)]),
        ])
        #expect(drawn.fairCopy == drawn.raster)
    }

    @Test func theStepsOfPairedRowsAreSmoothedAway() {
        // A slanted line as a mouse on pairs of rows reports it: two rows down, then across.
        let steps = (0..<9).flatMap { step in
            [0, 1].map { Point(x: Double(2 * step + $0) + 5.5, y: Double(2 * step) + 5) }
        }
        let middle = [Point(x: 5.5, y: 4.5), Point(x: 22.5, y: 21.5)]
        let straight = Canvas(strokes: [Stroke(points: middle)]).raster
        let drawn = Canvas(strokes: [Stroke(points: steps)])
        #expect(3 * difference(drawn.fairCopy, straight) < difference(drawn.raster, straight))
    }

    @Test func aCornerIsRoundedByLessThanACell() {
        let drawn = Canvas(strokes: [Stroke(points: hook)])
        #expect(drawn.fairCopy[20, 9] >= 192)
        #expect(drawn.fairCopy[4, 4] == 255)
        #expect(drawn.fairCopy[7, 22] == 255)
    }

    @Test func aHardPenIsDrawnSoft() {
        let (soft, hard) = (Brush(size: 2), Brush(size: 2, edge: .hard))
        let drawn = Canvas(strokes: [Stroke(brush: hard, points: hook)])
        #expect(drawn.fairCopy == Canvas(strokes: [Stroke(brush: soft, points: hook)]).fairCopy)
        #expect(drawn.fairCopy != drawn.raster)
    }

    @Test(arguments: Brush.sizes) func nothingStaysOfWhatWasErased(size: Int) {
        // A sharp zigzag is where a smoothed line is farthest from the drawn one.
        let zigzag = (0..<8).map { Point(x: Double(4 + $0), y: $0 % 2 == 0 ? 4.5 : 10.5) }
        let stem = Stroke(points: [Point(x: 20.5, y: 16.5), Point(x: 21.5, y: 26.5)])
        let drawn = Canvas(strokes: [
            Stroke(brush: Brush(size: size), points: zigzag),
            Stroke(brush: Brush(tool: .eraser, size: size), points: zigzag),
            stem,
        ])
        #expect(drawn.fairCopy == Canvas(strokes: [stem]).fairCopy)
    }

    @Test func inkThatIsLeftOnTheGridIsNeverLost() {
        // The eraser takes all of the smoothed corner away and leaves the tip of the drawn one.
        let drawn = Canvas(strokes: [
            Stroke(
                points: [(10.5, 14.5), (12.5, 4.5), (14.5, 14.5)].map { Point(x: $0.0, y: $0.1) }),
            Stroke(
                brush: Brush(tool: .eraser, size: 3),
                points: [(9, 17), (12.5, 7.5), (16, 17)].map { Point(x: $0.0, y: $0.1) }),
            Stroke(points: [Point(x: 22.5, y: 22.5)]),
        ])
        func inkAbove(_ raster: Raster) -> Bool {
            raster.pixels[..<(10 * Raster.side)].contains { $0 > 0 }
        }
        #expect(inkAbove(drawn.raster))
        #expect(inkAbove(drawn.fairCopy))
    }

    @Test func aBlankCanvasStaysBlank() {
        #expect(Canvas().fairCopy == Raster())
        let erased = Canvas(strokes: [
            Stroke(points: hook), Stroke(brush: Brush(tool: .eraser), points: hook),
        ])
        #expect(erased.fairCopy == Raster())
    }

    @Test func aKeptDrawingThatItsStrokesNoLongerMakeIsItsOwnFairCopy() {
        let strokes = [Stroke(points: hook)]
        #expect(Canvas(strokes: strokes, raster: Raster()).fairCopy == Raster())
        let drawn = Canvas(strokes: strokes)
        #expect(Canvas(strokes: strokes, raster: drawn.raster) == drawn)
        #expect(Canvas(strokes: strokes, raster: drawn.raster).fairCopy == drawn.fairCopy)
    }

    @Test func aFloodOfPointsIsItsOwnFairCopy() {
        let path = (0..<5_000).map { Point(x: Double($0 * 7 % 28), y: Double($0 * 11 % 28)) }
        let drawn = Canvas(strokes: [Stroke(points: path)])
        #expect(drawn.fairCopy == drawn.raster)
        let short = Canvas(strokes: [Stroke(points: Array(path.prefix(50)))])
        #expect(short.fairCopy != short.raster)
    }

    private func difference(_ one: Raster, _ other: Raster) -> Int {
        zip(one.pixels, other.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    }
}
