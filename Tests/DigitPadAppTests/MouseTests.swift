import DigitPadApp
import Drawing
import Terminal
import Testing

@Suite struct MouseTests {
    /// Where the grid's cell (0, 0) begins in a window of any size: right of and below its frame.
    private let origin = Frame.Position(column: 1, row: 2)

    private func position(_ column: Int, _ row: Int) -> MousePosition {
        MousePosition(column: origin.column + column, row: origin.row + row)
    }

    private func mouse(
        _ kind: MouseEvent.Kind, _ button: MouseEvent.Button, _ column: Int, _ row: Int
    ) -> MouseEvent {
        let place = position(column, row)
        return MouseEvent(
            kind, button: button, column: place.cell.column, row: place.cell.row)
    }

    /// Reports of a line to the right in a row of the window, without its release.
    private func drag(
        _ button: MouseEvent.Button = .left, columns: ClosedRange<Int>, row: Int
    ) -> [MouseEvent] {
        [mouse(.press, button, columns.lowerBound, row)]
            + columns.dropFirst().map { mouse(.motion, button, $0, row) }
    }

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

    @Test func aClickOnABarSavesTheDrawingAsItsDigit() throws {
        var scenario = try Scenario()
        scenario.receive(drag(columns: 3...6, row: 4) + [mouse(.release, .left, 6, 4)])
        let bar = try place(of: "3 ", in: scenario)
        scenario.receive([click(.press, bar)])
        #expect(try scenario.saved.isEmpty)
        #expect(view(scenario.state)[bar.column, bar.row].style.reverse)
        scenario.receive([click(.release, bar)])
        #expect(try scenario.saved.map(\.trueLabel) == [.digit(3)])
        #expect(scenario.canvas.isBlank)
        #expect(!view(scenario.state)[bar.column, bar.row].style.reverse)
    }

    @Test func aPressThatLeavesTheBarMeansNothing() throws {
        var scenario = try Scenario()
        scenario.receive(drag(columns: 3...6, row: 4) + [mouse(.release, .left, 6, 4)])
        let bar = try place(of: "3 ", in: scenario)
        let away = Frame.Position(column: bar.column, row: bar.row + 1)
        scenario.receive([click(.press, bar), click(.motion, away), click(.motion, bar)])
        scenario.receive([click(.release, bar)])
        #expect(try scenario.saved.isEmpty)
        #expect(scenario.canvas.strokes.count == 1)
    }

    @Test func aBlankGridHasNoBarsToClick() throws {
        var scenario = try Scenario()
        let layout = try #require(drawingLayout(scenario.state))
        let place = Frame.Position(column: layout.panel.column + 1, row: layout.panel.row + 8)
        scenario.receive([click(.press, place), click(.release, place)])
        #expect(scenario.message.isEmpty)
    }

    @Test func aClickOnAHintDoesWhatItsKeyDoes() throws {
        var scenario = try Scenario()
        scenario.receive(drag(columns: 3...6, row: 4) + [mouse(.release, .left, 6, 4)])
        let undo = try place(of: "u undo", in: scenario)
        scenario.receive([click(.press, undo), click(.release, undo)])
        #expect(scenario.canvas.isBlank)
        let help = try place(of: "? help", in: scenario)
        scenario.receive([click(.press, help), click(.release, help)])
        #expect(scenario.state.helpPage == 0)
    }

    @Test func aClickOnAHintOfTheHistoryDoesWhatItsKeyDoes() throws {
        var scenario = try Scenario()
        scenario.receive(drag(columns: 3...6, row: 4) + [mouse(.release, .left, 6, 4)])
        scenario.press("7<tab>")
        let delete = try place(of: "d delete", in: scenario)
        // Not where the button goes down and leaves the hint.
        scenario.receive([
            click(.press, delete), mouse(.motion, .left, delete.column, delete.row - 5),
            click(.release, delete),
        ])
        #expect(try scenario.saved.count == 1)
        scenario.receive([click(.press, delete), click(.release, delete)])
        #expect(try scenario.saved.isEmpty)
        let drawing = try place(of: "Tab drawing", in: scenario)
        scenario.receive([click(.press, drawing), click(.release, drawing)])
        #expect(scenario.state.screen == .drawing)
    }

    /// Whoever draws by keys goes on after a click on a hint as after its key.
    @Test func aClickOnAHintLeavesThePenOfTheKeysDown() throws {
        var scenario = try Scenario(width: 120)
        scenario.press(" <right>")
        let wider = try place(of: "] wider", in: scenario)
        scenario.receive([click(.press, wider), click(.release, wider)])
        #expect(scenario.state.drawing.penIsDown)
        #expect(scenario.state.drawing.brush.size == 2)
        let pen = try place(of: "Space pen", in: scenario)
        scenario.receive([click(.press, pen), click(.release, pen)])
        #expect(!scenario.state.drawing.penIsDown)
    }

