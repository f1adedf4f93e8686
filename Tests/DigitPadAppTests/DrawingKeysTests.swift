import DigitPadApp
import Drawing
import Terminal
import Testing

@Suite struct DrawingKeysTests {
    @Test func startsInTheMiddleWithThePenUp() throws {
        let scenario = try Scenario()
        #expect(scenario.state.drawing.cursor == CellPosition(column: 14, row: 14))
        #expect(!scenario.state.drawing.penIsDown)
        #expect(scenario.canvas.isBlank)
    }

    @Test(arguments: [
        ("h", -1, 0), ("<left>", -1, 0), ("l", 1, 0), ("<right>", 1, 0),
        ("k", 0, -1), ("<up>", 0, -1), ("j", 0, 1), ("<down>", 0, 1),
    ])
    func movesTheCursor(key: String, columns: Int, rows: Int) throws {
        var scenario = try Scenario()
        scenario.press(key)
        #expect(
            scenario.state.drawing.cursor == CellPosition(column: 14 + columns, row: 14 + rows))
        #expect(scenario.canvas.isBlank)
    }

    @Test func stopsAtTheEdges() throws {
        var scenario = try Scenario()
        scenario.press(String(repeating: "hk", count: 30))
        #expect(scenario.state.drawing.cursor == CellPosition(column: 0, row: 0))
        scenario.press(String(repeating: "lj", count: 30))
        #expect(scenario.state.drawing.cursor == CellPosition(column: 27, row: 27))
    }

    @Test func spaceInksTheCellAtOnce() throws {
        var scenario = try Scenario()
        scenario.press(" ")
        #expect(scenario.state.drawing.penIsDown)
        #expect(scenario.state.drawing.recognition?.prediction.digit == 7)
        #expect(
            scenario.ink(columns: 12...16, rows: 12...16) == """
                .....
                .,+,.
                .+#+.
                .,+,.
                .....
                """)
    }

    @Test func drawsOnlyWhileThePenIsDown() throws {
        var scenario = try Scenario()
        scenario.press(" ll jjj")
        #expect(!scenario.state.drawing.penIsDown)
        #expect(scenario.state.drawing.cursor == CellPosition(column: 16, row: 17))
        #expect(
            scenario.ink(columns: 13...17, rows: 13...17) == """
                ,+++,
                +###+
                ,+++,
                .....
                .....
                """)
    }

    /// One wrong key in a long line must not cost the line.
    @Test(arguments: [" lljj", "<s-right><s-right><s-down><s-down>"])
    func aStepOfTheLineIsTakenBack(line: String) throws {
        var scenario = try Scenario()
        scenario.press(line)
        let whole = scenario.canvas
        scenario.press("<backspace>")
        #expect(scenario.state.drawing.cursor == CellPosition(column: 16, row: 15))
        #expect(scenario.canvas.strokes.count == 1)
        #expect(scenario.canvas.strokes[0].points == whole.strokes[0].points.dropLast())
        // The line goes on from there, as if the step had never been made.
        scenario.press(line.hasPrefix(" ") ? "j" : "<s-down>")
        #expect(scenario.canvas == whole)
        scenario.press("u")
        #expect(scenario.canvas.isBlank)
    }

    @Test func theFirstStepTakenBackLiftsThePen() throws {
        var scenario = try Scenario()
        scenario.press(" l<backspace><backspace>")
        #expect(scenario.canvas.isBlank)
        #expect(scenario.state.drawing.recognition == nil)
        #expect(!scenario.state.drawing.penIsDown)
        #expect(scenario.state.drawing.cursor == CellPosition(column: 14, row: 14))
        scenario.press("<backspace>")
        #expect(scenario.state.message?.text == "There is nothing to undo")
    }

    @Test func betweenLinesAStepBackIsUndo() throws {
        var scenario = try Scenario()
        scenario.press(" ll <backspace>")
        #expect(scenario.canvas.isBlank)
        scenario.press("<c-r>")
        #expect(scenario.canvas.strokes.count == 1)
    }

    @Test func drawsAroundACorner() throws {
        var scenario = try Scenario()
        scenario.press(" l<right>j<down> ")
        #expect(
            scenario.ink(columns: 13...17, rows: 13...17) == """
                ,+++,
                +###+
                ,++#+
                ..+#+
                ..,+,
                """)
    }

    @Test func theEraserRemovesALineItGoesOverAgain() throws {
        var scenario = try Scenario()
        scenario.press(" lll e hhh ")
        #expect(scenario.state.drawing.brush.tool == .eraser)
        #expect(scenario.canvas.isBlank)
        #expect(scenario.state.drawing.recognition == nil)
        scenario.press("e")
        #expect(scenario.state.drawing.brush.tool == .pen)
    }

    @Test func changesThePenSizeWithinItsBounds() throws {
        var scenario = try Scenario()
        #expect(scenario.state.drawing.brush.size == 1)
        scenario.press("]]")
        #expect(scenario.state.drawing.brush.size == 3)
        scenario.press("[")
        #expect(scenario.state.drawing.brush.size == 2)
        scenario.press("[[[[")
        #expect(scenario.state.drawing.brush.size == Brush.sizes.lowerBound)
        scenario.press("]]]]]]]]")
        #expect(scenario.state.drawing.brush.size == Brush.sizes.upperBound)
    }

    @Test func aLoweredPenGoesOnWithTheNewSize() throws {
        var scenario = try Scenario()
        scenario.press(" ]")
        #expect(scenario.state.drawing.penIsDown)
        #expect(scenario.canvas.strokes.map(\.brush.size) == [1, 2])
        scenario.press(" u")
        #expect(scenario.canvas.strokes.map(\.brush.size) == [1])
    }

    @Test func undoAndRedoGoStrokeByStroke() throws {
        var scenario = try Scenario()
        scenario.press(" ll ")
        let first = scenario.canvas
        scenario.press("jj hh ")
        let second = scenario.canvas
        scenario.press("u")
        #expect(scenario.canvas == first)
        scenario.press("u")
        #expect(scenario.canvas.isBlank)
        #expect(scenario.state.drawing.recognition == nil)
        scenario.press("u")
        #expect(scenario.message == "There is nothing to undo")
        scenario.press("<c-r><c-r>")
        #expect(scenario.canvas == second)
        scenario.press("<c-r>")
        #expect(scenario.message == "There is nothing to redo")
    }

    @Test func undoEndsTheStrokeBeingDrawnAndTakesItBack() throws {
        var scenario = try Scenario()
        scenario.press(" llu")
        #expect(scenario.canvas.isBlank)
        #expect(!scenario.state.drawing.penIsDown)
        scenario.press("<c-r>")
        #expect(scenario.ink(columns: 14...16, rows: 14...14) == "###")
    }

    @Test func aNewStrokeForgetsWhatWasUndone() throws {
        var scenario = try Scenario()
        scenario.press(" ll uk  ")
        let drawn = scenario.canvas
        scenario.press("<c-r>")
        #expect(scenario.canvas == drawn)
        #expect(scenario.message == "There is nothing to redo")
    }

    @Test func aStrokeThatChangesNoCellIsNotAStepToUndo() throws {
        var scenario = try Scenario()
        scenario.press(" l hh l ")
        scenario.press("e" + String(repeating: "j", count: 8) + "  ")
        scenario.press("u")
        #expect(scenario.canvas.strokes.count == 1)
        scenario.press("u")
        #expect(scenario.canvas.isBlank)
    }

    @Test(arguments: ["LLL", "<s-right><s-right><s-right>"])
    func shiftDrawsWithThePenUp(keys: String) throws {
        var scenario = try Scenario()
        scenario.press(keys)
        #expect(!scenario.state.drawing.penIsDown)
        #expect(scenario.state.drawing.cursor == CellPosition(column: 17, row: 14))
        #expect(scenario.ink(columns: 13...18, rows: 14...14) == "+####+")
        // One stroke, which one undo takes back.
        #expect(scenario.canvas.strokes.count == 1)
        scenario.press("u")
        #expect(scenario.canvas.isBlank)
    }

    @Test func anotherKeyEndsTheStrokeThatShiftDrew() throws {
        var scenario = try Scenario()
        scenario.press("LLlllLL")
        #expect(scenario.canvas.strokes.map(\.points.count) == [3, 3])
    }

    @Test(arguments: [
        ("<c-right>", 21, 14), ("<c-up>", 14, 7), ("<home>", 0, 14), ("<end>", 27, 14),
        ("<pageup>", 14, 0), ("<pagedown>", 14, 27), ("<c-right><c-right>", 27, 14),
    ])
    func jumpsFar(keys: String, column: Int, row: Int) throws {
        var scenario = try Scenario()
        scenario.press(keys)
        #expect(scenario.state.drawing.cursor == CellPosition(column: column, row: row))
        #expect(scenario.canvas.isBlank)
    }

    @Test func aLineLeadsFromTheMarkAndMovesItOn() throws {
        var scenario = try Scenario()
        scenario.press("v")
        #expect(scenario.state.drawing.mark == CellPosition(column: 14, row: 14))
        #expect(scenario.canvas.isBlank)
        scenario.press("<c-right>v")
        #expect(scenario.state.drawing.mark == CellPosition(column: 21, row: 14))
        #expect(scenario.ink(columns: 13...22, rows: 14...14) == "+########+")
        scenario.press("<c-up>v")
        #expect(scenario.canvas.strokes.count == 2)
        scenario.press("<esc>")
        #expect(scenario.state.drawing.mark == nil)
        scenario.press("uu")
        #expect(scenario.canvas.isBlank)
    }

    @Test func finishingRemovesTheMark() throws {
        for key in ["7", "x"] {
            var scenario = try Scenario()
            scenario.press("v<c-right>v" + key)
            #expect(scenario.state.drawing.mark == nil)
        }
    }

    @Test func theWholeDrawingIsMoved() throws {
        var scenario = try Scenario()
        scenario.press("LL")
        let before = scenario.canvas.raster
        scenario.press("ddsa<a-left>w")
        #expect(scenario.canvas.raster == before)
        scenario.press("ds")
        #expect(scenario.canvas.raster[15, 15] == 255)
        #expect(scenario.canvas.raster[14, 14] < 255)
        scenario.press("u")
        #expect(scenario.canvas.raster == before)
    }

    @Test func whatWasMovedCellByCellGoesBackAtOnce() throws {
        var scenario = try Scenario()
        scenario.press("LL")
        let first = scenario.canvas
        scenario.press("ddsa")
        let moved = scenario.canvas
        scenario.press("Jww")
        scenario.press("uu")
        #expect(scenario.canvas == moved)
        scenario.press("u")
        #expect(scenario.canvas == first)
        scenario.press("<c-r>")
        #expect(scenario.canvas == moved)
    }

    @Test func aDrawingStopsAtTheEdgeAsAWhole() throws {
        var scenario = try Scenario()
        scenario.press("LL")
        scenario.press(String(repeating: "d", count: 11))
        let atEdge = scenario.canvas
        scenario.press("d")
        #expect(scenario.canvas == atEdge)
        #expect(scenario.message == "The drawing has reached the edge")
        #expect(scenario.canvas.strokes[0].points.map(\.x) == [25.5, 26.5, 27.5])
    }

    @Test func theCrosshairIsSeenAndChangesNothing() throws {
        var scenario = try Scenario()
        let plain = view(scenario.state)
        scenario.press("+")
        #expect(view(scenario.state) != plain)
        #expect(scenario.canvas.isBlank)
        scenario.press("+")
        #expect(view(scenario.state) == plain)
    }

    /// The answer stays that of the drawing as it is and as it will be saved.
    @Test func aStrokeThatChangedNothingLeavesNoAnswer() throws {
        var scenario = try Scenario()
        scenario.press(" lll ")
        let before = scenario.state.drawing
        scenario.digitSeen = 3
        scenario.press("hh h")
        #expect(scenario.state.drawing.recognition?.prediction.digit == 3)
        scenario.press(" ")
        #expect(scenario.canvas == before.canvas)
        #expect(scenario.state.drawing.recognition == before.recognition)
        // The eraser on a blank grid.
        var blank = try Scenario()
        blank.press("e l ")
        #expect(blank.state.drawing.recognition == nil)
    }

    @Test func changesBetweenTheSoftPenAndTheHardOne() throws {
        var scenario = try Scenario()
        scenario.press("o l")
        #expect(scenario.canvas.strokes.map(\.brush) == [Brush(edge: .hard)])
        #expect(scenario.ink(columns: 13...16, rows: 13...15) == "....\n.##.\n....")
        #expect(view(scenario.state).text.contains("hard pen 1 down"))
        scenario.press("o")
        #expect(scenario.state.drawing.brush.edge == .soft)
        #expect(scenario.canvas.strokes.map(\.brush.edge) == [.hard, .soft])
    }
}
