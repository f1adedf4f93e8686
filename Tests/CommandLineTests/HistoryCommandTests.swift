import Drawing
import Glibc
import PredictionHistory
import Testing
import TestSupport

@Suite struct HistoryCommandTests {
    private let folder: TemporaryFolder
    private let database: String

    /// A history of a right, a wrong and an unlabelled drawing.
    init() throws {
        folder = try TemporaryFolder()
        database = folder.path + "/history.sqlite3"
        try fillHistory(at: database)
    }

    private func history(_ arguments: String...) throws -> Program.Result {
        try history(arguments)
    }

    private func history(_ arguments: [String]) throws -> Program.Result {
        try Program.run(["history"] + arguments, environment: ["DIGITPAD_DATABASE": database])
    }

    private func ids(_ result: Program.Result) throws -> [JSONValue?] {
        try result.decoded(as: [String: JSONValue].self).map { $0["id"] }
    }

    @Test func listHasNewestFirst() throws {
        let result = try history("list")
        #expect(result.ending == .exit(0))
        #expect(result.lines.map { $0.prefix(2) } == ["#3", "#2", "#1"])
        #expect(result.lines.map { $0.hasSuffix("WRONG") } == [false, true, false])
        #expect(!result.output.contains("\u{1b}"))
        #expect(try ids(history("list", "--json")) == [.integer(3), .integer(2), .integer(1)])
        #expect(try ids(history("list", "--json", "--limit", "1")) == [.integer(3)])
        #expect(try ids(history("list", "--json", "--wrong")) == [.integer(2)])
    }

    @Test func whyNothingIsListedIsSaid() throws {
        let none = try history("list", "--label", "0")
        #expect(none.ending == .exit(0) && none.output.isEmpty)
        #expect(none.complaints == ["digitpad: of 3 saved, no drawing is of that kind"])
        let export = try history("export", "--format", "csv", "-", "--label", "0")
        #expect(export.ending == .exit(0) && export.lines.count == 1)
        #expect(export.complaints == none.complaints)
        for id in 1...3 { #expect(try history("delete", "\(id)").ending == .exit(0)) }
        let empty = try history("list")
        #expect(empty.ending == .exit(0) && empty.output.isEmpty)
        #expect(empty.complaints == ["digitpad: there are no drawings in \(database)"])
    }

    @Test func aNumberWithoutALimitNamesNone() throws {
        let result = try history("list", "--limit", "0")
        #expect(result.errors.contains("--limit needs a number of 1 or more, not \"0\""))
    }

    @Test func aRowThatCannotBeReadIsNamedWithinTheLimitToo() throws {
        let connection = try Connection(.file(database))
        try connection.execute("PRAGMA ignore_check_constraints = ON")
        try connection.execute("UPDATE predictions SET raster = x'00' WHERE id = 3")
        let result = try history("list", "--limit", "2")
        #expect(result.lines.map { $0.prefix(2) } == ["#2"])
        #expect(result.ending == .exit(1))
        #expect(result.complaints.count == 1)
        #expect(try history("list", "--limit", "1", "--wrong").ending == .exit(0))
        #expect(try history("delete", "3").ending == .exit(0))
        #expect(try history("list").ending == .exit(0))
    }

    // All were seen as a one.
    @Test(arguments: [
        (["--label", "7"], [2]), (["--label", "no-label"], [3]), (["--label", "not-a-digit"], []),
        (["--seen", "1"], [3, 2, 1]), (["--seen", "not-a-digit"], []),
        (["--seen", "1", "--label", "1"], [1]), (["--wrong", "--label", "1"], []),
    ])
    func listsAndExportsWhatIsAskedFor(filter: [String], expected: [Int64]) throws {
        let list = try history(["list", "--json"] + filter)
        #expect(try ids(list) == expected.map(JSONValue.integer))
        let export = try history(["export", "--format", "jsonl", "-"] + filter)
        #expect(try ids(export) == expected.reversed().map(JSONValue.integer))
    }

    @Test func showHasTheRecordAndItsPicture() throws {
        let json = try #require(
            try history("show", "2", "--json").decoded(as: [String: JSONValue].self).first)
        #expect(json["id"] == .integer(2))
        #expect(json["timestamp"] == .string("2026-01-31T12:34:56.790Z"))
        #expect(json["predicted_digit"] == .integer(1))
        #expect(json["true_label"] == .integer(7))
        #expect(json["model"] == .string("cnn"))
        // As lists print it.
        let picture = try history("show", "#2")
        #expect(picture.ending == .exit(0))
        #expect(picture.output.contains("##"))
        #expect(!picture.output.contains("\u{1b}"))
    }

