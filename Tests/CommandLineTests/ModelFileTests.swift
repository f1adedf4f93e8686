import Drawing
import NeuralNetwork
import Testing
import TestSupport

@Suite struct ModelFileTests {
    private let folder: TemporaryFolder
    private let picture: String
    private let weights: [UInt8]

    /// A picture to classify, and the bundled weights as bytes.
    init() throws {
        folder = try TemporaryFolder()
        picture = try folder.file("one.pgm", barPicture(ink: 0, ground: 255))
        let export = try Program.run([
            "model", "export", "--format", "safetensors", folder.path + "/weights.safetensors",
        ])
        try #require(export.ending == .exit(0), "\(export.errors)")
        weights = try folder.bytes(of: "weights.safetensors")
    }

    private func expectRefused(_ bytes: [UInt8]) throws {
        let path = try folder.file("bad.safetensors", bytes)
        for result in [
            try Program.run(["classify", picture], environment: ["DIGITPAD_MODEL": path]),
            try Program.run(["classify", "--model", path, picture]),
        ] {
            #expect(result.ending == .exit(1))
            #expect(result.output.isEmpty)
            #expect(result.complaints.count == 1)
            #expect(result.errors.hasPrefix("digitpad: "))
        }
    }

    /// A file from anywhere must not speak to the terminal.
    @Test func whatAModelSaysOfItselfIsHarmless() throws {
        var weights = try Weights(safetensors: weights)
        weights.metadata["date"] = "\u{1B}]0;gone\u{7}"
        let path = try folder.file("model.safetensors", weights.encoded())
        let drawing = try folder.file(
            "drawing.jsonl", #"{"label":1,"strokes":\#(oneInCells)}"#.utf8)
        for words in [["model", "info"], ["doctor"], ["evaluate", "--strokes", drawing]] {
            let result = try Program.run(words + ["--model", path])
            #expect(result.output.contains("]0;gone"))
            #expect(!result.output.contains("\u{1B}"), "\(words)")
        }
    }

    @Test func exportedWeightsAnswerAsTheBundledOnes() throws {
        let bundled = try Program.run(["classify", "--json", picture])
        let exported = try Program.run(
            ["classify", "--json", picture],
            environment: ["DIGITPAD_MODEL": folder.path + "/weights.safetensors"])
        #expect(bundled.ending == .exit(0))
        #expect(bundled.output == exported.output)
    }

    @Test(arguments: [
        ["model", "export", "--format", "onnx"], ["evaluate", "--history", "--report"],
    ])
    func nothingReplacesTheWeightsThatAreUsed(command: [String]) throws {
        let path = folder.path + "/weights.safetensors"
        let database = folder.path + "/history.sqlite3"
        try fillHistory(at: database)
        let environment = ["DIGITPAD_MODEL": path, "DIGITPAD_DATABASE": database]
        let result = try Program.run(command + [path], environment: environment)
        #expect(result.ending == .exit(1))
        #expect(result.complaints.last?.contains("give another") == true)
        #expect(try folder.bytes(of: "weights.safetensors") == weights)
    }

    @Test func truncatedWeightsAreRefused() throws {
        for count in [0, 7, 100, weights.count - 1] {
            try expectRefused(Array(weights.prefix(count)))
        }
    }

    @Test func weightsThatAreNotNumbersAreRefused() throws {
        // The last four bytes are a weight; this one is the Float NaN.
        try expectRefused(weights.dropLast(4) + [0, 0, 0xc0, 0x7f])
    }

    @Test func anotherFileIsNotTakenForWeights() throws {
        try expectRefused(Array("These are no weights, just some lines of text.\n".utf8))
        try expectRefused([UInt8](repeating: 0x7f, count: 400))
    }

    @Test(arguments: ["/missing.safetensors", ""])
    func aPathWithoutAFileIsRefused(suffix: String) throws {
        let result = try Program.run(["model", "info", "--model", folder.path + suffix])
        #expect(result.ending == .exit(1))
        #expect(result.complaints.count == 1)
        #expect(result.errors.contains(folder.path + suffix))
    }

    @Test func infoNamesTheModel() throws {
        let result = try Program.run(["model", "info", "--json"])
        #expect(result.ending == .exit(0))
        let facts = try #require(try result.decoded(as: [String: JSONValue].self).first)
        #expect(facts["model"] != nil)
        #expect(facts["parameters"] != nil)
        let text = try Program.run(["model", "info"])
        #expect(text.lines.contains { $0.hasPrefix("parameters: ") })
        #expect(!text.output.contains("\u{1b}"))
    }

    @Test func trainingAndEvaluatingNameTheMissingData() throws {
        let data = folder.path + "/nowhere"
        for arguments in [
            ["train", "--data", data, "--output", folder.path + "/out"],
            ["evaluate", "--data", data], ["evaluate", "--pen", data],
            ["evaluate", "--strokes", data],
        ] {
            let result = try Program.run(arguments)
            #expect(result.ending == .exit(1))
            #expect(result.output.isEmpty)
            #expect(result.complaints.count == 1)
            #expect(result.errors.contains(data))
        }
    }
}
