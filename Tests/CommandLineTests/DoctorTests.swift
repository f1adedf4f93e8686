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

    @Test func anEmptyFileIsNotBegun() throws {
        let database = try folder.file("history.sqlite3", [])
        let result = try doctor(["DIGITPAD_DATABASE": database])
        #expect(result.ending == .exit(0))
        #expect(result.output.contains("which is empty"))
        #expect(try folder.bytes(of: "history.sqlite3").isEmpty)
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
