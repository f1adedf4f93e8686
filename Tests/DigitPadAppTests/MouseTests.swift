import DigitPadApp
import Drawing
import Terminal
import Testing

@Suite struct MouseTests {
    @Test func drawsFromPressToRelease() throws {
        var scenario = try Scenario()
        scenario.receive(drag(columns: 3...6, row: 4) + [mouse(.release, .left, 6, 4)])
        #expect(scenario.canvas.strokes.count == 1)
        #expect(scenario.canvas.strokes.first?.points.first == Point(x: 3.5, y: 9))
        #expect(scenario.canvas.strokes.first?.points.last == Point(x: 6.5, y: 9))
        #expect(scenario.state.drawing.stroke == nil)
        #expect(scenario.state.drawing.recognition != nil)
        scenario.press("u")
        #expect(scenario.canvas.isBlank)
    }

    @Test func keysGoOnWhereTheMouseEnded() throws {
        var scenario = try Scenario()
        scenario.receive(drag(columns: 3...6, row: 4) + [mouse(.release, .left, 6, 4)])
        #expect(scenario.state.drawing.cursor == CellPosition(column: 6, row: 9))
    }

    /// The hand that saves is not the one that holds the button.
    @Test(arguments: ["7", "x", "n", "<tab><tab>"])
    func aFinishedDrawingsMouseDrawsNoMore(key: String) throws {
        var scenario = try Scenario()
        scenario.receive(drag(columns: 3...6, row: 4))
        scenario.press(key)
        let after = scenario.canvas
        scenario.receive(
            [
                mouse(.motion, .left, 8, 6), mouse(.motion, .left, 40, 6),
                mouse(.motion, .left, 9, 7),
            ])
        #expect(scenario.canvas == after)
        scenario.receive([mouse(.release, .left, 9, 7)])
        #expect(scenario.canvas == after)
        scenario.receive(drag(columns: 10...12, row: 8) + [mouse(.release, .left, 12, 8)])
        #expect(scenario.canvas != after)
    }

    /// A fast hand: one report inside, the next far outside.
    @Test(arguments: [
        (column: 60, row: 5, edge: Point(x: 28, y: 11)),
        (column: 10, row: -1, edge: Point(x: 10.5, y: 0)),
        (column: 32, row: 16, edge: Point(x: 27.5, y: 28)),
    ])
    func aLineOutOfTheGridReachesItsEdge(column: Int, row: Int, edge: Point) throws {
        var scenario = try Scenario()
        scenario.receive([
            mouse(.press, .left, 10, 5), mouse(.motion, .left, column, row),
        ])
        let last = try #require(scenario.canvas.strokes.last?.points.last)
        #expect(scenario.canvas.strokes.count == 1)
        #expect(abs(last.x - edge.x) < 0.01 && abs(last.y - edge.y) < 0.01, "\(last)")
        #expect((0..<28).contains(last.x) && (0..<28).contains(last.y))
    }

    /// Where pixels are reported, a line leaves the grid between two cells.
    @Test func aLineOutOfTheGridEndsOnIt() throws {
        var number = 0.0
        // As good as by chance: the fractions of multiples of the golden ratio.
        func next() -> Double {
            number += 0.618_033_988_749_895
            return number.truncatingRemainder(dividingBy: 1)
        }
        for _ in 0..<500 {
            var inside = mouse(.press, .left, Int(next() * 28), 7)
            inside.position.fraction = CellFraction(x: next(), y: next())
            var outside = mouse(.motion, .left, Int(next() * 80), next() < 0.5 ? -1 : 14)
            outside.position.fraction = CellFraction(x: next(), y: next())
            var scenario = try Scenario()
            scenario.receive([inside, outside])
            let points = scenario.canvas.strokes.flatMap(\.points)
            #expect(points.count == 2)
            #expect(points.allSatisfy { $0.isOnGrid }, "\(points)")
        }
    }

    @Test func theWheelTakesAnOldMessageAway() throws {
        var scenario = try Scenario()
        scenario.press("x")
        #expect(scenario.message.contains("blank"))
        scenario.happen(.wheelTurned(up: true))
        #expect(scenario.message.isEmpty)
    }

    @Test(arguments: [(80, 24, Point(x: 3.25, y: 9.5)), (100, 33, Point(x: 1.625, y: 4.75))])
    func pixelsAreFinerThanCells(width: Int, height: Int, point: Point) throws {
        var scenario = try Scenario(width: width, height: height)
        var press = mouse(.press, .left, 3, 4)
        press.position.fraction = CellFraction(x: 0.25, y: 0.75)
        scenario.receive([press])
        #expect(scenario.canvas.strokes.last?.points == [point])
    }

