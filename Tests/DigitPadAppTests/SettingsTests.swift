import DigitPadApp
import Drawing
import Terminal
import Testing

@Suite struct SettingsTests {
    @Test func everythingCanBeSet() throws {
        let settings = try Settings(
            configuration: """
                # What I like.
                theme = "light"
                ascii = true   # for the old terminal
                mouse = false
                crosshair = true
                pen_size = 3
                model = '/tmp/a # b.safetensors'
                database = "C:\\\\ \\"x\\""

                [keys]
                undo = "Ctrl-Y Ctrl-B"
                """)
        #expect(settings.theme == .light)
        #expect(settings.ascii && !settings.mouse && settings.crosshair)
        #expect(settings.penSize == 3)
        #expect(settings.model == "/tmp/a # b.safetensors")
        #expect(settings.database == #"C:\ "x""#)
        #expect(settings.keys != KeyMap())
    }

    @Test func anEmptyFileIsTheStandard() throws {
        #expect(try Settings(configuration: "") == Settings())
        #expect(try Settings(configuration: "\n  # nothing\n") == Settings())
    }

    @Test(arguments: [
        ("theme = dark", "write a text in quotes"), ("mouse = yes", "a number, true or false"),
        (
            "theme = \"pink\"",
            "theme is one of dark, light, high-contrast, colour-blind, not \"pink\""
        ),
        ("mouse = 3", "mouse is true or false, not \"3\""),
        ("pen_size = 9", "pen_size is a number from 1 to 5, not \"9\""),
    ])
    func whatIsWrongWithAValueIsSaid(text: String, reason: String) {
        let error = #expect(throws: SettingsFileError.self) {
            try Settings(configuration: text)
        }
        #expect(error?.description.contains(reason) == true, "\(error as Any)")
    }

    @Test func linesMayEndAsOnWindows() throws {
        let settings = try Settings(configuration: "# mine\r\npen_size = 3\r\nascii = true\r\n")
        #expect(settings.penSize == 3)
        #expect(settings.ascii)
        let error = #expect(throws: SettingsFileError.self) {
            try Settings(configuration: "\r\n\r\npen_size = 9\r\n")
        }
        #expect(error?.line == 3)
    }

    @Test(arguments: [
        ("theme = dark", 1), ("\ntheme = \"pink\"", 2), ("pen_size = 6", 1),
        ("pen_size = \"x\"", 1),
        ("ascii = yes", 1), ("color = true", 1), ("[colors]", 1), ("theme", 1), ("= 3", 1),
        ("theme = \"dark", 1), ("theme = \"dark\" \"light\"", 1), ("ascii = true\nascii = true", 2),
        ("[keys]\nundone = \"u\"", 2), ("[keys]\nundo = \"Hyper-U\"", 2),
        ("[keys]\nundo = \"\"", 2),
        ("sizes = [1, 2]", 1),
    ])
    func anythingElseIsAnErrorWithItsLine(text: String, line: Int) {
        let error = #expect(throws: SettingsFileError.self) {
            try Settings(configuration: text)
        }
        #expect(error?.line == line, "\(error as Any)")
    }

    @Test(arguments: [
        "[keys]\nundo = \"e\"", "[keys]\nundo = \"7\"", "[keys]\nundo = \"y\"\nredo = \"y\"",
    ])
    func aKeyWithTwoMeaningsIsReported(text: String) {
        let error = #expect(throws: SettingsFileError.self) {
            try Settings(configuration: text)
        }
        #expect(error?.description.contains("would mean both") == true, "\(error as Any)")
        #expect((2...3).contains(error?.line ?? 0))
    }

    @Test func ctrlCIsNotSaidToSaveADigit() {
        let error = #expect(throws: SettingsFileError.self) {
            try Settings(configuration: "[keys]\nredo = \"Ctrl-C\"")
        }
        #expect(
            error?.description == "line 2: the key Ctrl-C would mean both redo and interrupting")
    }

    @Test func aFixedKeyIsNamedByWhatItDoes() {
        let error = #expect(throws: SettingsFileError.self) {
            try Settings(configuration: "[keys]\npen = \"Home\"")
        }
        #expect(
            error?.description
                == "line 2: the key Home would mean both pen and \"move to an edge\"")
    }

    /// A terminal sends the same for both.
    @Test func ctrlIIsTab() throws {
        let settings = try Settings(configuration: "[keys]\nhistory = \"Ctrl-I\"")
        var scenario = try Scenario(settings: settings)
        scenario.press("<tab>")
        #expect(scenario.state.screen == .history)
    }

    @Test func keysCanBeSwapped() throws {
        let settings = try Settings(configuration: "[keys]\ntool = \"u\"\nundo = \"e\"")
        var scenario = try Scenario(settings: settings)
        scenario.press("Lu")
        #expect(scenario.state.drawing.brush.tool == .eraser)
        scenario.press("e")
        #expect(scenario.canvas.isBlank)
    }

    /// What is on both screens has its other key on both, also among the hints.
    @Test func otherKeysHoldInTheHistoryToo() throws {
        let settings = try Settings(
            configuration: "[keys]\nplay = \"r\"\nhistory = \"Ctrl-B\"\ndelete = \"Z\"")
        var scenario = try Scenario(settings: settings)
        scenario.press("L7<c-b>")
        #expect(scenario.state.screen == .history)
        #expect(view(scenario.state).text.contains("Ctrl-B drawing"))
        scenario.press("p")
        #expect(scenario.state.playback == nil)
        scenario.press("r")
        #expect(scenario.state.playback != nil)
        scenario.press("rd")
        #expect(try scenario.saved.count == 1)
        scenario.press("Z")
        #expect(try scenario.saved.isEmpty)
        #expect(view(scenario.state).text.contains("Nothing is saved"))
        scenario.press("w")
        #expect(view(scenario.state).text.contains("w shows all of them"))
        scenario.press("<c-b>")
        #expect(scenario.state.screen == .drawing)
    }

    @Test func messagesOfTheHistoryNameTheOtherKeys() throws {
        let settings = try Settings(
            configuration: "[keys]\nundo = \"z\"\nredo = \"y\"\nhistory = \"Ctrl-B\"")
        var scenario = try Scenario(settings: settings)
        scenario.press("L7<c-b>9")
        #expect(scenario.message == "#1 is now labelled 9; z undoes")
        scenario.press("z")
        #expect(scenario.message == "#1 is now labelled 7; y redoes")
        scenario.press("d")
        #expect(scenario.message == "Deleted #1; z brings it back")
        scenario.press("z")
        #expect(try scenario.saved.map(\.trueLabel) == [.digit(7)])
    }

    @Test func aWindowThatIsTooSmallNamesTheOtherKeys() throws {
        let settings = try Settings(configuration: "[keys]\nquit = \"Q\"")
        for screen in ["", "<tab>"] {
            var scenario = try Scenario(settings: settings)
            scenario.press(screen)
            scenario.happen(.windowResized(WindowSize(width: 40, height: 8)))
            #expect(view(scenario.state).text.contains("Q quits"))
        }
    }

    @Test func theInvitationNamesTheOtherKeys() throws {
        let settings = try Settings(
            configuration: "[keys]\nleft=\"A\"\ndown=\"S\"\nup=\"W\"\nright=\"D\"")
        let text = view(try Scenario(width: 100, settings: settings).state).text
        #expect(text.contains("A S W D draw"))
        #expect(view(try Scenario(width: 100).state).text.contains("arrows draw"))
    }

    /// No terminal sends them, or no screen shows them.
    @Test(arguments: [
        "Ctrl-é", "Alt-[", "Alt-O", "\u{7}", "\t", "e\u{301}", "👍", "漢", "\u{FFFD}", "Alt-\u{7}",
        "\u{301}", "\u{200B}",
    ])
    func aKeyThatNobodyCanPressOrSeeIsNone(name: String) {
        #expect(Key(named: name) == nil)
        #expect(Key(named: "é") == .character("é"))
        #expect(Key(named: "Alt-x") == .alt("x"))
        #expect(Key(named: "F12") == .function(12))
        #expect(Key(named: "F13") == nil)
    }

    @Test func aKeyWithTwoMeaningsInTheHistoryIsReported() throws {
        let error = #expect(throws: SettingsFileError.self) {
            try Settings(configuration: "[keys]\nplay = \"f\"")
        }
        #expect(error?.description == "line 2: the key f would mean both play and by_label")
        _ = try Settings(configuration: "[keys]\nplay = \"f\"\nby_label = \"F\"")
    }

    @Test func theHelpShowsTheKeysAsTheyAre() throws {
        let settings = try Settings(configuration: "[keys]\nhistory = \"Ctrl-B\"")
        var scenario = try Scenario(width: 200, height: 60, settings: settings)
        scenario.press("?")
        let help = view(scenario.state).text
        #expect(help.contains("Ctrl-B"))
        #expect(!help.contains("Tab "))
    }

    @Test func everyKeyHasANameThatIsReadAgain() {
        for binding in KeyBinding<DrawingCommand>.drawing {
            for assignment in binding.commands {
                #expect(Key(named: assignment.key.name) == assignment.key)
            }
        }
        for name in ["", "Ctrl-", "Ctrl-1", "Space-x", "ab", " "] {
            #expect(Key(named: name) == nil, "\(name)")
        }
    }

    @Test func everyActionHasAKey() {
        let drawing = KeyBinding<DrawingCommand>.drawing.flatMap(\.commands).map(\.command)
        let history = KeyBinding<HistoryCommand>.history.flatMap(\.commands).map(\.command)
        for action in KeyMap.actions {
            #expect(action.drawing.map(drawing.contains) ?? true, "\(action.name)")
            #expect(action.history.map(history.contains) ?? true, "\(action.name)")
            #expect(action.drawing != nil || action.history != nil, "\(action.name)")
        }
        #expect(Set(KeyMap.actions.map(\.name)).count == KeyMap.actions.count)
    }

    @Test func settingsShapeTheStart() throws {
        var settings = Settings()
        (settings.ascii, settings.mouse, settings.crosshair, settings.penSize) =
            (true, false, true, 4)
        let state = try Scenario(settings: settings).state
        #expect(!state.capabilities.unicode)
        #expect(!state.mouseIsOn)
        #expect(state.showsCrosshair)
        #expect(state.drawing.brush.size == 4)
        #expect(!view(state).text.contains { !$0.isASCII })
    }
}

