import DigitPadApp
import Drawing
import Terminal
import Testing

/// The keys of the drawing screen that show something else and change no drawing.
@Suite struct ScreenKeysTests {
    @Test func showsWhatTheModelSeesThenFromWhatThenWhyThenNothing() throws {
        var scenario = try Scenario()
        scenario.press("Li")
        #expect(drawingLayout(scenario.state)?.inset != nil)
        #expect(scenario.state.inset == .modelInput)
        scenario.press("i")
        #expect(scenario.state.inset == .fairCopy)
        #expect(scenario.state.drawing.recognition?.reasons == nil)
        scenario.press("i")
        #expect(scenario.state.inset == .reasons)
        #expect(scenario.state.drawing.recognition?.reasons?.count == 784)
        scenario.press("i")
        #expect(drawingLayout(scenario.state)?.inset == nil)
        scenario.press("L")
        #expect(scenario.state.drawing.recognition?.reasons == nil)
    }

    @Test func saysWhereTheModelsInputHasNoRoom() throws {
        var scenario = try Scenario(width: 79, height: 24)
        scenario.press("i")
        #expect(scenario.state.inset == nil)
        #expect(scenario.message == "What the model sees needs a window of 80x24 or 79x34")
        scenario.happen(.windowResized(WindowSize(width: 79, height: 34)))
        scenario.press("i")
        #expect(drawingLayout(scenario.state)?.inset != nil)
    }

    @Test func saysWhereTheWindowBecameTooSmallForTheModelsInput() throws {
        var scenario = try Scenario()
        scenario.press("i")
        scenario.happen(.windowResized(WindowSize(width: 60, height: 24)))
        #expect(drawingLayout(scenario.state)?.inset == nil)
        scenario.press("i")
        #expect(scenario.message == "What the model sees needs a window of 80x24 or 60x34")
    }

    @Test func givesTheMouseToTheTerminalAndTakesItBack() throws {
        var scenario = try Scenario()
        scenario.press("m")
        #expect(!scenario.state.mouseIsOn)
        scenario.press("m")
        #expect(scenario.state.mouseIsOn)
        #expect(scenario.orders == [.setMouse(on: false), .setMouse(on: true)])
    }

    @Test func tabGoesToTheHistoryAndBackWithTheDrawingKept() throws {
        var scenario = try Scenario()
        scenario.press(" ll")
        let drawn = scenario.canvas
        scenario.press("<tab>")
        #expect(scenario.state.screen == .history)
        #expect(!scenario.state.drawing.penIsDown)
        scenario.press("<tab>")
        #expect(scenario.state.screen == .drawing)
        #expect(scenario.canvas == drawn)
    }

    @Test func functionKeysMeanWhatTheyDoElsewhereOrWhatOneLikes() throws {
        var scenario = try Scenario(
            settings: Settings(configuration: "[keys]\nundo = \"F5\""))
        scenario.press("<f1>")
        #expect(scenario.state.helpPage == 0)
        scenario.press("<esc>LL<f5>")
        #expect(scenario.canvas.isBlank)
        #expect(view(scenario.state).text.contains("F5 undo"))
    }

    @Test func theHelpInALargerWindowHasAPage() throws {
        let smallest = DrawingLayout.smallestWindows[0]
        var scenario = try Scenario(width: smallest.width, height: smallest.height)
        scenario.press("? ")
        #expect(scenario.state.helpPage == 1)
        scenario.happen(.windowResized(WindowSize(width: 200, height: 60)))
        #expect(scenario.state.helpPage == 0)
    }

    /// In the smallest window the keys take more than one page.
    @Test func theHelpIsLeafedThrough() throws {
        let smallest = DrawingLayout.smallestWindows[0]
        var scenario = try Scenario(width: smallest.width, height: smallest.height)
        scenario.press("?")
        let first = view(scenario.state)
        scenario.press(" ")
        #expect(scenario.state.helpPage == 1)
        #expect(view(scenario.state) != first)
        scenario.press(" ")
        #expect(scenario.state.helpPage == nil)
        scenario.press("?<esc>")
        #expect(scenario.state.helpPage == nil)
    }

    /// A key with two meanings would have one that nobody can reach.
    @Test func noKeyHasTwoMeanings() {
        let drawing = KeyBinding<DrawingCommand>.drawing.flatMap(\.commands).map(\.key)
        let history = KeyBinding<HistoryCommand>.history.flatMap(\.commands).map(\.key)
        for keys in [drawing, history] {
            for (index, key) in keys.enumerated() {
                #expect(!keys[..<index].contains(key), "\(key)")
            }
        }
    }

    @Test func anyKeyClosesTheHelpAndDoesNothingElse() throws {
        var scenario = try Scenario()
        scenario.press("?")
        #expect(scenario.state.helpPage == 0)
        scenario.press(" ")
        #expect(scenario.state.helpPage == nil)
        #expect(scenario.canvas.isBlank)
    }

    @Test(arguments: ["", "<tab>"])
    func quitClosesTheHelp(screen: String) throws {
        var scenario = try Scenario()
        scenario.press(screen + "?q")
        #expect(scenario.state.helpPage == nil)
        #expect(scenario.orders.isEmpty)
        scenario.press("q")
        #expect(scenario.orders == [.exit(.quit)])
    }

    @Test func repaintsAndSuspends() throws {
        var scenario = try Scenario()
        scenario.press(" l<c-l>")
        #expect(scenario.orders == [.repaint])
        #expect(scenario.state.drawing.penIsDown)
        scenario.press("<c-z>")
        #expect(scenario.orders == [.repaint, .suspend])
        #expect(!scenario.state.drawing.penIsDown)
    }

    @Test func changesNothingThatTheWindowIsTooSmallToShow() throws {
        var scenario = try Scenario(width: 20, height: 5)
        scenario.press(" ll]e5x?<tab>")
        var untouched = try Scenario(width: 20, height: 5)
        #expect(scenario.state == untouched.state)
        untouched.press("q")
        #expect(untouched.orders == [.exit(.quit)])
    }

    @Test func aKeyWithoutAMeaningOnlyTakesTheMessageAway() throws {
        var scenario = try Scenario()
        scenario.press("u")
        #expect(!scenario.message.isEmpty)
        scenario.press("y")
        let untouched = try Scenario()
        #expect(scenario.state == untouched.state)
    }
}
