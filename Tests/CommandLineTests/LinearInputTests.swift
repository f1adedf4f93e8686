import Glibc
import PredictionHistory
import Testing
import TestSupport

@Suite struct LinearInputTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func linear(_ input: String) throws -> Program.Result {
        try Program.run(
            ["draw", "--linear"], input: Array(input.utf8),
            environment: ["DIGITPAD_DATABASE": folder.path + "/history.sqlite3"])
    }

    @Test func aDigitIsDrawnAndSavedWithoutATerminal() throws {
        let result = try linear("go 14 4\nline 14 23\nsave 1\nquit\n")
        #expect(result.ending == .exit(0))
        #expect(result.output.contains("I see a 1, "))
        #expect(result.output.contains("Saved #1 as 1"))
        #expect(!result.output.contains("\u{1b}"))
        let store = try PredictionStore(path: folder.path + "/history.sqlite3")
        #expect(try store.count() == 1)
    }

    @Test(arguments: ["line 20 14", "line 20 14\nquit\nquit\n"])
    func lostInkIsAFailure(input: String) throws {
        let result = try Program.run(
            ["draw", "--linear"], input: Array(input.utf8),
            environment: ["DIGITPAD_DATABASE": folder.path])
        #expect(result.ending == .exit(1))
        #expect(result.output.contains("not saved") || result.output.contains("Not saved"))
        // Who cannot answer any more is not asked.
        #expect(
            result.output.contains("quit again to leave without it") == input.contains("quit"))
    }

    @Test(arguments: [SIGUSR1, SIGQUIT]) func aSignalSavesTheInk(signal: Int32) throws {
        let window = try TerminalWindow(
            ["draw", "--linear", "--database", folder.path + "/history.sqlite3"])
        window.type("line 20 14\n")
        try window.wait(for: "I see a 1")
        kill(window.program.processID, signal)
        #expect(try window.ending() == .signal(signal))
        let store = try PredictionStore(path: folder.path + "/history.sqlite3")
        #expect(try store.count() == 1)
    }

    @Test func whatIsTypedIsNoCommandToTheTerminal() throws {
        #expect(!(try linear("\u{1B}[2J 3\nquit\n")).output.contains("\u{1B}"))
    }

    @Test func theEndOfTheInputSavesTheInk() throws {
        // The last line has no end.
        let result = try linear("line 20 14")
        #expect(result.ending == .exit(0))
        let store = try PredictionStore(path: folder.path + "/history.sqlite3")
        #expect(try store.record(1).trueLabel == nil)
    }
}
