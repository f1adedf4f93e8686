import DigitPadApp
import Drawing
import PredictionHistory
import Terminal
import Testing

@Suite struct DrawingKeysTests {
    private var app: Scenario

    init() throws {
        app = try Scenario()
    }

    @Test func theCursorStartsInTheMiddleWithThePenUp() {
        #expect(app.state.drawing.cursor == CellPosition(column: 14, row: 14))
        #expect(!app.state.drawing.penIsDown)
        #expect(app.state.drawing.recognition == nil)
    }

    @Test(arguments: [
        ("<Left>", 13, 14), ("<Right>", 15, 14), ("<Up>", 14, 13), ("<Down>", 14, 15),
        ("h", 13, 14), ("l", 15, 14), ("k", 14, 13), ("j", 14, 15), ("hhjj", 12, 16),
    ])
    mutating func keysMoveTheCursor(keys: String, column: Int, row: Int) throws {
        try app.press(keys)
        #expect(app.state.drawing.cursor == CellPosition(column: column, row: row))
        #expect(app.state.drawing.canvas.isBlank)
    }

    @Test mutating func theCursorStopsAtTheEdge() throws {
        try app.press(String(repeating: "h", count: 40) + String(repeating: "k", count: 40))
        #expect(app.state.drawing.cursor == CellPosition(column: 0, row: 0))
    }

    @Test mutating func spaceInksTheCellAndMovingDraws() throws {
        try app.press(" ")
        #expect(app.state.drawing.penIsDown)
        #expect(app.state.drawing.canvas.raster[14, 14] == 255)
        try app.press("jj l")
        #expect(!app.state.drawing.penIsDown)
        #expect(
            app.state.drawing.canvas.strokes == [
                Stroke(points: [
                    Point(x: 14.5, y: 14.5), Point(x: 14.5, y: 15.5), Point(x: 14.5, y: 16.5),
                ])
            ])
        #expect(app.state.drawing.recognition?.prediction.digit == 7)
    }

    @Test mutating func theEraserErases() throws {
        try app.press(" jjj ")
        try app.press("e kkk ")
        #expect(app.state.drawing.canvas.isBlank)
        #expect(app.state.drawing.recognition == nil)
    }

    @Test mutating func bracketsChangeThePenSize() throws {
        try app.press("]]")
        #expect(app.state.drawing.brush.size == 3)
        try app.press("[[[[")
        #expect(app.state.drawing.brush.size == 1)
    }

    @Test mutating func undoAndRedoWalkOverStrokes() throws {
        try app.press(" jj ")
        let first = app.state.drawing.canvas
        try app.press("ll kk ")
        let second = app.state.drawing.canvas
        try app.press("u")
        #expect(app.state.drawing.canvas == first)
        try app.press("u")
        #expect(app.state.drawing.canvas.isBlank)
        try app.press("<C-r><C-r>")
        #expect(app.state.drawing.canvas == second)
    }

    @Test mutating func throwingAwayCanBeUndone() throws {
        try app.press(" jj ")
        let canvas = app.state.drawing.canvas
        try app.press("x")
        #expect(app.state.drawing.canvas.isBlank)
        #expect(try app.rows().isEmpty)
        try app.press("u")
        #expect(app.state.drawing.canvas == canvas)
    }

    @Test mutating func theMouseCanBeTurnedOff() throws {
        try app.press("mm")
        #expect(app.orders == [.setMouse(on: false), .setMouse(on: true)])
    }

    @Test mutating func repaintAndSuspendAreOrders() throws {
        try app.press("<C-l><C-z>")
        #expect(app.orders == [.repaint, .suspend])
    }
}

@Suite struct SavingTests {
    private var app: Scenario

    init() throws {
        app = try Scenario()
    }

    @Test(arguments: [
        ("3", TrueLabel.digit(3)), ("<Enter>", .digit(7)), ("n", .notADigit), ("c", nil),
    ])
    mutating func finishingSavesAndClears(key: String, label: TrueLabel?) throws {
        try app.press(" jj ")
        let canvas = app.state.drawing.canvas
        try app.press(key)
        let row = try #require(try app.rows().first)
        #expect(row.trueLabel == label)
        #expect(row.predictedDigit == 7)
        #expect(row.raster == canvas.raster)
        #expect(row.strokes == canvas.strokes)
        #expect(app.state.drawing.canvas.isBlank)
        #expect(app.state.drawing.recognition == nil)
    }

    @Test mutating func aStrokeThatIsNotFinishedIsSavedToo() throws {
        try app.press(" jj7")
        #expect(try app.rows().count == 1)
        #expect(!app.state.drawing.penIsDown)
    }

    @Test(arguments: ["5", "<Enter>", "n", "c", "x"])
    mutating func aBlankGridIsNotSaved(key: String) throws {
        try app.press(key)
        #expect(try app.rows().isEmpty)
        #expect(app.state.message?.text.contains("blank") == true)
    }

    @Test mutating func enterAsksWhereNoDigitWasSeen() throws {
        app.digitSeen = nil
        try app.press(" jj <Enter>")
        #expect(try app.rows().isEmpty)
        #expect(!app.state.drawing.canvas.isBlank)
        #expect(app.state.message?.kind == .problem)
        try app.press("n")
        #expect(try app.rows().first?.predictedDigit == nil)
    }

    @Test mutating func undoingASaveBringsTheDrawingBack() throws {
        try app.press(" jj ")
        let canvas = app.state.drawing.canvas
        try app.press("3")
        let row = try app.rows()
        try app.press("u")
        #expect(app.state.drawing.canvas == canvas)
        #expect(try app.rows().isEmpty)
        try app.press("<C-r>")
        #expect(app.state.drawing.canvas.isBlank)
        #expect(try app.rows() == row)
    }

