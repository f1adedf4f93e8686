import DigitPadApp
import PredictionHistory
import Terminal
import Testing

@Suite struct LeavingTests {
    /// The second of two quick keys came before anybody could read what the first led to.
    @Test func whatWasTypedBeforeTheWarningIsNotHeard() throws {
        var scenario = try Scenario()
        scenario.storeFailure = "the history is locked"
        scenario.press("LLq")
        #expect(scenario.discardCount == 1)
        #expect(scenario.message.hasPrefix("Not saved; quit again to leave without it"))
        scenario.press("q")
        #expect(scenario.discardCount == 1)
        #expect(scenario.orders == [.exit(.quit)])
    }

    private let line = " lll "

    @Test(arguments: [("q", ExitReason.quit), ("<c-c>", .signal(.interrupt))])
    func leavesABlankGridAtOnce(key: String, reason: ExitReason) throws {
        var scenario = try Scenario()
        scenario.press(key)
        #expect(scenario.orders == [.exit(reason)])
        #expect(try scenario.saved.isEmpty)
    }

    @Test(arguments: [
        AppEvent.keyPressed(.character("q")), .keyPressed(.control("c")),
        .endRequested(.signal(.terminate)), .endRequested(.terminalClosed),
    ])
    func savesTheInkWithoutALabelFirst(event: AppEvent) throws {
        var scenario = try Scenario()
        scenario.press(" ll")
        let drawn = scenario.canvas
        scenario.happen(event)
        #expect(scenario.orders.count == 1)
        #expect(try scenario.saved.map(\.trueLabel) == [nil])
        #expect(try scenario.saved.map(\.raster) == [drawn.raster])
    }

    @Test func leavesTheHistoryScreenWithTheInkSaved() throws {
        var scenario = try Scenario()
        scenario.press(line + "<tab>q")
        #expect(scenario.orders == [.exit(.quit)])
        #expect(try scenario.saved.count == 1)
    }

    @Test(arguments: [
        ("q", "q", ExitReason.quit), ("<c-c>", "<c-c>", .signal(.interrupt)),
        ("q", "<c-c>", .signal(.interrupt)), ("<c-c>", "q", .quit),
        ("<tab>q", "<c-c>", .signal(.interrupt)), ("<tab><c-c>", "q", .quit),
    ])
    func leavingWhereNothingCanBeSavedAsksOnce(
        key: String, again: String, reason: ExitReason
    ) throws {
        var scenario = try Scenario()
        scenario.storeFailure = "the disk is full"
        scenario.press(line)
        let drawn = scenario.canvas
        scenario.press(key)
        #expect(scenario.orders.isEmpty)
        #expect(scenario.canvas == drawn)
        #expect(
            scenario.state.message
                == .problem("Not saved; quit again to leave without it. the disk is full"))
        scenario.press(again)
        #expect(scenario.orders == [.exit(reason)])
    }

    @Test func theSecondTimeItTriesToSaveAgain() throws {
        var scenario = try Scenario()
        scenario.storeFailure = "the disk is full"
        scenario.press(line + "q")
        scenario.storeFailure = nil
        scenario.press("q")
        #expect(scenario.orders == [.exit(.quit)])
        #expect(try scenario.saved.count == 1)
    }

    @Test func anotherKeyTakesBackThePermissionToLeaveUnsaved() throws {
        var scenario = try Scenario()
        scenario.storeFailure = "the disk is full"
        scenario.press(line + "qlq")
        #expect(scenario.orders.isEmpty)
    }

    @Test(arguments: ["", "<tab>"])
    func theWheelTakesBackThePermissionToLeaveUnsaved(keys: String) throws {
        var scenario = try Scenario()
        scenario.press(line + keys)
        scenario.storeFailure = "the disk is full"
        scenario.press("q")
        scenario.happen(.wheelTurned(up: true))
        scenario.press("q")
        #expect(scenario.orders.isEmpty)
    }

    /// The terminal shows the last message after the end.
    @Test func whatWasSaidBeforeIsNotTheLastWord() throws {
        var scenario = try Scenario()
        scenario.press(line + "1")
        #expect(scenario.message.contains("takes it back"))
        scenario.happen(.endRequested(.signal(.terminate)))
        #expect(scenario.orders == [.exit(.signal(.terminate))])
        #expect(scenario.message.isEmpty)
    }

    @Test func quitOnTheHistoryScreenLeavesUnsavedWhateverItsKey() throws {
        var settings = Settings()
        settings.keys = try KeyMap(changes: [("quit", "Q")])
        var scenario = try Scenario(settings: settings)
        scenario.press(line + "<tab>")
        scenario.storeFailure = "the disk is full"
        scenario.press("Q")
        #expect(scenario.orders.isEmpty)
        scenario.press("Q")
        #expect(scenario.orders == [.exit(.quit)])
    }

    @Test func drawingOnWithTheMouseTakesBackThePermissionToLeaveUnsaved() throws {
        var scenario = try Scenario()
        scenario.storeFailure = "the disk is full"
        scenario.press(line + "q")
        scenario.happen(.mousePressed(.left, at: MousePosition(column: 5, row: 5)))
        scenario.happen(.mouseReleased)
        scenario.press("q")
        #expect(scenario.orders.isEmpty)
    }

    @Test(arguments: [ExitReason.signal(.hangup), .signal(.terminate), .terminalClosed])
    func aSignalLeavesEvenWhereNothingCanBeSaved(reason: ExitReason) throws {
        var scenario = try Scenario()
        scenario.storeFailure = "the disk is full"
        scenario.press(line)
        scenario.happen(.endRequested(reason))
        #expect(scenario.orders == [.exit(reason)])
        #expect(scenario.message == "The last drawing was not saved: the disk is full")
    }

    @Test func aSignalAfterAFailedQuitTriesToSaveAgain() throws {
        var scenario = try Scenario()
        scenario.storeFailure = "the disk is full"
        scenario.press(line + "q")
        scenario.storeFailure = nil
        scenario.happen(.endRequested(.signal(.terminate)))
        #expect(scenario.orders == [.exit(.signal(.terminate))])
        #expect(try scenario.saved.count == 1)
    }

    @Test func saysWhyItDidNotQuitInAWindowThatBecameTooSmall() throws {
        var scenario = try Scenario()
        scenario.press(line)
        scenario.storeFailure = "the disk is full"
        scenario.happen(.windowResized(WindowSize(width: 40, height: 12)))
        scenario.press("q")
        #expect(view(scenario.state).text.contains("Not saved; quit again"))
    }
}
