import DigitPadApp
import Drawing
import PredictionHistory
import Terminal
import Testing

@Suite struct HistoryScreenTests {
    @Test func showsTheNewestFirst() throws {
        let scenario = try Scenario.history(of: 3)
        #expect(scenario.state.history.page.records.map(\.id) == [3, 2, 1])
        #expect(scenario.state.history.total == 3)
        #expect(scenario.state.history.selected?.id == 3)
    }

    @Test(arguments: [
        ("l", 1), ("<right>", 1), ("j", 5), ("<down>", 5), ("lh", 0), ("l<left>", 0),
        ("jk", 0), ("j<up>", 0), ("h", 0), ("k", 0), ("jj", 6), ("llllllllll", 6),
        ("<end>", 6), ("G", 6), ("<end><home>", 0), ("Gg", 0),
    ])
    func movesTheSelection(keys: String, selection: Int) throws {
        var scenario = try Scenario.history(of: 7)
        scenario.press(keys)
        #expect(scenario.state.history.selection == selection)
        #expect(scenario.state.history.selected?.id == Int64(7 - selection))
    }

    @Test func goesFromPageToPage() throws {
        var scenario = try Scenario.history(of: 23)
        #expect(scenario.state.history.page.records.count == 10)
        scenario.press("<pagedown>")
        #expect(scenario.state.history.offset == 10)
        #expect(scenario.state.history.selected?.id == 13)
        scenario.press("<pagedown><pagedown>")
        #expect(scenario.state.history.page.records.map(\.id) == [3, 2, 1])
        #expect(scenario.state.history.selected?.id == 1)
        scenario.press("<pageup>")
        #expect(scenario.state.history.selected?.id == 11)
        scenario.press("<pageup><pageup>")
        #expect(scenario.state.history.selected?.id == 23)
    }

    @Test func theSelectionWalksOverTheEndOfAPage() throws {
        var scenario = try Scenario.history(of: 12)
        scenario.press("llllllllll")
        #expect(scenario.state.history.selected?.id == 2)
        #expect(scenario.state.history.offset == 10)
        scenario.press("h")
        #expect(scenario.state.history.selected?.id == 3)
        #expect(scenario.state.history.offset == 0)
    }

    @Test func keepsTheSelectionWhenTheWindowChanges() throws {
        var scenario = try Scenario.history(of: 23)
        scenario.press("<pagedown>")
        scenario.happen(.windowResized(WindowSize(width: 49, height: 19)))
        #expect(scenario.state.history.selected?.id == 13)
        #expect(scenario.state.history.page.records.count == 3)
    }

    @Test func theHistoryIsShownWhereItWasLeftUntilSomethingIsSaved() throws {
        var scenario = try Scenario.history(of: 23)
        scenario.press("<pagedown>ll<tab>")
        #expect(scenario.state.screen == .drawing)
        scenario.press("<tab>")
        #expect(scenario.state.history.selected?.id == 11)
        #expect(scenario.state.history.offset == 10)
        scenario.press("<tab> ll 5<tab>")
        #expect(scenario.state.history.selected?.id == 24)
        #expect(scenario.state.history.offset == 0)
    }

    /// Another program may save and delete at the same time.
    @Test func theSelectionFollowsTheDrawingAndNotItsPlace() throws {
        var scenario = try Scenario.history(of: 3)
        let other = try scenario.store.record(1)
        scenario.press("l<enter>")
        #expect(scenario.state.history.selected?.id == 2)
        _ = try scenario.store.insert(other.entry)
        try scenario.store.delete(3)
        _ = try scenario.store.insert(
            PredictionEntry(
                timestamp: Timestamp(milliseconds: someMorning.milliseconds + 1),
                predictedDigit: 7, confidence: 1, probabilities: other.probabilities,
                notDigitProbability: nil, trueLabel: nil, strokes: other.strokes,
                raster: other.raster, model: "m"))
        scenario.press("5")
        #expect(scenario.state.history.selected?.id == 2)
        #expect(scenario.state.history.isOpen)
        scenario.press("d")
        #expect(try scenario.saved.map(\.id) == [5, 4, 1])
        #expect(scenario.state.history.selected?.id == 1)
        scenario.press("u")
        #expect(scenario.state.history.selected?.id == 2)
    }

