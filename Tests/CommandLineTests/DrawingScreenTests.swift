import Glibc
import PredictionHistory
import Testing
import TestSupport

@Suite struct DrawingScreenTests {
    private let folder: TemporaryFolder
    private let database: String
    private let window: TerminalWindow

    /// The program's first screen is there.
    init() throws {
        folder = try TemporaryFolder()
        database = folder.path + "/history.sqlite3"
        window = try TerminalWindow(["--database", database])
        try window.wait(for: "Draw a digit")
    }

    private func savedDrawings() throws -> [PredictionRecord] {
        try PredictionStore(path: database).page(offset: 0, limit: 100).records
    }

    /// A vertical line through the middle of the grid, whose box begins at column 0, row 1.
    private func drawOneWithMouse() throws {
        window.drag((3...12).map { (column: 15, row: $0) })
        try window.wait(for: "sure")
    }

    /// The same line with the keys: from the cell (14, 14) up, pen down, ten cells down.
    private func drawOneWithKeys() throws {
        window.type("kkkkk " + String(repeating: "j", count: 10))
        try window.wait(for: "14,19")
    }

    /// The terminal was given back as it was found: no mouse, no alternate screen.
    private func expectTerminalGivenBack() throws {
        for (on, off) in [
            ("\u{1b}[?1002h", "\u{1b}[?1002l"), ("\u{1b}[?1006h", "\u{1b}[?1006l"),
            ("\u{1b}[?1049h", "\u{1b}[?1049l"), ("\u{1b}[?2004h", "\u{1b}[?2004l"),
        ] {
            let lastOn = try #require(lastPosition(of: on), "\(on.dropFirst()) was never written")
            let lastOff = try #require(lastPosition(of: off), "\(off.dropFirst()) is missing")
            #expect(lastOn < lastOff, "\(off.dropFirst()) does not come last")
        }
    }

    private func lastPosition(of sequence: String) -> Int? {
        let (written, sequence) = (Array(window.written.utf8), Array(sequence.utf8))
        return (0...max(0, written.count - sequence.count)).last {
            written[$0...].starts(with: sequence)
        }
    }

    @Test func aDrawingOfTheMouseIsSavedWithItsLabel() throws {
        try drawOneWithMouse()
        window.type("7")
        try window.wait(for: "Saved #1 as 7")
        window.type("q")
        #expect(try window.ending() == .exit(0))
        let records = try savedDrawings()
        let record = try #require(records.first)
        #expect(records.count == 1)
        #expect(record.trueLabel == .digit(7))
        // Every character stands for two rows of cells; the line runs down their middle column.
        #expect(record.strokes.count == 1)
        #expect(record.strokes.first?.points.allSatisfy { $0.x == 14.5 } == true)
        #expect(record.raster[14, 8] == 255)
        #expect(record.raster[14, 20] == 255)
        #expect(record.raster[14, 25] == 0)
        try expectTerminalGivenBack()
    }

    @Test func aDrawingOfTheKeysIsSavedWithItsLabel() throws {
        try drawOneWithKeys()
        window.type("1q")
        #expect(try window.ending() == .exit(0))
        let record = try #require(try savedDrawings().first)
        #expect(record.trueLabel == .digit(1))
        #expect((9...19).allSatisfy { record.raster[14, $0] == 255 })
        #expect(record.raster[14, 22] == 0)
        try expectTerminalGivenBack()
    }

    // The drawings are of 12:34:56 UTC.
    @Test func theHistoryShowsTheTimeOnThePersonsClock() throws {
        let database = folder.path + "/older.sqlite3"
        try fillHistory(at: database)
        let window = try TerminalWindow(
            ["--database", database], environment: ["TZ": "HERE-12:30"])
        try window.wait(for: "Draw a digit")
        window.type("\t")
        try window.wait(for: "02-01 01:04")
        window.type("\r")
        try window.wait(for: "01:04:56")
    }

    @Test func quittingSavesInkWithoutALabel() throws {
        try drawOneWithKeys()
        window.type("q")
        #expect(try window.ending() == .exit(0))
        #expect(try savedDrawings().map(\.trueLabel) == [nil])
        #expect(window.written.contains("Saved #1 without a label\r\n"))
    }

    @Test func quittingABlankGridSavesNothing() throws {
        window.type("q")
        #expect(try window.ending() == .exit(0))
        #expect(try savedDrawings().isEmpty)
        try expectTerminalGivenBack()
    }

    @Test func undoTakesASavedDrawingOutOfTheHistory() throws {
        try drawOneWithKeys()
        window.type("1")
        try window.wait(for: "Saved #1 as 1")
        window.type("ux")
        try window.wait(for: "Thrown away")
        window.type("q")
        #expect(try window.ending() == .exit(0))
        #expect(try savedDrawings().isEmpty)
    }

    @Test func controlCSavesInkAndDiesByTheSignal() throws {
        try drawOneWithKeys()
        window.type("\u{03}")
        #expect(try window.ending() == .signal(SIGINT))
        #expect(try savedDrawings().map(\.trueLabel) == [nil])
        try expectTerminalGivenBack()
    }

