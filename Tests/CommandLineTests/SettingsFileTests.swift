import FoundationEssentials
import Glibc
import PredictionHistory
import Testing
import TestSupport

@Suite struct SettingsFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path + "/digitpad", withIntermediateDirectories: true)
    }

    private func run(_ arguments: [String], configuration: String) throws -> Program.Result {
        _ = try folder.file("digitpad/config.toml", configuration.utf8)
        return try Program.run(
            arguments, environment: ["XDG_CONFIG_HOME": folder.path, "HOME": folder.path])
    }

    @Test func theDatabaseOfTheFileIsUsed() throws {
        let database = folder.path + "/mine.sqlite3"
        try fillHistory(at: database)
        let result = try run(["history", "list"], configuration: "database = \"\(database)\"")
        #expect(result.ending == .exit(0), "\(result.errors)")
        #expect(result.lines.count == 3)
    }

    @Test func aPathInTheHomeFolderIsFound() throws {
        try fillHistory(at: folder.path + "/mine.sqlite3")
        let result = try run(["history", "list"], configuration: "database = \"~/mine.sqlite3\"")
        #expect(result.lines.count == 3)
    }

    /// Else it would be another history in every folder.
    @Test func aNameWithoutAFolderLiesBesideTheFile() throws {
        try fillHistory(at: folder.path + "/digitpad/mine.sqlite3")
        let result = try run(["history", "list"], configuration: "database = \"mine.sqlite3\"")
        #expect(result.lines.count == 3)
    }

    @Test func anOptionWinsOverTheFile() throws {
        let database = folder.path + "/mine.sqlite3"
        try fillHistory(at: database)
        let result = try run(
            ["history", "list", "--database", database],
            configuration: "database = \"/nowhere/at/all\"")
        #expect(result.lines.count == 3)
    }

    @Test func aMistakeIsNamedWithItsLine() throws {
        let result = try run(["history", "list"], configuration: "\ntheme = \"pink\"\n")
        #expect(result.ending == .exit(1))
        #expect(result.complaints.count == 1)
        #expect(result.errors.contains("digitpad/config.toml, line 2: theme is one of dark,"))
        let doctor = try run(["doctor"], configuration: "\ntheme = \"pink\"\n")
        #expect(doctor.ending == .exit(1))
        #expect(doctor.lines.count { $0.contains("PROBLEM: ") } == 1)
    }
}