    @Test func opensTheSelectedDrawingAndGoesBackStepByStep() throws {
        var scenario = try Scenario.history(of: 3)
        scenario.press("l<enter>")
        #expect(scenario.state.history.isOpen)
        scenario.press("<enter>")
        #expect(!scenario.state.history.isOpen)
        scenario.press("<enter><esc>")
        #expect(!scenario.state.history.isOpen)
        #expect(scenario.state.screen == .history)
        scenario.press("<esc>")
        #expect(scenario.state.screen == .drawing)
    }

    @Test func labelsAnewAndUndoes() throws {
        var scenario = try Scenario.history(of: 1, labels: "4")
        scenario.press("9")
        #expect(try scenario.saved.map(\.trueLabel) == [.digit(9)])
        #expect(scenario.state.history.selected?.trueLabel == .digit(9))
        #expect(scenario.message == "#1 is now labelled 9; u undoes")
        scenario.press("n")
        #expect(try scenario.saved.map(\.trueLabel) == [.notADigit])
        scenario.press("c")
        #expect(try scenario.saved.map(\.trueLabel) == [nil])
        scenario.press("uu")
        #expect(try scenario.saved.map(\.trueLabel) == [.digit(9)])
        #expect(scenario.message == "#1 is now labelled 9; Ctrl-R redoes")
        scenario.press("u")
        #expect(try scenario.saved.map(\.trueLabel) == [.digit(4)])
        scenario.press("<c-r>")
        #expect(try scenario.saved.map(\.trueLabel) == [.digit(9)])
    }

    @Test func theSameLabelAgainIsNoChange() throws {
        var scenario = try Scenario.history(of: 1, labels: "4")
        scenario.press("4u")
        #expect(scenario.message == "There is nothing to undo on this screen")
        #expect(try scenario.saved.map(\.trueLabel) == [.digit(4)])
    }

    @Test(arguments: ["d", "<delete>"])
    func deletesUndoesAndRedoes(key: String) throws {
        var scenario = try Scenario.history(of: 3)
        let all = try scenario.saved
        scenario.press("l" + key)
        #expect(try scenario.saved.map(\.id) == [3, 1])
        #expect(scenario.state.history.page.records.map(\.id) == [3, 1])
        #expect(scenario.message == "Deleted #2; u brings it back")
        scenario.press("u")
        #expect(try scenario.saved == all)
        #expect(scenario.message == "#2 is back")
        scenario.press("<c-r>")
        #expect(try scenario.saved.map(\.id) == [3, 1])
        scenario.press("<c-r>")
        #expect(scenario.message == "There is nothing to redo on this screen")
    }

    @Test func deletingTheLastCardOfTheLastPageSelectsTheOneBefore() throws {
        var scenario = try Scenario.history(of: 11)
        scenario.press("G")
        #expect(scenario.state.history.offset == 10)
        scenario.press("d")
        #expect(scenario.state.history.offset == 0)
        #expect(scenario.state.history.selected?.id == 2)
        #expect(scenario.state.history.page.records.count == 10)
    }

    @Test func belowALargeDrawingIsTheNextOne() throws {
        var scenario = try Scenario.history(of: 11)
        scenario.press("<enter>j")
        #expect(scenario.state.history.selected?.id == 10)
        #expect(scenario.state.history.isOpen)
    }

    @Test func aHistoryThatCannotBeReadIsNotCalledEmpty() throws {
        var scenario = try Scenario()
        scenario.storeFailure = "it is damaged"
        scenario.press("<tab>")
        #expect(!view(scenario.state).text.contains("Nothing is saved."))
        #expect(view(scenario.state).text.contains("it is damaged"))
    }

