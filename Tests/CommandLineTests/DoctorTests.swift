import Glibc
import NeuralNetwork
import PredictionHistory
import Testing
import TestSupport

@Suite struct DoctorTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func doctor(_ environment: [String: String]) throws -> Program.Result {
        try Program.run(["doctor"], environment: environment)
    }

    @Test func aNewPlaceIsSoundAndStaysUntouched() throws {
        let result = try doctor(["HOME": folder.path])
        #expect(result.ending == .exit(0), "\(result.output)")
        for word in ["program", "model", "history", "which digitpad will begin"] {
            #expect(result.output.contains(word), "\(word)")
        }
        #expect(access(folder.path + "/.local", F_OK) != 0)
    }

    /// What a terminal answers after the end would be typed into the shell.
    @Test func nothingIsAskedOfTheTerminal() throws {
        let window = try TerminalWindow(["doctor"], environment: ["HOME": folder.path])
        #expect(try window.ending() == .exit(0))
        #expect(window.written.contains("xterm-256color, 80x24"))
        #expect(!window.written.contains("\u{1b}[?1016$p"))
    }

    @Test func aHistoryIsCounted() throws {
        let database = folder.path + "/history.sqlite3"
        try fillHistory(at: database)
        let result = try doctor(["DIGITPAD_DATABASE": database])
        #expect(result.ending == .exit(0))
        #expect(result.output.contains("3 drawings, sound"))
    }

    @Test func aDamagedHistoryAndModelAreFound() throws {
        let database = try folder.file("history.sqlite3", "no database at all".utf8)
        let model = try folder.file("weights.safetensors", "no weights".utf8)
        let result = try doctor(["DIGITPAD_DATABASE": database, "DIGITPAD_MODEL": model])
        #expect(result.ending == .exit(1))
        #expect(result.lines.count { $0.contains("PROBLEM: ") } == 2)
    }

    /// A flipped bit leaves weights that can be read, and that read digits worse.
    @Test func aFlippedBitInTheModelIsFound() throws {
        let path = folder.path + "/weights.safetensors"
        let export = try Program.run(["model", "export", "--format", "safetensors", path])
        try #require(export.ending == .exit(0), "\(export.errors)")
        var weights = try Weights(contentsOf: path)
        weights.metadata[Weights.tensorsChecksumKey] = try Network(weights).tensorsChecksum
        try weights.write(to: path)
        #expect(try doctor(["HOME": folder.path, "DIGITPAD_MODEL": path]).ending == .exit(0))
        var bytes = try folder.bytes(of: "weights.safetensors")
        bytes[bytes.count - 2] ^= 1
        let damaged = try folder.file("damaged.safetensors", bytes)
        let result = try doctor(["HOME": folder.path, "DIGITPAD_MODEL": damaged])
        #expect(result.ending == .exit(1))
        #expect(result.output.contains("its tensors are not those that were written"))
    }
}

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