@Suite struct ThemeTests {
    private func colors(_ theme: Theme) throws -> Set<Color> {
        var settings = Settings()
        settings.theme = theme
        var scenario = try Scenario(settings: settings)
        scenario.press("LLLLv")
        let frame = view(scenario.state)
        var colors: Set<Color> = []
        for row in 0..<frame.height {
            for column in 0..<frame.width {
                colors.insert(frame[column, row].style.foreground)
                colors.insert(frame[column, row].style.background)
            }
        }
        return colors
    }

    @Test func inkIsBlackOnWhiteInTheLightTheme() throws {
        #expect(try colors(.dark).contains(.grey(0)))
        let settings = try Settings(configuration: "theme = \"light\"")
        let state = try Scenario(settings: settings).state
        let layout = try #require(drawingLayout(state))
        #expect(
            view(state)[layout.grid.column + 2, layout.grid.row + 2].style.background
                == .grey(255))
    }

    @Test func theCrosshairIsSeenInEveryTheme() throws {
        for theme in Theme.all {
            var settings = Settings()
            settings.theme = theme
            for height in [24, 40] {
                var scenario = try Scenario(width: 100, height: height, settings: settings)
                let before = view(scenario.state)
                scenario.press("+")
                #expect(view(scenario.state) != before, "\(theme.name)")
            }
        }
    }

    /// The help names the meanings in an order of its own.
    @Test func otherKeysStandInThePlaceOfTheOldOnes() throws {
        let settings = try Settings(configuration: "[keys]\nredo = \"A\"\nundo = \"Z\"")
        var scenario = try Scenario(width: 100, height: 40, settings: settings)
        scenario.press("?")
        let text = view(scenario.state).text
        #expect(text.contains("Z A  "))
        #expect(!text.contains("A Z"))
    }

    /// However many keys somebody gives it, what they do is said.
    @Test(arguments: [(30, 28), (49, 18)])
    func manyKeysLeaveRoomForTheirHelp(width: Int, height: Int) throws {
        let settings = try Settings(
            configuration: "[keys]\ndraw_left = \"Shift-Left < Alt-x\"\nundo = \"Ctrl-Y Ctrl-B\""
        )
        var scenario = try Scenario(width: width, height: height, settings: settings)
        scenario.press("?")
        var text = ""
        while scenario.state.helpPage != nil {
            text += view(scenario.state).text + "\n"
            scenario.press(" ")
        }
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("draw with the pen up or down"))
        for key in ["Shift-Left", "Shift-Down", "Ctrl-Y", "Ctrl-B"] {
            #expect(words.contains(key))
        }
    }

    @Test func highContrastHasNoGreys() throws {
        let greys = try colors(.highContrast).filter {
            if case .grey(let level) = $0 { level != 0 && level != 255 } else { false }
        }
        #expect(greys.isEmpty)
    }

    /// Green and red are what most colour-blind people take for each other.
    @Test func theColourBlindThemeUsesNeitherGreenNorRed() throws {
        let used = try colors(.colorBlind)
        for color: ANSIColor in [.green, .red, .brightGreen, .brightRed] {
            #expect(!used.contains(.named(color)))
        }
    }

    @Test func everyThemeHasANameOfItsOwn() {
        #expect(Set(Theme.all.map(\.name)).count == Theme.all.count)
    }
}