    @Test(arguments: [("9", TrueLabel.digit(9)), ("not-a-digit", .notADigit), ("no-label", nil)])
    func labelSaysWhatADrawingTrulyIs(word: String, expected: TrueLabel?) throws {
        let result = try history("label", "1", word)
        #expect(result.ending == .exit(0))
        #expect(result.output.isEmpty)
        #expect(try PredictionStore(path: database).record(1).trueLabel == expected)
    }

    @Test func deleteRemovesOneDrawing() throws {
        #expect(try history("delete", "2").ending == .exit(0))
        #expect(try ids(history("list", "--json")) == [.integer(3), .integer(1)])
    }

    @Test func deleteRemovesAllThatAreThere() throws {
        let result = try history("delete", "1", "99", "#3")
        #expect(result.ending == .exit(1))
        #expect(result.errors.contains("99"))
        #expect(try history("list").lines.count == 1)
        #expect(try history("delete", "2", "x").ending == .exit(2))
        #expect(try history("list").lines.count == 1)
    }

    @Test(arguments: [["show", "99"], ["label", "99", "3"], ["delete", "99"]])
    func anIdThatIsNotThereIsAFailure(arguments: [String]) throws {
        let result = try Program.run(
            ["history"] + arguments, environment: ["DIGITPAD_DATABASE": database])
        #expect(result.ending == .exit(1))
        #expect(result.output.isEmpty)
        #expect(result.complaints.count == 1)
        #expect(result.errors.contains("99"))
    }