    @Test mutating func oneTimelineHoldsEditsAndSaves() throws {
        try app.press(" jj 3 ll ")
        try app.press("uuu")
        #expect(app.state.drawing.canvas.isBlank)
        #expect(try app.rows().isEmpty)
        try app.press("<C-r><C-r><C-r>")
        #expect(try app.rows().count == 1)
        #expect(!app.state.drawing.canvas.isBlank)
    }

    @Test mutating func aFailedSaveKeepsTheDrawingAndSaysSo() throws {
        app.storeFailure = "the disk is full"
        try app.press(" jj 3")
        #expect(!app.state.drawing.canvas.isBlank)
        #expect(app.state.message == .problem("Not saved: the disk is full"))
        app.storeFailure = nil
        try app.press("3")
        #expect(try app.rows().count == 1)
    }

    @Test mutating func quittingSavesInkWithoutALabel() throws {
        try app.press(" jj q")
        #expect(try app.rows().map(\.trueLabel) == [nil])
        #expect(app.orders == [.exit(.quit)])
    }

    @Test mutating func quittingWithoutInkSavesNothing() throws {
        try app.press("q")
        #expect(try app.rows().isEmpty)
        #expect(app.orders == [.exit(.quit)])
    }

    @Test mutating func quittingThatCannotSaveAsksOnce() throws {
        app.storeFailure = "the disk is full"
        try app.press(" jj q")
        #expect(app.orders.isEmpty)
        try app.press("q")
        #expect(app.orders == [.exit(.quit)])
    }

    @Test mutating func anotherKeyTakesTheQuittingBack() throws {
        app.storeFailure = "the disk is full"
        try app.press(" jj qlq")
        #expect(app.orders.isEmpty)
    }

    @Test(arguments: [ExitReason.signal(.terminate), .signal(.hangup), .terminalClosed])
    mutating func signalsSaveAndEndEvenWhenSavingFails(reason: ExitReason) throws {
        try app.press(" jj")
        try app.send(.endRequested(reason))
        #expect(try app.rows().count == 1)
        try app.press(" jj")
        app.storeFailure = "the disk is full"
        try app.send(.endRequested(reason))
        #expect(app.orders == [.exit(reason), .exit(reason)])
    }

    @Test mutating func controlCEndsByItsSignal() throws {
        try app.press(" jj <C-c>")
        #expect(try app.rows().count == 1)
        #expect(app.orders == [.exit(.signal(.interrupt))])
    }
}

@Suite struct DrawingMouseTests {
    private var app: Scenario

    init() throws {
        app = try Scenario(100, 40)
    }

    /// The window's position of a cell in the large layout.
    private func at(_ column: Int, _ row: Int) -> (Int, Int) { (1 + 2 * column, 2 + row) }

    @Test mutating func mouseAndKeysDrawTheSame() throws {
        try app.drag(at(14, 14), at(14, 15), at(14, 16))
        var keys = try Scenario(100, 40)
        try keys.press(" jj ")
        #expect(app.state.drawing.canvas == keys.state.drawing.canvas)
    }

    @Test mutating func theRightButtonErases() throws {
        try app.drag(at(5, 5), at(15, 5))
        try app.drag(at(5, 5), at(15, 5), button: .right)
        #expect(app.state.drawing.canvas.isBlank)
        #expect(app.state.drawing.brush.tool == .pen)
    }

    @Test mutating func theWheelChangesThePen() throws {
        try app.send(.wheelTurned(up: true))
        #expect(app.state.drawing.brush.size == 2)
        try app.send(.wheelTurned(up: false))
        #expect(app.state.drawing.brush.size == 1)
    }

    @Test mutating func aDragThatLeavesTheGridIsNotJoined() throws {
        try app.drag(at(2, 2), (99, 2), at(2, 20))
        #expect(app.state.drawing.canvas.strokes.count == 2)
        #expect(app.state.drawing.canvas.raster[2, 10] == 0)
    }

    @Test mutating func motionAloneBeginsAStroke() throws {
        try app.send(.mouseDragged(.left, over: [Frame.Position(column: 11, row: 12)]))
        #expect(!app.state.drawing.canvas.isBlank)
    }

    @Test mutating func aPressAfterALostReleaseBeginsAnew() throws {
        try app.send(.mousePressed(.left, at: Frame.Position(column: 11, row: 12)))
        try app.drag(at(20, 20), at(21, 20))
        #expect(app.state.drawing.canvas.strokes.count == 2)
        try app.press("u")
        #expect(app.state.drawing.canvas.strokes.count == 1)
    }

    @Test mutating func halfBlocksDrawBothTheirRows() throws {
        var small = try Scenario(80, 24)
        try small.drag((11, 7))
        let raster = small.state.drawing.canvas.raster
        #expect(raster[10, 10] == 255)
        #expect(raster[10, 11] == 255)
        #expect(raster[10, 9] == 0)
    }

    @Test func burstsOfDragsBecomeOneEvent() {
        func motion(_ column: Int, _ button: MouseEvent.Button = .left) -> TerminalEvent {
            .input(.mouse(MouseEvent(.motion, button: button, column: column, row: 3)))
        }
        let events = appEvents(from: [
            motion(1), motion(2), .input(.key(.tab)), motion(3), motion(4, .none),
        ])
        #expect(
            events == [
                .mouseDragged(
                    .left,
                    over: [
                        Frame.Position(column: 1, row: 3), Frame.Position(column: 2, row: 3),
                    ]),
                .keyPressed(.tab),
                .mouseDragged(.left, over: [Frame.Position(column: 3, row: 3)]),
                .mouseReleased,
            ])
    }
}