    /// A stroke must not grow with every pixel: it is kept, and sent whole to be drawn again.
    @Test func aDragByPixelsKeepsThePointsThatMatter() throws {
        var scenario = try Scenario()
        var reports = [mouse(.press, .left, 3, 4)]
        for pixel in 0..<1000 {
            var motion = mouse(.motion, .left, 3 + pixel / 100, 4)
            motion.position.fraction = CellFraction(x: Double(pixel % 100) / 100, y: 0.5)
            reports.append(motion)
        }
        scenario.receive(reports)
        let points = try #require(scenario.canvas.strokes.last?.points)
        #expect((40...52).contains(points.count))
        #expect(scenario.ink(columns: 3...12, rows: 9...9) == "##########")
    }

    @Test func aClickMakesADot() throws {
        var scenario = try Scenario(width: 100, height: 33)
        scenario.receive([mouse(.press, .left, 10, 5), mouse(.release, .left, 10, 5)])
        #expect(
            scenario.ink(columns: 4...6, rows: 4...6) == """
                ,+,
                +#+
                ,+,
                """)
    }

    @Test func aClickInASmallWindowInksBothCellsOfItsCharacter() throws {
        var scenario = try Scenario()
        scenario.receive([mouse(.press, .left, 10, 5), mouse(.release, .left, 10, 5)])
        #expect(scenario.ink(columns: 10...10, rows: 9...12) == ".\n#\n#\n.")
    }

    @Test func theRightButtonErasesWhateverTheTool() throws {
        var scenario = try Scenario()
        scenario.receive(drag(columns: 3...6, row: 4) + [mouse(.release, .left, 6, 4)])
        scenario.receive(drag(.right, columns: 3...6, row: 4) + [mouse(.release, .right, 6, 4)])
        #expect(scenario.canvas.isBlank)
        #expect(scenario.state.drawing.brush.tool == .pen)
        scenario.press("u")
        #expect(!scenario.canvas.isBlank)
    }

    @Test func theLeftButtonErasesWithTheEraser() throws {
        var scenario = try Scenario()
        let line = drag(columns: 3...6, row: 4) + [mouse(.release, .left, 6, 4)]
        scenario.receive(line)
        scenario.press("e")
        scenario.receive(line)
        #expect(scenario.canvas.isBlank)
    }

    @Test func theMiddleButtonDrawsNothing() throws {
        var scenario = try Scenario()
        scenario.receive(drag(.middle, columns: 3...6, row: 4))
        #expect(scenario.canvas.isBlank)
    }

    @Test func theWheelChangesThePen() throws {
        var scenario = try Scenario()
        scenario.receive([mouse(.wheelUp, .none, 0, 0), mouse(.wheelUp, .none, 0, 0)])
        #expect(scenario.state.drawing.brush.size == 3)
        scenario.receive([mouse(.wheelDown, .none, 0, 0)])
        #expect(scenario.state.drawing.brush.size == 2)
    }

    @Test func theWheelDuringADragCountsFromTheNextStrokeOn() throws {
        var scenario = try Scenario()
        scenario.receive(drag(columns: 3...4, row: 4))
        scenario.receive([mouse(.wheelUp, .none, 4, 4), mouse(.motion, .left, 5, 4)])
        #expect(scenario.canvas.strokes.map(\.brush.size) == [1])
        #expect(scenario.state.drawing.brush.size == 2)
    }

    @Test func theWheelEndsTheLineOfTheKeysThatDraw() throws {
        var scenario = try Scenario()
        scenario.press("LL")
        scenario.happen(.wheelTurned(up: true))
        scenario.press("L")
        #expect(scenario.canvas.strokes.map(\.brush.size) == [1, 2])
    }

    /// The button may be down still, or its release was lost.
    @Test func keysThatDrawDoNotGoOnWithTheMousesStroke() throws {
        var scenario = try Scenario()
        scenario.receive(drag(columns: 3...5, row: 4))
        let dragged = scenario.canvas.strokes
        scenario.press("L")
        #expect(scenario.canvas.strokes.count == 2)
        #expect(scenario.canvas.strokes.first == dragged.first)
        #expect(
            scenario.canvas.strokes.last?.points
                == [Point(x: 14.5, y: 14.5), Point(x: 15.5, y: 14.5)])
    }

    @Test func aDragThatLeavesTheGridAndComesBackIsTwoStrokes() throws {
        var scenario = try Scenario()
        scenario.receive(
            drag(columns: 26...27, row: 4)
                + [mouse(.motion, .left, 33, 4), mouse(.motion, .left, 27, 9)]
                + [mouse(.release, .left, 27, 9)])
        // The first goes on to the edge, the second comes from there.
        #expect(scenario.canvas.strokes.map(\.points.count) == [3, 2])
        #expect((scenario.canvas.strokes.last?.points.first?.x ?? 0) > 27.9)
        // Nothing was drawn between where it left and where it came back.
        #expect(scenario.ink(columns: 27...27, rows: 12...15) == ".\n.\n.\n.")
        scenario.press("u")
        #expect(scenario.canvas.strokes.count == 1)
    }

    @Test func aDragThatBeginsOutsideTheGridDrawsOnceInside() throws {
        var scenario = try Scenario()
        scenario.receive([
            mouse(.press, .left, 40, 4), mouse(.motion, .left, 27, 4),
            mouse(.motion, .left, 26, 4),
        ])
        #expect(scenario.canvas.strokes.map(\.points.count) == [3])
        #expect((scenario.canvas.strokes.first?.points.first?.x ?? 0) > 27.9)
        scenario.receive([mouse(.release, .left, 40, 4), mouse(.press, .left, 5, 9)])
        #expect(scenario.canvas.strokes.last?.points == [Point(x: 5.5, y: 19)])
    }

    @Test func motionWithoutAPressBeginsAStroke() throws {
        var scenario = try Scenario()
        scenario.receive([mouse(.motion, .left, 3, 4), mouse(.motion, .left, 4, 4)])
        #expect(scenario.canvas.strokes.map(\.points.count) == [2])
    }

    @Test func aLostReleaseEndsTheStrokeWithTheNextMotion() throws {
        var scenario = try Scenario()
        scenario.receive(drag(columns: 3...4, row: 4))
        scenario.receive([mouse(.motion, .none, 20, 4)])
        #expect(scenario.state.drawing.stroke == nil)
        scenario.receive(drag(columns: 20...21, row: 4))
        #expect(scenario.canvas.strokes.count == 2)
    }

    @Test func aLostReleaseEndsTheStrokeWithTheNextPress() throws {
        var scenario = try Scenario()
        scenario.receive(drag(columns: 3...4, row: 4))
        scenario.receive(drag(columns: 20...21, row: 4))
        #expect(scenario.canvas.strokes.count == 2)
        #expect(scenario.ink(columns: 10...13, rows: 8...9) == "....\n....")
    }

    @Test func theMouseEndsTheStrokeOfTheKeys() throws {
        var scenario = try Scenario()
        scenario.press(" l")
        scenario.receive(drag(columns: 3...4, row: 4) + [mouse(.release, .left, 4, 4)])
        #expect(!scenario.state.drawing.penIsDown)
        #expect(scenario.canvas.strokes.count == 2)
        scenario.press("u")
        #expect(scenario.canvas.strokes.count == 1)
    }

    @Test func releasingTheMouseLeavesTheKeysPenDown() throws {
        var scenario = try Scenario()
        scenario.press(" l")
        scenario.receive([mouse(.release, .left, 4, 4)])
        #expect(scenario.state.drawing.penIsDown)
    }

    @Test func keysAndMouseDrawTheSameInALargeWindow() throws {
        var byKeys = try Scenario(width: 100, height: 33)
        byKeys.press(" lllljjjhh ")
        var byMouse = try Scenario(width: 100, height: 33)
        let cells =
            (14...18).map { ($0, 14) } + (15...17).map { (18, $0) } + [(17, 17), (16, 17)]
        byMouse.receive(
            [mouse(.press, .left, 28, 14)]
                + cells.dropFirst().map { mouse(.motion, .left, $0.0 * 2, $0.1) }
                + [mouse(.release, .left, 32, 17)])
        #expect(byMouse.canvas == byKeys.canvas)
        #expect(!byMouse.canvas.isBlank)
    }

    @Test func bothColumnsOfACellAreThatCellInALargeWindow() throws {
        let layout = try #require(
            DrawingLayout(WindowSize(width: 100, height: 33), showsInset: false))
        #expect(layout.point(at: position(55, 27)) == Point(x: 27.5, y: 27.5))
        #expect(layout.point(at: position(54, 27)) == Point(x: 27.5, y: 27.5))
        for outside in [position(-1, 0), position(56, 0), position(0, -1), position(0, 28)] {
            #expect(layout.point(at: outside) == nil)
        }
    }

    @Test func aCharacterIsAPartOfACellInAVeryLargeWindow() throws {
        let layout = try #require(
            DrawingLayout(WindowSize(width: 200, height: 60), showsInset: false))
        #expect(layout.cells == .blocks(rows: 2))
        #expect(layout.point(at: position(0, 0)) == Point(x: 0.125, y: 0.25))
        #expect(layout.point(at: position(111, 55)) == Point(x: 27.875, y: 27.75))
        var place = position(5, 3)
        place.fraction = CellFraction(x: 0.5, y: 0)
        #expect(layout.point(at: place) == Point(x: 1.375, y: 1.5))
        #expect(layout.point(at: position(112, 0)) == nil)
        #expect(layout.point(at: position(0, 56)) == nil)
    }

    @Test func theClickThatClosesTheHelpDrawsNothing() throws {
        var scenario = try Scenario()
        scenario.press("?")
        scenario.receive(drag(columns: 3...6, row: 4) + [mouse(.release, .left, 6, 4)])
        #expect(scenario.state.helpPage == nil)
        #expect(scenario.canvas.isBlank)
    }
}
