import DigitPadApp
import Drawing
import PredictionHistory
import Terminal
import Testing

@Suite struct ViewTests {
    /// Keys that draw a seven and bring the cursor back to where it was.
    private let seven = "kkkkkkhhh" + " llllllll" + "jhjjhjjhjjhjjh " + "kkk"
    private let letters = TerminalCapabilities(colors: .none, unicode: false)
    private let shades = TerminalCapabilities(colors: .none, unicode: true)
    private let smallest = DrawingLayout.smallestWindows[0]

    @Test func aBlankGrid() throws {
        try expectSnapshot(view(Scenario().state), "drawing-80x24-blank")
    }

    @Test func aDigitWithItsBars() throws {
        var scenario = try Scenario()
        scenario.press(seven)
        try expectSnapshot(view(scenario.state), "drawing-80x24-digit")
    }

    @Test func whatTheModelSees() throws {
        var scenario = try Scenario()
        scenario.press(seven + "i")
        try expectSnapshot(view(scenario.state), "drawing-80x24-model-input")
    }

    @Test func theFairCopyOfTheDrawing() throws {
        var scenario = try Scenario()
        scenario.press(seven + "ii")
        try expectSnapshot(view(scenario.state), "drawing-80x24-fair-copy")
    }

    @Test func whatSpokeForTheDigit() throws {
        var scenario = try Scenario()
        scenario.press(seven + "iii")
        try expectSnapshot(view(scenario.state), "drawing-80x24-reasons")
    }

    @Test func twoColumnsForACellInALargeWindow() throws {
        var scenario = try Scenario(width: 100, height: 33, capabilities: shades)
        scenario.press(seven)
        try expectSnapshot(view(scenario.state), "drawing-100x33-shades")
    }

    @Test func largePixelsBesideWhatTheModelSees() throws {
        var scenario = try Scenario(width: 120, height: 40)
        scenario.press(seven + "i")
        try expectSnapshot(view(scenario.state), "drawing-120x40-model-input")
    }

    @Test func theBarsBelowTheGridInATallWindow() throws {
        var scenario = try Scenario(width: 40, height: 50)
        try expectSnapshot(view(scenario.state), "drawing-40x50-blank")
        scenario.press(seven + "i")
        try expectSnapshot(view(scenario.state), "drawing-40x50-model-input")
    }

    @Test func thePictureBelowLargePixels() throws {
        var scenario = try Scenario(width: 80, height: 50)
        scenario.press(seven + "i")
        try expectSnapshot(view(scenario.state), "drawing-80x50-model-input")
    }

    @Test func largePixelsInThirtyTwoRows() throws {
        var scenario = try Scenario(width: 100, height: 32)
        scenario.press(seven)
        #expect(drawingLayout(scenario.state)?.cells == .blocks(rows: 1))
        try expectSnapshot(view(scenario.state), "drawing-100x32-digit")
    }

    @Test func aCellOfAVeryLargeWindowIsFourColumnsAndTwoRows() throws {
        var scenario = try Scenario(width: 200, height: 60, capabilities: shades)
        scenario.press(" llll")
        let frame = view(scenario.state)
        let rows = frame.text.split(separator: "\n").map { String($0.prefix(89).suffix(36)) }
        // The cursor at its end stands on ink.
        #expect(rows[30] == "▒▒▒▒████████████████[██]▒▒▒▒        ")
        #expect(rows[31] == rows[30])
        #expect(frame.cursor == Frame.Position(column: 73, row: 30))
    }

    /// So that nothing that is drawn on moves away under the hand.
    @Test func thePictureLeavesTheGridWhereItIs() {
        for (width, height) in [(80, 24), (100, 40), (145, 60), (163, 60), (200, 60), (260, 90)] {
            let window = WindowSize(width: width, height: height)
            let (with, without) = (
                DrawingLayout(window, showsInset: true), DrawingLayout(window, showsInset: false)
            )
            #expect(with?.inset != nil)
            #expect(with?.grid == without?.grid)
        }
    }