    /// By the key, which is asked about it once, and by a signal.
    @Test(arguments: [true, false]) func whatCouldNotBeSavedIsSaidAtTheEnd(byKeys: Bool) throws {
        // A folder is no history.
        let window = try TerminalWindow(["--database", folder.path])
        try window.wait(for: "Draw a digit")
        window.type(" jjj")
        try window.wait(for: "14,17")
        if byKeys {
            // The second came too early to be an answer.
            window.type("\u{3}\u{3}")
            try window.wait(for: "quit again")
            window.type("\u{3}")
        } else {
            kill(window.program.processID, SIGINT)
        }
        #expect(try window.ending() == .signal(SIGINT))
        #expect(window.written.contains("digitpad: The last drawing was not saved: "))
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGUSR1, SIGPWR])
    func aSignalSavesInkAndEndsTheProgram(
        signal: Int32
    ) throws {
        try drawOneWithMouse()
        kill(window.program.processID, signal)
        #expect(try window.ending() == .signal(signal))
        // It was closed as well: nothing of SQLite's lies beside the history.
        #expect(access(database + "-wal", F_OK) != 0)
        #expect(try savedDrawings().map(\.trueLabel) == [nil])
        try expectTerminalGivenBack()
    }

    /// What no handler can save is lost with a crash, but the terminal is not.
    @Test(arguments: [SIGSEGV, SIGABRT]) func aCrashGivesTheTerminalBack(signal: Int32) throws {
        try drawOneWithMouse()
        #expect(!window.isAsAShellHasIt)
        kill(window.program.processID, signal)
        #expect(try window.ending() == .signal(signal))
        try expectTerminalGivenBack()
    }

    /// Whoever stops it leaves it no time to give the terminal back; it takes it anew all the same.
    @Test func goesOnAfterAStop() throws {
        try drawOneWithKeys()
        kill(window.program.processID, SIGSTOP)
        #expect(try window.program.isStopped())
        kill(window.program.processID, SIGCONT)
        try window.wait(for: "\u{1b}[?2004h")
        window.type("1q")
        #expect(try window.ending() == .exit(0))
        #expect(try savedDrawings().map(\.trueLabel) == [.digit(1)])
        try expectTerminalGivenBack()
    }

    /// The system stops nobody whom no shell could continue: then Ctrl-Z only draws the screen anew.
    @Test func controlZWithoutAShellLosesNothing() throws {
        try drawOneWithKeys()
        window.type("\u{1A}")
        // Given back, and taken again.
        try window.wait(for: "\u{1b}[?2004h")
        #expect(!window.isAsAShellHasIt)
        window.type("1q")
        #expect(try window.ending() == .exit(0))
        #expect(try savedDrawings().map(\.trueLabel) == [.digit(1)])
        try expectTerminalGivenBack()
    }

    /// In the middle of a stroke the window becomes large and narrow: the stroke goes on.
    @Test func aStrokeOutlivesAnotherWindow() throws {
        window.type("\u{1b}[<0;16;4M\u{1b}[<32;16;8M")
        try window.wait(for: "sure")
        window.resize(width: 20, height: 5)
        try window.wait(for: "needs")
        window.resize(width: 40, height: 50)
        try window.wait(for: "sure")
        window.type("\u{1b}[<32;16;12M\u{1b}[<0;16;12m1")
        try window.wait(for: "Saved #1 as 1")
        window.type("q")
        #expect(try window.ending() == .exit(0))
        let stroke = try #require(try savedDrawings().first?.strokes.first)
        #expect(stroke.points.first?.y == 3)
        #expect(stroke.points.last?.y == 19)
    }

    @Test func aClickOnABarSavesTheDrawing() throws {
        try drawOneWithMouse()
        // The bars begin below the large digit, right of the grid: that of the four.
        window.drag([(column: 40, row: 11)])
        try window.wait(for: "Saved #1 as 4")
        window.type("q")
        #expect(try window.ending() == .exit(0))
        #expect(try savedDrawings().map(\.trueLabel) == [.digit(4)])
    }

    @Test func aFloodOfReportsIsDrawnAndNothingIsTypedByIt() throws {
        for burst in 0..<100 {
            // A window that is not read from while it is written to would wait for ever.
            let reports = (0..<200).map { index in
                "\u{1b}[<32;\(3 + index % 25);\(4 + (burst + index / 25) % 12)M"
            }
            // Ctrl-L has the whole screen written, as the answer to wait for.
            window.type(reports.joined() + "\u{0C}")
            try window.wait(for: "sure")
        }
        window.type("\u{1b}[<0;3;4mq")
        #expect(try window.ending() == .exit(0))
        #expect(try savedDrawings().map(\.trueLabel) == [nil])
    }

    @Test func closingTheWindowSavesInk() throws {
        try drawOneWithKeys()
        window.close()
        // The signal and the end of the input come together; either may be noticed first.
        let ending = try window.program.ending()
        #expect([.signal(SIGHUP), .exit(1)].contains(ending))
        #expect(try savedDrawings().map(\.trueLabel) == [nil])
    }

    @Test func thereIsColourUnlessThePersonWantsNone() throws {
        let plain = try TerminalWindow(
            ["--database", database], environment: ["NO_COLOR": "1"])
        try plain.wait(for: "Draw a digit")
        for window in [window, plain] {
            window.type(" jjjjj")
            try window.wait(for: "I see a")
            window.type("xq")
            #expect(try window.ending() == .exit(0))
        }
        let colour = /\e\[[0-9;]*[34]8;5;/
        #expect(window.written.contains(colour))
        #expect(!plain.written.contains(colour))
    }
}
