import Drawing
import Testing
import TestSupport

@Suite struct StrokesFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func strokesFile(_ name: String = "drawings.jsonl", _ lines: String...) throws -> String
    {
        try folder.file(name, lines.joined(separator: "\n").utf8)
    }

    @Test func aDrawingIsAnsweredWithAllKeys() throws {
        let path = try strokesFile("one.jsonl", #"{"id":"mine","strokes":\#(oneInCells)}"#)
        let result = try Program.run(["classify", "--strokes", path, "--json"])
        #expect(result.ending == .exit(0))
        #expect(result.errors.isEmpty)
        let answers = try result.decoded(as: Answer.self)
        let answer = try #require(answers.first)
        #expect(answers.count == 1)
        #expect(answer.id == .string("mine"))
        #expect(answer.digit == 1)
        #expect(answer.reason == nil)
        let probabilities = try #require(answer.probabilities)
        #expect(probabilities.count == 10)
        #expect(abs(probabilities.reduce(0, +) - 1) < 1e-5)
        #expect(answer.confidence == probabilities.max())
    }

    @Test func anIdComesBackAsItWasGiven() throws {
        let ids = [
            #""a""#, "7", "12345678901234567890", "2.5", "null", "true", "[4]", #"{"set":[1,2]}"#,
        ]
        let lines = ids.map { #"{"id":\#($0),"strokes":\#(oneInCells)}"# }
        let result = try Program.run(
            ["classify", "--strokes", "-", "--json"],
            input: Array(lines.joined(separator: "\n").utf8))
        #expect(result.ending == .exit(0))
        #expect(
            try result.decoded(as: Answer.self).map(\.id) == [
                .string("a"), .integer(7), .unsigned(12_345_678_901_234_567_890), .number(2.5),
                .null, .boolean(true),
                .array([.integer(4)]),
                .object(["set": .array([.integer(1), .integer(2)])]),
            ])
    }

    @Test(arguments: ["[]", "[[]]"]) func aBlankDrawingHasNoDigit(strokes: String) throws {
        let path = try strokesFile("blank.jsonl", #"{"id":1,"strokes":\#(strokes)}"#)
        let result = try Program.run(["classify", "--strokes", path, "--json"])
        #expect(result.ending == .exit(0))
        let answer = try #require(try result.decoded(as: Answer.self).first)
        #expect(answer.reason == "blank")
        #expect(answer.digit == nil)
        #expect(answer.confidence == nil)
        #expect(answer.probabilities == nil)
    }

    /// Who draws elsewhere waits for each answer.
    @Test func aLineIsAnsweredBeforeTheNextOneComes() throws {
        let window = try TerminalWindow(["classify", "--strokes", "-"])
        for id in ["first", "second"] {
            window.type(#"{"id":"\#(id)","strokes":\#(oneInCells)}"# + "\n")
            try window.wait(for: "\(id): 1 (")
        }
        window.type("\u{4}")
        #expect(try window.ending() == .exit(0))
    }

    @Test func badLinesAreNamedAndTheOthersAnswered() throws {
        let path = try strokesFile(
            "mixed.jsonl", #"{"id":1,"strokes":\#(oneInCells)}"#, "not JSON", "",
            #"{"id":4}"#, #"{"id":5,"strokes":[[[28,3]]]}"#, #"{"id":6,"strokes":[[[3,-0.5]]]}"#,
            #"{"id":7,"strokes":[[[3]]]}"#, #"{"id":8,"strokes":[[["a",3]]]}"#,
            #"{"id":9,"label":10,"strokes":\#(oneInCells)}"#, #"{"id":10,"strokes":[[[1e999,3]]]}"#,
            #"{"id":11,"strokes":[[[27.999,0]]]}"#)
        let result = try Program.run(["classify", "--strokes", path, "--json"])
        #expect(result.ending == .exit(1))
        #expect(try result.decoded(as: Answer.self).map(\.id) == [.integer(1), .integer(11)])
        #expect(result.complaints.count == 8)
        for (complaint, line) in zip(result.complaints, [2, 4, 5, 6, 7, 8, 9, 10]) {
            #expect(complaint.contains("\(path), line \(line): "))
        }
    }

    @Test func aPictureAmongStrokesAndStrokesAmongPicturesAreCalledSo() throws {
        let picture = try folder.file("7.png", [0x89] + "PNG\r\n\u{1A}\n".utf8 + [0, 0])
        let among = try Program.run(["classify", "--strokes", picture])
        #expect(among.ending == .exit(1))
        #expect(
            among.errors
                == "digitpad: \(picture) is a picture: drawings are JSON Lines here\n")
        let strokes = try strokesFile("one.jsonl", #"{"strokes":\#(oneInCells)}"#)
        let alone = try Program.run(["classify", strokes])
        #expect(alone.ending == .exit(1))
        #expect(alone.errors.hasSuffix("where it holds drawings as JSON Lines, add --strokes\n"))
    }

    @Test func aMissingFileDoesNotHideTheOthers() throws {
        let missing = folder.path + "/missing.jsonl"
        let path = try strokesFile("one.jsonl", #"{"id":1,"strokes":\#(oneInCells)}"#)
        let result = try Program.run(["classify", "--strokes", "--json", missing, path])
        #expect(result.ending == .exit(1))
        #expect(try result.decoded(as: Answer.self).map(\.id) == [.integer(1)])
        #expect(result.complaints.count == 1)
        #expect(result.errors.contains(missing))
    }

    @Test func anExportedHistoryIsClassifiedAndEvaluatedAsItIs() throws {
        let database = folder.path + "/history.sqlite3"
        let export = folder.path + "/history.jsonl"
        try fillHistory(at: database)
        let exporting = try Program.run([
            "history", "export", "--format", "jsonl", export, "--database", database,
        ])
        #expect(exporting.ending == .exit(0))

        let classified = try Program.run(["classify", "--strokes", export, "--json"])
        #expect(classified.ending == .exit(0))
        let answers = try classified.decoded(as: Answer.self)
        #expect(answers.map(\.id) == [.integer(1), .integer(2), .integer(3)])
        #expect(answers.map(\.digit) == [1, 1, 1])

        let partly = try Program.run(["evaluate", "--strokes", export])
        #expect(partly.ending == .exit(0))
        #expect(partly.errors.contains("left out 1 drawing"))
        for arguments in [
            ["label", "3", "1"], ["export", "--format", "jsonl", export],
        ] {
            let result = try Program.run(["history"] + arguments + ["--database", database])
            #expect(result.ending == .exit(0))
        }
        let evaluated = try Program.run(["evaluate", "--strokes", export, "--json"])
        #expect(evaluated.ending == .exit(0))
        let evaluation = try #require(
            try evaluated.decoded(as: [String: JSONValue].self).first)
        #expect(evaluation["count"] == .integer(3))
    }

    @Test func evaluatingNamesTheLineThatIsWrong() throws {
        let path = try strokesFile(
            "bad.jsonl", #"{"label":1,"strokes":\#(oneInCells)}"#, #"{"label":1,"strokes":[]}"#)
        let result = try Program.run(["evaluate", "--strokes", path])
        #expect(result.ending == .exit(1))
        #expect(result.output.isEmpty)
        #expect(result.complaints.count == 1)
        #expect(result.errors.contains("\(path), line 2: "))
    }

    @Test func evaluatingNeedsALabel() throws {
        let path = try strokesFile("bare.jsonl", #"{"strokes":\#(oneInCells)}"#)
        let result = try Program.run(["evaluate", "--strokes", path])
        #expect(result.ending == .exit(1))
        #expect(result.output.isEmpty)
        #expect(result.complaints.count == 1)
    }

    @Test func evaluatingPrintsATableForPeople() throws {
        let path = try strokesFile("one.jsonl", #"{"label":1,"strokes":\#(oneInCells)}"#)
        let result = try Program.run(["evaluate", "--strokes", path])
        #expect(result.ending == .exit(0))
        #expect(result.output.contains("accuracy            100.00"))
        #expect(!result.output.contains("\u{1b}"))
    }
}