    @Test func statsCountTheDrawings() throws {
        let json = try #require(
            try history("stats", "--json").decoded(as: [String: JSONValue].self).first)
        #expect(json["total"] == .integer(3))
        #expect(json["labelled"] == .integer(2))
        #expect(json["unlabelled"] == .integer(1))
        #expect(json["correct"] == .integer(1))
        #expect(json["wrong"] == .integer(1))
        #expect(json["accuracy"] == .number(0.5))
        let text = try history("stats")
        #expect(text.ending == .exit(0))
        #expect(text.lines.contains("drawings    3"))
    }

    @Test func notADigitIsAnAnswerLikeOthers() throws {
        let store = try PredictionStore(path: database)
        let strokes = [Stroke(points: [Point(x: 4.5, y: 4.5), Point(x: 20.5, y: 23.5)])]
        let record = try store.insert(
            PredictionEntry(
                timestamp: Timestamp(milliseconds: 1_769_862_896_999), predictedDigit: nil,
                confidence: 0.4, probabilities: [0.4, 0.3, 0.3, 0, 0, 0, 0, 0, 0, 0],
                notDigitProbability: 0.987, trueLabel: .notADigit, strokes: strokes,
                raster: Canvas(strokes: strokes).raster, model: "digitnet"))
        let stats = try history("stats")
        #expect(stats.lines.contains("                 seen  labelled     right     truly"))
        #expect(stats.lines.contains("not a digit         1         1         1         1"))
        let json = try #require(
            try history("stats", "--json").decoded(as: [String: JSONValue].self).first)
        #expect(
            json["not_a_digit"]
                == .object([
                    "predicted": .integer(1), "judged": .integer(1), "truly": .integer(1),
                    "correct": .integer(1),
                ])
        )
        let line = try #require(try history("list", "--limit", "1").lines.first)
        #expect(line.hasSuffix("seen as not a digit (98.7 %)  truly not a digit"))
        let shown = try history("show", "\(record.id)", "--json")
        #expect(try shown.decoded(as: [String: JSONValue].self)[0]["predicted_digit"] == .null)
    }

    @Test func exportsReplaceAFileWhole() throws {
        let path = try folder.file("export", "an older export".utf8)
        let csv = try history("export", "--format", "csv", path)
        #expect(csv.ending == .exit(0))
        #expect(csv.output.isEmpty)
        let text = String(decoding: try folder.bytes(of: "export"), as: UTF8.self)
        #expect(text.hasPrefix("id,timestamp,predicted_digit,"))
        #expect(text.split(separator: "\r\n").count == 4)
        #expect(try mode(of: path) == 0o600)

        let jsonLines = try history("export", "--format", "jsonl", "-")
        #expect(jsonLines.ending == .exit(0))
        #expect(try ids(jsonLines) == [.integer(1), .integer(2), .integer(3)])
    }

    /// Who mistypes its name would get an empty file in place of the last export.
    @Test func aHistoryThatIsNotThereIsNotExported() throws {
        let path = try folder.file("out.csv", "kept".utf8)
        let result = try history(
            "export", "--format", "csv", path, "--database", "\(folder.path)/nothere")
        #expect(result.ending == .exit(1))
        #expect(result.complaints.count == 1)
        #expect(try folder.bytes(of: "out.csv") == Array("kept".utf8))
    }

    @Test func anExportNeverReplacesTheHistory() throws {
        let before = try history("list")
        for format in ["csv", "jsonl"] {
            let result = try history(
                "export", "--format", format, "\(folder.path)/./history.sqlite3")
            #expect(result.ending == .exit(1))
            #expect(result.complaints.count == 1)
        }
        #expect(try history("list").output == before.output)
    }

    @Test func lookingAtAHistoryThatIsNotThereMakesNone() throws {
        let path = folder.path + "/none/typo.sqlite3"
        let export = ["export", "--format", "csv", "-"]
        for command in [["list"], ["stats"], export] {
            let result = try Program.run(["history"] + command + ["--database", path])
            #expect(result.ending == .exit(command == export ? 1 : 0))
            #expect(result.errors.contains("no history at \(path)"))
        }
        #expect(access(folder.path + "/none", F_OK) != 0)
    }

    @Test func anExportIntoAMissingFolderIsAFailure() throws {
        let path = folder.path + "/missing/export.csv"
        let result = try history("export", "--format", "csv", path)
        #expect(result.ending == .exit(1))
        #expect(result.complaints.count == 1)
        #expect(result.errors.contains(path))
    }

    @Test func aFullDeviceIsAFailure() throws {
        let result = try history("export", "--format", "csv", "/dev/full")
        #expect(result.ending == .exit(1))
        #expect(result.complaints.count == 1)
        var status = stat()
        #expect(stat("/dev/full", &status) == 0)
        #expect(status.st_mode & S_IFMT == S_IFCHR)
    }

    @Test func aReaderThatHasGoneHearsNoComplaint() throws {
        let result = try Program.run(
            [
                "-c", "exec 3> >(:); wait $!; '\(try Program.path())' history list >&3; echo $?",
            ], environment: ["DIGITPAD_DATABASE": database], program: "/bin/bash")
        #expect(result.lines == ["1"])
        #expect(result.errors.isEmpty)
    }

    @Test func anExportGoesIntoAPipeOrDeviceAndDoesNotReplaceIt() throws {
        let path = folder.path + "/pipe"
        #expect(mkfifo(path, 0o600) == 0)
        // Open at both ends, so that neither side waits; the pipe holds more than an export here.
        let pipe = open(path, O_RDWR | O_CLOEXEC)
        defer { close(pipe) }
        #expect(try history("export", "--format", "csv", path).ending == .exit(0))
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & S_IFMT == S_IFIFO)
        var start = [UInt8](repeating: 0, count: 13)
        try waitUntilReadable(pipe)
        #expect(read(pipe, &start, start.count) == start.count)
        #expect(String(decoding: start, as: UTF8.self) == "id,timestamp,")
    }

    @Test func anExportGoesThroughALinkAndDoesNotReplaceIt() throws {
        let target = try folder.file("target", [UInt8](repeating: 0x78, count: 100_000))
        let link = folder.path + "/link"
        #expect(symlink(target, link) == 0)
        #expect(try history("export", "--format", "csv", link).ending == .exit(0))
        var status = stat()
        #expect(lstat(link, &status) == 0)
        #expect(status.st_mode & S_IFMT == S_IFLNK)
        let text = String(decoding: try folder.bytes(of: "target"), as: UTF8.self)
        #expect(text.hasPrefix("id,timestamp,"))
        #expect(text.hasSuffix("\r\n"))
    }

    @Test func theOptionGoesBeforeTheVariable() throws {
        let other = folder.path + "/other.sqlite3"
        let result = try history("stats", "--json", "--database", other)
        let json = try #require(try result.decoded(as: [String: JSONValue].self).first)
        #expect(json["total"] == .integer(0))
    }

    @Test func theHistoryOfAPersonIsPrivate() throws {
        let draw = ["draw", "--linear"]
        let result = try Program.run(
            draw, input: [], environment: ["XDG_DATA_HOME": folder.path + "/share"])
        #expect(result.ending == .exit(0))
        #expect(try mode(of: folder.path + "/share/digitpad") == 0o700)
        #expect(try mode(of: folder.path + "/share/digitpad/history.sqlite3") == 0o600)
        let home = try Program.run(draw, input: [], environment: ["HOME": folder.path])
        #expect(home.ending == .exit(0))
        #expect(try mode(of: folder.path + "/.local/share/digitpad/history.sqlite3") == 0o600)
    }

    @Test func aFileThatIsNoHistoryIsRefused() throws {
        let path = try folder.file("text.sqlite3", "This is a text, not a database.".utf8)
        let result = try Program.run(["history", "list", "--database", path])
        #expect(result.ending == .exit(1))
        #expect(result.complaints.count == 1)
        let text = try folder.bytes(of: "text.sqlite3")
        #expect(String(decoding: text, as: UTF8.self) == "This is a text, not a database.")
    }
}
