import DigitPadApp
import Terminal
import Testing

/// What a click does beside the grid: on bars, hints and messages.
@Suite struct ClickTests {
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

    @Test func nothingIsClickedInAWindowThatShowsNothing() throws {
        var scenario = try Scenario()
        for _ in 0..<2 {
            scenario.receive(drag(columns: 3...6, row: 4) + [mouse(.release, .left, 6, 4)])
            scenario.press("7")
        }
        scenario.press("<tab>")
        scenario.happen(.windowResized(WindowSize(width: 80, height: 10)))
        let before = scenario.state
        for row in 0..<10 {
            for column in 0..<80 {
                let place = Frame.Position(column: column, row: row)
                scenario.receive([click(.press, place), click(.release, place)])
            }
        }
        scenario.receive([mouse(.wheelDown, .none, 3, 3)])
        #expect(scenario.state == before)
        #expect(try scenario.saved.count == 2)
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
        // One click may be the second of two that opened the history.
        scenario.receive([click(.press, delete), click(.release, delete)])
        #expect(try scenario.saved.count == 1)
        #expect(scenario.message == "Another click deletes #1, as d does")
        scenario.press("<enter><enter>")
        scenario.receive([click(.press, delete), click(.release, delete)])
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

    /// The hints name the keys that the person has chosen.
    @Test func theHintsFollowTheKeys() throws {
        var settings = Settings()
        settings.keys = try KeyMap(changes: [(action: "undo", keys: "z")])
        let scenario = try Scenario(settings: settings)
        #expect(view(scenario.state).text.contains("z undo"))
    }
}