    @Test func deletingTheOnlyDrawingLeavesAnEmptyList() throws {
        var scenario = try Scenario.history(of: 1)
        scenario.press("<enter>d")
        #expect(scenario.state.history.selected == nil)
        #expect(!scenario.state.history.isOpen)
        #expect(view(scenario.state).text.contains("Nothing is saved."))
        scenario.press("u")
        #expect(scenario.state.history.selected?.id == 1)
    }

    @Test func aDrawingThatCannotBeReadKeepsItsPlace() throws {
        var settings = Settings()
        settings.database = "my.db"
        var scenario = try Scenario.history(of: 6, labels: "74", settings: settings)
        try scenario.connection.execute("PRAGMA ignore_check_constraints = ON")
        try scenario.connection.execute("UPDATE predictions SET raster = x'00' WHERE id = 4")
        scenario.press("<tab><tab>")
        #expect(scenario.message.contains("id 4 cannot be read"))
        #expect(view(scenario.state).text.contains("unreadable"))
        scenario.press("ll")
        #expect(scenario.state.history.selected == nil)
        for key in ["d", "7", "p", "<enter>"] {
            scenario.press(key)
            #expect(
                scenario.message.contains(
                    "\"digitpad history delete 4 --database my.db\" removes it"))
        }
        #expect(try scenario.saved.count == 5)
        scenario.press("ll")
        #expect(scenario.state.history.selected?.id == 2)
        // What becomes of another is said all the same.
        scenario.press("9")
        #expect(scenario.message.hasPrefix("#2 is now labelled 9"))
        // Filters lead back to the same drawing.
        scenario.press("fff")
        #expect(scenario.state.history.selected?.id == 2)
        scenario.press("<end>")
        #expect(scenario.state.history.selected?.id == 1)
    }

    @Test func anEmptyListTakesEveryKey() throws {
        var scenario = try Scenario.history(of: 0)
        let before = scenario.state
        scenario.press("hjkl<left><right><up><down><pageup><pagedown><home><end><enter>5ncd")
        #expect(scenario.state == before)
    }

    @Test func aFailedChangeSaysWhyAndChangesNothing() throws {
        var scenario = try Scenario.history(of: 2)
        scenario.storeFailure = "the disk is full"
        scenario.press("d")
        #expect(scenario.state.message == .problem("the disk is full"))
        scenario.storeFailure = nil
        scenario.press("u")
        #expect(scenario.message == "There is nothing to undo on this screen")
        #expect(scenario.state.history.page.records.count == 2)
    }

    @Test func aChangeWhoseDrawingIsGoneDoesNotBlockUndo() throws {
        var scenario = try Scenario.history(of: 2)
        scenario.press("l9" + "h8")
        // Undoing its save on the other screen removes the drawing that was labelled last.
        scenario.press("<tab>u<tab>u")
        #expect(scenario.state.message?.kind == .problem)
        scenario.press("u")
        #expect(try scenario.saved.map(\.trueLabel) == [.digit(7)])
    }

    @Test func showsWhatIsLeftWhenAnotherProgramDeletedTheDrawing() throws {
        var scenario = try Scenario.history(of: 2)
        try scenario.store.delete(2)
        scenario.press("d")
        #expect(
            scenario.state.message == .problem("The history no longer holds drawing #2"))
        #expect(scenario.state.history.page.records.map(\.id) == [1])
        scenario.press("u")
        #expect(scenario.message == "There is nothing to undo on this screen")
    }

    @Test func undoingADeletionThatTheDrawingScreenUndidChangesNothing() throws {
        var scenario = try Scenario.history(of: 2)
        let all = try scenario.saved
        scenario.press("l9hd")
        // There, undo and redo of its save have brought the drawing back.
        scenario.press("<tab>u<c-r><tab>u")
        #expect(scenario.message == "#2 is back")
        scenario.press("u")
        #expect(try scenario.saved == all)
    }

    @Test func redoingASaveThatTheHistoryScreenBroughtBackChangesNothing() throws {
        var scenario = try Scenario.history(of: 1)
        let all = try scenario.saved
        scenario.press("d<tab>u<tab>u<tab><c-r>")
        #expect(scenario.message.hasPrefix("Saved #1"))
        #expect(scenario.canvas.isBlank)
        #expect(try scenario.saved == all)
    }

    @Test func aDeletedDrawingComesBackAfterAnotherWasSaved() throws {
        var scenario = try Scenario.history(of: 2)
        scenario.press("d<tab> ll 3<tab>u")
        #expect(try scenario.saved.map(\.id) == [3, 2, 1])
    }

    @Test func clicksSelectAndOpen() throws {
        var scenario = try Scenario.history(of: 7)
        let secondCard = MousePosition(column: 20, row: 5)
        scenario.happen(.mousePressed(.left, at: secondCard))
        #expect(scenario.state.history.selection == 1)
        #expect(!scenario.state.history.isOpen)
        scenario.happen(.mousePressed(.left, at: secondCard))
        #expect(scenario.state.history.isOpen)
        scenario.happen(.mousePressed(.left, at: secondCard))
        #expect(!scenario.state.history.isOpen)
        let emptyCard = MousePosition(column: 70, row: 15)
        scenario.happen(.mousePressed(.left, at: emptyCard))
        #expect(scenario.state.history.selection == 1)
    }

    @Test func theWheelMovesByARow() throws {
        var scenario = try Scenario.history(of: 7)
        scenario.happen(.wheelTurned(up: false))
        #expect(scenario.state.history.selection == 5)
        scenario.happen(.wheelTurned(up: true))
        #expect(scenario.state.history.selection == 0)
    }

    @Test func aDragDrawsNothingHere() throws {
        var scenario = try Scenario.history(of: 1)
        scenario.happen(.mouseDragged(.left, over: [MousePosition(column: 5, row: 5)]))
        #expect(scenario.canvas.isBlank)
    }

    /// Who corrects a label twice means the same drawing.
    @Test func aRelabelledDrawingStaysSelectedThoughTheFilterNoLongerLetsItPass() throws {
        var scenario = try Scenario.history(of: 12, labels: "1")
        scenario.press("wl7")
        #expect(scenario.state.history.selection == 1)
        #expect(scenario.state.history.selected?.trueLabel == .digit(7))
        scenario.press("3")
        #expect(try scenario.saved.map(\.trueLabel).filter { $0 != .digit(1) } == [.digit(3)])
        scenario.press("7l7")
        #expect(scenario.state.history.selection == 2)
        // Two of the ten of this page are gone, and none of the next is passed over.
        scenario.press("<pagedown>")
        #expect(scenario.state.history.selected?.id == 1)
        #expect(scenario.state.history.total == 10)
        scenario.press("<home>")
        #expect(scenario.state.history.page.records.map(\.id) == [12, 9, 8, 7, 6, 5, 4, 3, 2, 1])
        // Undo selects what it changed, which is not shown.
        scenario.press("u")
        #expect(scenario.state.history.selected?.id == 10)
    }

    /// The key that closes them does nothing else.
    @Test func statisticsAreShownUntilAKeyIsPressed() throws {
        var scenario = try Scenario.history(of: 3, labels: "717")
        scenario.press("s")
        let text = view(scenario.state).text
        #expect(text.contains("3 drawings, 3 labelled"))
        #expect(text.contains("2 seen right: 66.7 %"))
        scenario.press("d")
        #expect(try scenario.saved.count == 3)
        #expect(view(scenario.state).text.contains("History  drawings  1 of 3"))
        scenario.press("s<esc>")
        #expect(view(scenario.state).text.contains("History  drawings  1 of 3"))
        scenario.storeFailure = "the history is locked"
        scenario.press("s")
        #expect(scenario.message == "the history is locked")
        #expect(view(scenario.state).text.contains("History  drawings  1 of 3"))
    }

    @Test func repaintsSuspendsHelpsAndQuits() throws {
        var scenario = try Scenario.history(of: 1)
        scenario.press("<c-l><c-z>?")
        #expect(scenario.state.helpPage == 0)
        scenario.press("d")
        #expect(try scenario.saved.count == 1)
        scenario.press("q")
        #expect(scenario.orders == [.repaint, .suspend, .exit(.quit)])
    }
}
