import Drawing
import FoundationEssentials
import PredictionHistory
import Testing

@Suite struct HistoryTests {
    private let program: Program

    /// A history with an upright line, seen as 1 and truly 1, and a level one seen as 2.
    init() throws {
        program = try Program()
        let store = try PredictionStore(path: program.database)
        for (digit, end) in [(1, Point(x: 14.5, y: 22.5)), (2, Point(x: 22.5, y: 14.5))] {
            let stroke = Stroke(points: [Point(x: 14.5, y: 5.5), end])
            let canvas = Canvas(strokes: [stroke])
            _ = try store.insert(
                PredictionEntry(
                    timestamp: Timestamp(milliseconds: 1_769_862_896_789 + Int64(digit)),
                    predictedDigit: digit, confidence: 0.91,
                    probabilities: (0...9).map { $0 == digit ? 0.91 : 0.01 },
                    trueLabel: digit == 1 ? .digit(1) : nil, strokes: canvas.strokes,
                    raster: canvas.raster, model: "test"))
        }
    }

    @Test func theNewestIsListedFirst() throws {
        let lines = try program.run("history", "list").output.split(separator: "\n")
        #expect(lines.map { $0.prefix(2) } == ["#2", "#1"])
        let first = try program.run("history", "list", "--limit", "1", "--json").output
        #expect(first.split(separator: "\n").count == 1)
        #expect(first.contains(#""predicted_digit":2"#))
    }

    @Test func aDrawingIsShownLabelledAndDeleted() throws {
        #expect(try program.run("history", "show", "2").output.contains("####"))
        #expect(try program.run("history", "label", "2", "7").status == 0)
        #expect(try program.run("history", "list", "--wrong").output.contains("truly 7"))
        #expect(try program.run("history", "delete", "2").status == 0)
        let again = try program.run("history", "show", "2")
        #expect(again.status == 1)
        #expect(again.errorLines.count == 1)
    }

    @Test func theExportCanBeClassifiedAndEvaluated() throws {
        let path = "\(program.folder.path)/export.jsonl"
        #expect(try program.run("history", "export", "--format", "jsonl", path).status == 0)
        let answers = try program.run("classify", "--strokes", path)
        #expect(answers.status == 0)
        #expect(answers.output.hasPrefix("1: 1 "))
        // The second drawing has no label, so that the file cannot be evaluated yet.
        #expect(try program.run("evaluate", "--strokes", path).errors.contains("line 2"))
        _ = try program.run("history", "label", "2", "7")
        _ = try program.run("history", "export", "--format", "jsonl", path)
        let evaluation = try program.run("evaluate", "--strokes", path, "--json")
        #expect(evaluation.status == 0)
        #expect(evaluation.output.contains(#""count":2"#))
    }

    @Test func csvHasALineForEachDrawing() throws {
        let output = try program.run("history", "export", "--format", "csv", "-").output
        // Swift takes CR LF for one character.
        #expect(output.split(separator: "\r\n").count == 3)
    }

    @Test func drawingsAreCounted() throws {
        let output = try program.run("history", "stats", "--json").output
        #expect(output.contains(#""total":2"#))
        #expect(output.contains(#""correct":1"#))
    }

    @Test func anotherDatabaseCanBeNamed() throws {
        let other = "\(program.folder.path)/other/history.sqlite3"
        let result = try program.run("history", "list", "--database", other)
        #expect(result.status == 0)
        #expect(result.output.isEmpty)
        let file = try FileManager.default.attributesOfItem(atPath: other)
        #expect(file[.posixPermissions] as? Int == 0o600)
    }

    @Test func aFullDiskIsSaid() throws {
        let result = try program.run("history", "export", "--format", "csv", "/dev/full")
        #expect(result.status == 1)
        #expect(result.errorLines.count == 1)
    }

    @Test func whatIsNoDatabaseIsLeftAlone() throws {
        let path = try program.folder.write(Array("my shopping list".utf8), to: "list.txt")
        let result = try program.run("history", "list", "--database", path)
        #expect(result.status == 1)
        #expect(result.errorLines.count == 1)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "my shopping list")
    }
}
