import DigitPadApp
import Drawing
import PredictionHistory
import Terminal
import Testing

@Suite struct SavingTests {
    /// Keys that draw a short line and lift the pen.
    private let line = " lll "

    @Test(arguments: 0...9)
    func aDigitKeySavesTheDrawingWithThatLabel(digit: Int) throws {
        var scenario = try Scenario()
        scenario.press(line)
        let drawn = scenario.canvas
        scenario.press("\(digit)")
        let saved = try scenario.saved
        #expect(saved.map(\.trueLabel) == [.digit(digit)])
        #expect(saved.map(\.predictedDigit) == [7])
        #expect(saved.map(\.confidence) == [0.91])
        #expect(saved.map(\.raster) == [drawn.raster])
        #expect(saved.map(\.strokes) == [drawn.strokes])
        #expect(saved.map(\.timestamp) == [someMorning])
        #expect(scenario.canvas.isBlank)
        #expect(scenario.state.drawing.recognition == nil)
        let verdict = digit == 7 ? "it was seen right" : "it was seen as 7"
        #expect(scenario.message == "Saved #1 as \(digit); \(verdict). u takes it back")
    }

    @Test func savesAStrokeThatIsStillBeingDrawn() throws {
        var scenario = try Scenario()
        scenario.press(" ll7")
        #expect(try scenario.saved.count == 1)
        #expect(!scenario.state.drawing.penIsDown)
    }

    @Test func enterSavesAsTheDigitSeen() throws {
        var scenario = try Scenario()
        scenario.digitSeen = 3
        scenario.press(line + "<enter>")
        #expect(try scenario.saved.map(\.trueLabel) == [.digit(3)])
        #expect(scenario.canvas.isBlank)
    }

    @Test func enterSavesNothingWhereNoDigitWasSeen() throws {
        var scenario = try Scenario()
        scenario.digitSeen = nil
        scenario.press(line)
        let drawn = scenario.canvas
        scenario.press("<enter>")
        #expect(try scenario.saved.isEmpty)
        #expect(scenario.canvas == drawn)
        #expect(scenario.message.contains("0-9 says which it is, n that"))
        scenario.press("4")
        #expect(try scenario.saved.map(\.trueLabel) == [.digit(4)])
        #expect(scenario.message == "Saved #1 as 4; it was seen as no digit. u takes it back")
    }

    @Test func savesWhatIsNotADigit() throws {
        var scenario = try Scenario()
        scenario.press(line + "n")
        #expect(try scenario.saved.map(\.trueLabel) == [.notADigit])
        #expect(scenario.message.hasPrefix("Saved #1 as not a digit; it was seen as 7."))
    }

    @Test func savesWithoutALabel() throws {
        var scenario = try Scenario()
        scenario.press(line + "c")
        #expect(try scenario.saved.map(\.trueLabel) == [nil])
        #expect(scenario.message == "Saved #1 without a label. u takes it back")
    }

    @Test func throwsTheDrawingAwayAndBringsItBack() throws {
        var scenario = try Scenario()
        scenario.press(line)
        let drawn = scenario.canvas
        scenario.press("x")
        #expect(scenario.canvas.isBlank)
        #expect(try scenario.saved.isEmpty)
        scenario.press("u")
        #expect(scenario.canvas == drawn)
        scenario.press("<c-r>")
        #expect(scenario.canvas.isBlank)
    }

    @Test(arguments: ["5", "<enter>", "n", "c"])
    func savesNothingOfABlankGridAndSaysSo(key: String) throws {
        var scenario = try Scenario()
        scenario.press(key)
        #expect(try scenario.saved.isEmpty)
        #expect(scenario.message == "The grid is blank: nothing was saved")
    }

    @Test func hasNothingToThrowAwayOnABlankGrid() throws {
        var scenario = try Scenario()
        scenario.press("x")
        #expect(scenario.message == "The grid is blank: there is nothing to throw away")
        scenario.press("u")
        #expect(scenario.message == "There is nothing to undo")
    }

    @Test func undoingASaveBringsTheDrawingBackAndRemovesTheRow() throws {
        var scenario = try Scenario()
        scenario.press(line)
        let drawn = scenario.canvas
        scenario.press("5u")
        #expect(try scenario.saved.isEmpty)
        #expect(scenario.canvas == drawn)
        #expect(scenario.state.drawing.recognition?.prediction.digit == 7)
    }