    @Test func aClickOnAMessageOverABarSavesNothing() throws {
        var scenario = try Scenario(width: 49, height: 18)
        scenario.digitSeen = nil
        scenario.press(" <right><right><right><down><down> <enter>")
        let message = try place(of: "Not saved", in: scenario)
        for row in message.row..<18 {
            let place = Frame.Position(column: 40, row: row)
            scenario.receive([click(.press, place), click(.release, place)])
            #expect(try scenario.saved.isEmpty)
            guard !scenario.message.isEmpty else { break }
        }
    }

    /// A button that went down before the screen changed means nothing on the next one.
    @Test func aPressedHintIsForgottenWithTheScreen() throws {
        var scenario = try Scenario()
        scenario.receive(drag(columns: 3...6, row: 4) + [mouse(.release, .left, 6, 4)])
        scenario.press("7<tab>")
        let delete = try place(of: "d delete", in: scenario)
        scenario.receive([click(.press, delete)])
        scenario.press("<tab>")
        scenario.receive([click(.release, delete)])
        scenario.press("<tab>")
        let empty = MouseEvent(.press, button: .right, column: 5, row: 15)
        scenario.receive([empty, click(.release, Frame.Position(column: 5, row: 15))])
        #expect(try scenario.saved.count == 1)

        scenario.press("<tab>")
        let help = try place(of: "? help", in: scenario)
        scenario.receive([click(.press, help)])
        scenario.press("<tab><tab>")
        scenario.receive([click(.release, help)])
        #expect(scenario.state.helpPage == nil)
    }

    @Test func theWheelTakesAnOldMessageAway() throws {
        var scenario = try Scenario()
        scenario.press("x")
        #expect(scenario.message.contains("blank"))
        scenario.happen(.wheelTurned(up: true))
        #expect(scenario.message.isEmpty)
    }

    /// The hints name the keys that the person has chosen.
    @Test func theHintsFollowTheKeys() throws {
        var settings = Settings()
        settings.keys = try KeyMap(changes: [(action: "undo", keys: "z")])
        let scenario = try Scenario(settings: settings)
        #expect(view(scenario.state).text.contains("z undo"))
    }

    private func click(_ kind: MouseEvent.Kind, _ place: Frame.Position) -> MouseEvent {
        MouseEvent(kind, button: .left, column: place.column, row: place.row)
    }

    /// Where a text begins on the screen.
    private func place(of text: String, in scenario: Scenario) throws -> Frame.Position {
        let lines = view(scenario.state).text.split(
            separator: "\n", omittingEmptySubsequences: false)
        // Right of the grid or below it: the bars and the hints.
        let row = try #require(lines.lastIndex { $0.contains(text) })
        let column = try #require(
            (0..<lines[row].count).first { lines[row].dropFirst($0).hasPrefix(text) })
        return Frame.Position(column: column, row: row)
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

    @Test func theClickThatClosesTheHelpDrawsNothing() throws {
        var scenario = try Scenario()
        scenario.press("?")
        scenario.receive(drag(columns: 3...6, row: 4) + [mouse(.release, .left, 6, 4)])
        #expect(scenario.state.helpPage == nil)
        #expect(scenario.canvas.isBlank)
    }
}

@Suite struct AppEventTests {
    private func motion(_ column: Int, _ button: MouseEvent.Button = .left) -> TerminalEvent {
        .input(.mouse(MouseEvent(.motion, button: button, column: column, row: 0)))
    }

    private func position(_ column: Int) -> MousePosition {
        MousePosition(column: column, row: 0)
    }

    @Test func neighbouringReportsOfADragBecomeOne() {
        #expect(
            appEvents(from: [motion(1), motion(2), motion(3)])
                == [.mouseDragged(.left, over: [position(1), position(2), position(3)])])
    }

    @Test func otherEventsKeepTheirPlaceInADrag() {
        #expect(
            appEvents(from: [motion(1), .input(.key(.enter)), motion(2), motion(3)])
                == [
                    .mouseDragged(.left, over: [position(1)]), .keyPressed(.enter),
                    .mouseDragged(.left, over: [position(2), position(3)]),
                ])
    }

    @Test func dragsOfDifferentButtonsStayApart() {
        #expect(
            appEvents(from: [motion(1), motion(2, .right)])
                == [
                    .mouseDragged(.left, over: [position(1)]),
                    .mouseDragged(.right, over: [position(2)]),
                ])
    }

    @Test func motionWithoutAButtonIsARelease() {
        #expect(appEvents(from: [motion(1, .none)]) == [.mouseReleased])
    }

    @Test func understandsWhatElseHappensAtATerminal() {
        #expect(
            appEvents(from: [
                .resized(width: 90, height: 30), .resumed, .signal(.hangup), .closed,
            ])
                == [
                    .windowResized(WindowSize(width: 90, height: 30)),
                    .endRequested(.signal(.hangup)), .endRequested(.terminalClosed),
                ])
    }
}
