import Drawing
import PredictionHistory
import Testing
import TestSupport

@Suite struct HistoryTransferTests {
    private let folder: TemporaryFolder
    private let database: String

    /// A history of a right, a wrong and an unlabelled drawing.
    init() throws {
        folder = try TemporaryFolder()
        database = folder.path + "/history.sqlite3"
        try fillHistory(at: database)
    }

    private func history(
        _ arguments: String..., at path: String? = nil, input: [UInt8] = []
    ) throws -> Program.Result {
        try Program.run(
            ["history"] + arguments, input: input,
            environment: ["DIGITPAD_DATABASE": path ?? database])
    }

    private func exported(from path: String? = nil) throws -> String {
        try history("export", "--format", "jsonl", "-", at: path).output
    }

    @Test func anExportTakenIntoAnEmptyHistoryIsTheSameHistory() throws {
        let other = folder.path + "/other/history.sqlite3"
        let file = folder.path + "/drawings.jsonl"
        #expect(try history("export", "--format", "jsonl", file).ending == .exit(0))
        let result = try history("import", file, at: other)
        #expect(result.ending == .exit(0) && result.output.isEmpty)
        #expect(result.complaints == ["digitpad: 3 drawings taken in"])
        #expect(try exported(from: other) == exported())
    }

    @Test func whatIsThereAlreadyIsNotTakenInTwice() throws {
        let before = try exported()
        let again = try history("import", "-", input: Array(before.utf8))
        #expect(again.ending == .exit(0))
        #expect(again.complaints == ["digitpad: 0 drawings taken in, 3 were there already"])
        #expect(try exported() == before)
    }

    /// What somebody said on another machine is kept, and never written over what was said here.
    @Test func aMissingLabelIsTakenOver() throws {
        let lines = try exported()
        for id in ["1", "3"] {
            #expect(try history("label", id, "no-label").ending == .exit(0))
        }
        #expect(try history("label", "2", "9").ending == .exit(0))
        let result = try history("import", "-", input: Array(lines.utf8))
        #expect(
            result.complaints == [
                "digitpad: 0 drawings taken in, 3 were there already, 1 of these have a label now"
            ])
        let labels = try history("list", "--json").decoded(as: [String: JSONValue].self)
            .map { $0["true_label"] }
        #expect(labels == [.null, .integer(9), .integer(1)])
    }

    @Test func aLineThatIsNoDrawingIsNamedAndTheOthersTakenIn() throws {
        let lines = try exported().split(separator: "\n").map(String.init)
        let spoilt = [
            lines[0], "{", #"{"strokes":[[[1,2]]]}"#,
            lines[1].replacing(#""confidence_score":"#, with: #""confidence_score":1"#), "",
            lines[2],
        ]
        let other = folder.path + "/other.sqlite3"
        let result = try history(
            "import", "-", at: other, input: Array(spoilt.joined(separator: "\n").utf8))
        #expect(result.ending == .exit(1))
        let about = "digitpad: standard input, line"
        let refusal = "no drawing of an exported history:"
        #expect(
            result.complaints == [
                "\(about) 2: \(refusal) it is not JSON",
                "\(about) 3: \(refusal) timestamp is no time",
                "\(about) 4: \(refusal) confidence_score is no probability",
                "digitpad: 2 drawings taken in",
            ])
        #expect(try history("list", at: other).lines.count == 2)
    }

    @Test func otherFormsAreRefusedWhole() throws {
        let csv = try history("export", "--format", "csv", "-").output
        let result = try history("import", "-", input: Array(csv.utf8))
        #expect(result.ending == .exit(1))
        #expect(result.errors.contains("export with --format jsonl"))
        let missing = try history("import", folder.path + "/none.jsonl")
        #expect(missing.ending == .exit(1) && missing.complaints.count == 1)
    }

    @Test func nothingToTakeInMakesNoHistory() throws {
        let other = folder.path + "/other.sqlite3"
        #expect(try history("import", "-", at: other, input: []).ending == .exit(0))
        #expect(try history("list", at: other).errors.contains("there is no history"))
    }

    @Test func aLockedHistoryStaysAsItIs() throws {
        let lines = try exported()
        let other = folder.path + "/other.sqlite3"
        #expect(try history("import", "-", at: other, input: Array(lines.utf8)).ending == .exit(0))
        let lock = try Connection(.file(other))
        try lock.execute("BEGIN IMMEDIATE")
        let result = try history("import", "-", at: other, input: Array(lines.utf8))
        #expect(result.ending == .exit(1))
        #expect(result.complaints.count == 2)
        try lock.execute("ROLLBACK")
        #expect(try history("list", at: other).lines.count == 3)
    }
}