    @Test func redoingASaveRestoresTheRowUnderItsID() throws {
        var scenario = try Scenario()
        scenario.press(line + "4" + line + "5")
        let saved = try scenario.saved
        scenario.press("u<c-r>")
        #expect(try scenario.saved == saved)
        #expect(scenario.canvas.isBlank)
        #expect(scenario.message.hasPrefix("Saved #2 as 5"))
    }

    @Test func memoryOfWhatWasDoneIsLimited() {
        let blank = Canvas()
        var timeline = Timeline<DrawingStep>()
        let limit = Timeline<DrawingStep>.limit
        for _ in 0..<limit + 50 { timeline.record(.edit(before: blank, after: blank)) }
        var count = 0
        while timeline.lastDone != nil {
            timeline.didUndo()
            count += 1
        }
        #expect(count == limit)
    }

    @Test func theNextDrawingBeginsWithThePen() throws {
        var scenario = try Scenario()
        scenario.press(" ll e7")
        #expect(scenario.state.drawing.brush.tool == .pen)
        scenario.press(" ll ex")
        #expect(scenario.state.drawing.brush.tool == .pen)
    }

    @Test func oneTimelineHoldsEditsAndSaves() throws {
        var scenario = try Scenario()
        scenario.press(line + "4" + line + "jj" + line + "5")
        let saved = try scenario.saved
        // The save of the second drawing, its two strokes, the save of the first, its stroke.
        scenario.press("u")
        #expect(try scenario.saved.map(\.trueLabel) == [.digit(4)])
        #expect(scenario.canvas.strokes.count == 2)
        scenario.press("u")
        #expect(scenario.canvas.strokes.count == 1)
        scenario.press("u")
        #expect(scenario.canvas.isBlank)
        scenario.press("u")
        #expect(try scenario.saved.isEmpty)
        #expect(scenario.canvas.strokes.count == 1)
        scenario.press("u")
        #expect(scenario.canvas.isBlank)
        scenario.press("<c-r><c-r><c-r><c-r><c-r>")
        #expect(try scenario.saved == saved)
        #expect(scenario.canvas.isBlank)
    }

    @Test func redoingASaveLeavesAPenWithoutAMarkAsSavingDoes() throws {
        var scenario = try Scenario()
        scenario.press(" <right><right> 4uev<right><c-r>")
        #expect(scenario.canvas.isBlank)
        #expect(scenario.state.drawing.brush.tool == .pen)
        #expect(scenario.state.drawing.mark == nil)
    }

    @Test func redoRestoresALabelThatWasGivenOnTheHistoryScreen() throws {
        var scenario = try Scenario()
        scenario.press(line + "4<tab>9<tab>u")
        #expect(try scenario.saved.isEmpty)
        scenario.press("<c-r>")
        #expect(try scenario.saved.map(\.trueLabel) == [.digit(9)])
    }

    @Test func undoBringsTheDrawingBackWhoseRowWasDeletedOnTheHistoryScreen() throws {
        var scenario = try Scenario()
        scenario.press(line)
        let drawn = scenario.canvas
        scenario.press("4<tab>d<tab>u")
        #expect(scenario.canvas == drawn)
        scenario.press("<c-r>")
        #expect(try scenario.saved.map(\.id) == [1])
    }

    @Test func aFailedSaveKeepsTheDrawingAndSaysWhy() throws {
        var scenario = try Scenario()
        scenario.storeFailure = "the disk is full"
        scenario.press(line)
        let drawn = scenario.canvas
        scenario.press("5")
        #expect(scenario.state.message == .problem("Not saved: the disk is full"))
        #expect(scenario.canvas == drawn)
        scenario.storeFailure = nil
        scenario.press("5")
        #expect(try scenario.saved.map(\.trueLabel) == [.digit(5)])
    }

    @Test func aSaveThatCannotBeUndoneStaysSaved() throws {
        var scenario = try Scenario()
        scenario.press(line + "5")
        scenario.storeFailure = "the disk is full"
        scenario.press("u")
        #expect(scenario.state.message == .problem("Still saved: the disk is full"))
        #expect(scenario.canvas.isBlank)
        scenario.storeFailure = nil
        scenario.press("u")
        #expect(try scenario.saved.isEmpty)
    }

    @Test func aSaveThatCannotBeRedoneKeepsTheDrawing() throws {
        var scenario = try Scenario()
        scenario.press(line + "5u")
        let drawn = scenario.canvas
        scenario.storeFailure = "the disk is full"
        scenario.press("<c-r>")
        #expect(scenario.state.message == .problem("Not saved: the disk is full"))
        #expect(scenario.canvas == drawn)
        scenario.storeFailure = nil
        scenario.press("<c-r>")
        #expect(try scenario.saved.map(\.id) == [1])
    }
}
