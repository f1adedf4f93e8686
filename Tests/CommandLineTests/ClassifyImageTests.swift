import Drawing
import Testing
import TestSupport

@Suite struct ClassifyImageTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func darkOnLightAndLightOnDarkAgree() throws {
        let paths = [
            try folder.file("dark.pgm", barPicture(ink: 0, ground: 255)),
            try folder.file("light.pgm", barPicture(ink: 255, ground: 0)),
        ]
        let result = try Program.run(["classify", "--json"] + paths)
        #expect(result.ending == .exit(0))
        #expect(result.errors.isEmpty)
        let answers = try result.decoded(as: Answer.self)
        #expect(answers.map(\.id) == paths.map(JSONValue.string))
        #expect(answers.map(\.digit) == [1, 1])
        #expect(answers[0].probabilities == answers[1].probabilities)
    }

    @Test func aPersonReadsASentenceForEachFile() throws {
        let path = try folder.file("one.pgm", barPicture(ink: 0, ground: 255))
        let result = try Program.run(["classify", path])
        #expect(result.ending == .exit(0))
        #expect(result.lines.count == 1)
        #expect(result.output.hasPrefix("\(path): 1 ("))
        #expect(!result.output.contains("\u{1b}"))
    }

    @Test func standardInputIsAFileToo() throws {
        let result = try Program.run(
            ["classify", "--json", "-"], input: barPicture(ink: 0, ground: 255))
        #expect(result.ending == .exit(0))
        #expect(try result.decoded(as: Answer.self).map(\.digit) == [1])
    }

    @Test func aFileThatCannotBeUsedDoesNotHideTheOthers() throws {
        let good = try folder.file("good.pgm", barPicture(ink: 0, ground: 255))
        let noPicture = try folder.file("no.png", "this is no picture".utf8)
        let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
        let damaged = try folder.file("damaged.png", signature + "IHDR".utf8)
        let missing = folder.path + "/missing.png"
        let result = try Program.run(
            ["classify", "--json", missing, noPicture, damaged, folder.path, good])
        #expect(result.ending == .exit(1))
        #expect(try result.decoded(as: Answer.self).map(\.id) == [.string(good)])
        #expect(result.complaints.count == 4)
        for (complaint, path) in zip(
            result.complaints, [missing, noPicture, damaged, folder.path])
        {
            #expect(complaint.contains(path))
        }
    }

    @Test func aBlankPictureIsAnsweredWithoutADigit() throws {
        let path = try folder.file("blank.pgm", barPicture(ink: 255, ground: 255))
        let result = try Program.run(["classify", "--json", path])
        #expect(result.ending == .exit(0))
        #expect(try result.decoded(as: Answer.self).map(\.reason) == ["blank"])
    }

    @Test func anOperandAfterTwoDashesIsAFileWhateverItsName() throws {
        let result = try Program.run(["classify", "--", "--help"])
        #expect(result.ending == .exit(1))
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("--help cannot be read"))
    }
}