    @Test func theNarrowestWindow() throws {
        let narrowest = DrawingLayout.smallestWindows[1]
        var scenario = try Scenario(width: narrowest.width, height: narrowest.height)
        scenario.press(seven)
        try expectSnapshot(view(scenario.state), "drawing-narrowest")
    }

    /// Whatever the window, nothing covers anything else and all of it is on the screen.
    @Test func thePartsOfALayoutNeverOverlap() {
        for width in 1...130 {
            for height in 1...70 {
                for showsInset in [false, true] {
                    let window = WindowSize(width: width, height: height)
                    guard let layout = DrawingLayout(window, showsInset: showsInset) else {
                        continue
                    }
                    var areas = [layout.grid, layout.panel, layout.message, layout.hints]
                    areas += [layout.inset].compactMap { $0 }
                    areas = areas.filter { $0.height > 0 }
                    #expect((layout.inset != nil) == showsInset)
                    #expect(areas.allSatisfy { $0.isInside(window) }, "\(window)")
                    for (index, area) in areas.enumerated() {
                        #expect(
                            !areas[..<index].contains { $0.overlaps(area) },
                            "\(window) \(showsInset)")
                    }
                }
            }
        }
    }

    @Test func theSmallestWindow() throws {
        var scenario = try Scenario(width: smallest.width, height: smallest.height)
        scenario.press(seven)
        try expectSnapshot(view(scenario.state), "drawing-smallest")
    }

    @Test func notADigitInTheSmallestWindow() throws {
        var scenario = try Scenario(width: smallest.width, height: smallest.height)
        scenario.digitSeen = nil
        scenario.press(seven + "<enter>")
        try expectSnapshot(view(scenario.state), "drawing-smallest-not-a-digit")
    }

    @Test func aWindowThatIsTooSmall() throws {
        try expectSnapshot(view(Scenario(width: 20, height: 5).state), "too-small-20x5")
    }

    @Test(arguments: [(48, 24), (80, 17), (29, 60), (3, 40), (1, 1), (0, 0)])
    func saysWhichWindowIsTooSmall(width: Int, height: Int) throws {
        let state = try Scenario(width: width, height: height).state
        #expect(drawingLayout(state) == nil)
        let frame = view(state)
        #expect(frame.width == width && frame.height == height)
    }

    /// In half a cell, where nothing but characters can tell.
    @Test(arguments: [true, false])
    func theCursorsRowAndTheCrosshairAreSeenWithoutColours(unicode: Bool) throws {
        var scenario = try Scenario(
            capabilities: TerminalCapabilities(colors: .none, unicode: unicode))
        let dot: Character = unicode ? "·" : ":"
        func dots() -> Int { view(scenario.state).text.count { $0 == dot } }
        let upper = view(scenario.state).text
        scenario.press("j")
        let lower = view(scenario.state).text
        #expect(upper.contains("^") && !upper.contains("v "))
        #expect(!lower.contains("^") && lower.contains("v "))
        let before = dots()
        scenario.press("+")
        #expect(dots() > before + 30)
    }

    @Test func lettersWithoutColours() throws {
        var scenario = try Scenario(capabilities: letters)
        scenario.press(seven + "5")
        scenario.press(seven)
        let frame = view(scenario.state)
        let nonASCII = frame.text.filter { !$0.isASCII }
        #expect(nonASCII.isEmpty)
        try expectSnapshot(frame, "drawing-80x24-letters")
    }

    @Test func lettersInALargeWindow() throws {
        var scenario = try Scenario(width: 120, height: 40, capabilities: letters)
        scenario.press(seven)
        try expectSnapshot(view(scenario.state), "drawing-120x40-letters")
    }

    @Test func aWindowThatWasTooSmallShowsTheDrawingAgain() throws {
        var scenario = try Scenario()
        scenario.press(seven)
        let before = view(scenario.state)
        scenario.happen(.windowResized(WindowSize(width: 20, height: 5)))
        scenario.happen(.windowResized(WindowSize(width: 80, height: 24)))
        #expect(view(scenario.state) == before)
    }

    /// Some of the greys that the network sees are just as strong as the crosshair.
    @Test func highContrastShowsNothingGreenWithoutACrosshair() throws {
        var settings = Settings()
        settings.theme = .highContrast
        var scenario = try Scenario(settings: settings)
        scenario.press("i<home><pageup>")
        for _ in 0..<5 { scenario.press("<right>") }
        for _ in 0..<4 { scenario.press("<down>") }
        scenario.press(" <right><right><right>")
        for _ in 0..<9 { scenario.press("<down>") }
        #expect(!colors(of: view(scenario.state)).contains(.named(.green)))
        scenario.press("+")
        #expect(colors(of: view(scenario.state)).contains(.named(.green)))
    }

    private func colors(of frame: Frame) -> [Color] {
        (0..<frame.height).flatMap { row in
            (0..<frame.width).flatMap { column in
                let style = frame[column, row].style
                return [style.foreground, style.background]
            }
        }
    }

    @Test func withoutColoursNoCellAsksForOne() throws {
        var scenario = try Scenario(capabilities: letters)
        scenario.press(seven)
        let frame = view(scenario.state)
        for row in 0..<frame.height {
            for column in 0..<frame.width {
                let style = frame[column, row].style
                #expect(style.foreground == .default && style.background == .default)
            }
        }
    }

    @Test func theHelpOfTheDrawingScreen() throws {
        var scenario = try Scenario()
        scenario.press("?")
        try expectSnapshot(view(scenario.state), "help-80x24-drawing")
    }

    @Test func theHelpOfTheHistoryScreen() throws {
        var scenario = try Scenario()
        scenario.press("<tab>?")
        try expectSnapshot(view(scenario.state), "help-80x24-history")
    }

    @Test func theHelpShowsEveryKeyEvenInTheSmallestWindow() throws {
        var scenario = try Scenario(width: smallest.width, height: smallest.height)
        let drawing = helpPages(&scenario)
        for binding in KeyBinding.drawing {
            #expect(drawing.contains(binding.name) && drawing.contains(binding.help))
        }
        #expect(drawing.contains("draw, right erases, wheel: pen size"))
        scenario.press("<tab>")
        let history = helpPages(&scenario)
        for binding in KeyBinding.history {
            #expect(history.contains(binding.name) && history.contains(binding.help))
        }
        #expect(history.contains("click selects, again opens; scroll"))
    }

    /// The first row of a column is that of a key.
    @Test func noColumnOfTheHelpBeginsWithinAKeysWords() throws {
        let narrowest = DrawingLayout.smallestWindows[1]
        for height in narrowest.height..<narrowest.height + 12 {
            var scenario = try Scenario(width: narrowest.width, height: height)
            scenario.press("?")
            while scenario.state.helpPage != nil {
                let rows = view(scenario.state).text.split(
                    separator: "\n", omittingEmptySubsequences: false)
                #expect(!rows[1].hasPrefix("  "))
                scenario.press(" ")
            }
        }
    }

    @Test func theHelpIsWholeInTheNarrowestWindow() throws {
        let narrowest = DrawingLayout.smallestWindows[1]
        var scenario = try Scenario(width: narrowest.width, height: narrowest.height)
        let words = Set(helpPages(&scenario).split { $0 == " " || $0 == "\n" })
        for binding in KeyBinding.drawing {
            #expect(binding.help.split(separator: " ").allSatisfy(words.contains))
        }
    }

    /// The help from its first page to its last.
    private func helpPages(_ scenario: inout Scenario) -> String {
        var text = ""
        scenario.press("?")
        while scenario.state.helpPage != nil {
            text += view(scenario.state).text
            scenario.press("y")
        }
        return text
    }

    @Test func theCardsOfTheHistory() throws {
        var scenario = try Scenario(capabilities: shades)
        for key in ["7", "4", "n", "c"] { scenario.press(seven + key) }
        scenario.digitSeen = nil
        for key in ["n", "4"] { scenario.press(seven + key) }
        scenario.press("<tab>l")
        try expectSnapshot(view(scenario.state), "history-80x24-cards")
    }

    @Test func aDrawingOfTheHistoryLarge() throws {
        var scenario = try Scenario()
        scenario.press(seven + "4<tab><enter>")
        try expectSnapshot(view(scenario.state), "history-80x24-open")
    }

    @Test func howManyOfEachDigitWereSeenRight() throws {
        var scenario = try Scenario.history(of: 12, labels: "7717n3c")
        scenario.press("s")
        try expectSnapshot(view(scenario.state), "statistics-80x24")
        scenario.happen(.windowResized(WindowSize(width: 30, height: 28)))
        try expectSnapshot(view(scenario.state), "statistics-30x28")
    }

    @Test func anEmptyHistory() throws {
        var scenario = try Scenario(width: smallest.width, height: smallest.height)
        scenario.press("<tab>")
        try expectSnapshot(view(scenario.state), "history-smallest-empty")
    }

    @Test(arguments: [1, 12, 123, 12_345])
    func aCardShowsAWholeDateBesideItsNumber(id: Int64) throws {
        var scenario = try Scenario()
        scenario.press(seven + "7<tab>")
        let entry = try #require(scenario.state.history.selected?.entry)
        var page = HistoryPage()
        page.rows = [.success(PredictionRecord(id: id, entry: entry))]
        scenario.happen(.historyLoaded(page, offset: 0, total: 1))
        let lines = view(scenario.state).text.split(separator: "\n").map(String.init)
        let text =
            switch id {
            case ..<100: "#\(id) 01-31 12:34"
            case ..<1000: "\(id) 01-31 12:34"
            default: "#\(id) 01-31"
            }
        #expect(lines.contains(" " + text))
    }

    @Test func aMessageThatIsTooLongGoesOnInTheNextRow() throws {
        var scenario = try Scenario(width: smallest.width, height: smallest.height)
        scenario.storeFailure = "the history is locked by another program; close it and try again"
        scenario.press(seven + "5")
        let text = view(scenario.state).text
        #expect(text.contains("Not saved: the history is locked by another"))
        #expect(text.contains("program; close it and try again"))
        #expect(!text.contains("? help"))
    }

    @Test func theTerminalsCursorStandsOnTheCell() throws {
        var scenario = try Scenario()
        #expect(view(scenario.state).cursor == Frame.Position(column: 15, row: 9))
        scenario.press("lj")
        #expect(view(scenario.state).cursor == Frame.Position(column: 16, row: 9))
        // Over two cells in one character it would swap their colours.
        #expect(!view(scenario.state).showsCursor)
        scenario.happen(.windowResized(WindowSize(width: 100, height: 33)))
        #expect(view(scenario.state).cursor == Frame.Position(column: 31, row: 17))
        #expect(view(scenario.state).showsCursor)
    }

    @Test func everyGreyHasItsShade() throws {
        var scenario = try Scenario(width: 100, height: 33, capabilities: shades)
        scenario.press(" lllkkkkk ")
        // The stroke's ink, its half-inked rim and the empty grid, two columns for a cell.
        let row = view(scenario.state).text.split(separator: "\n")[12]
        #expect(row.contains("▒▒██▒▒"))
    }
}

extension Rectangle {
    fileprivate func isInside(_ window: WindowSize) -> Bool {
        column >= 0 && row >= 1 && column + width <= window.width && row + height <= window.height
    }

    fileprivate func overlaps(_ other: Rectangle) -> Bool {
        column < other.column + other.width && other.column < column + width
            && row < other.row + other.height && other.row < row + height
    }
}
