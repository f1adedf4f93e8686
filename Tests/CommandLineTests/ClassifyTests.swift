import FoundationEssentials
import Testing

/// What a line of `classify --json` holds, with the keys that others rely on.
private struct Answer: Decodable {
    let digit: Int?
    let confidence: Double?
    let probabilities: [Double]?
    let model: String
    let reason: String?
}

/// An upright bar of 8×24 pixels as a PGM file.
private func bar(paper: UInt8, ink: UInt8) -> [UInt8] {
    Array("P5 24 28 255\n".utf8)
        + (0..<28).flatMap { y in
            (0..<24).map { x in (10...12).contains(x) && (3...24).contains(y) ? ink : paper }
        }
}

@Suite struct ClassifyTests {
    private let program: Program

    init() throws {
        program = try Program()
    }

    private func answers(_ output: String) throws -> [Answer] {
        try output.split(separator: "\n").map {
            try JSONDecoder().decode(Answer.self, from: Data($0.utf8))
        }
    }

    @Test func bothPolaritiesGiveTheSameAnswer() throws {
        let dark = try program.folder.write(bar(paper: 255, ink: 0), to: "dark.pgm")
        let light = try program.folder.write(bar(paper: 0, ink: 255), to: "light.pgm")
        let result = try program.run("classify", "--json", dark, light)
        #expect(result.status == 0)
        let answers = try answers(result.output)
        #expect(answers.map(\.digit) == [1, 1])
        #expect(answers[0].probabilities == answers[1].probabilities)
        let probabilities = try #require(answers[0].probabilities)
        #expect(abs(probabilities.reduce(0, +) - 1) < 1e-5)
        #expect(answers[0].confidence == probabilities.max())
    }

    @Test func whatCannotBeReadIsNamedAndTheOthersAnswered() throws {
        let good = try program.folder.write(bar(paper: 0, ink: 255), to: "good.pgm")
        let bad = try program.folder.write(Array("not a picture".utf8), to: "bad.png")
        let result = try program.run("classify", bad, "\(program.folder.path)/none.png", good)
        #expect(result.status == 1)
        #expect(result.output.hasPrefix("\(good): 1 "))
        #expect(result.errorLines.count == 2)
        #expect(result.errors.contains(bad))
        #expect(result.errors.contains("none.png"))
    }

    @Test func strokesAreDrawnAndSeen() throws {
        let lines = """
            {"id":"one","strokes":[[[14,4],[14,23]]]}
            {"id":2,"strokes":[]}

            {"id":3,"strokes":[[[28,1]]]}
            {"id":[4],"strokes":[[[6,6],[20,6],[13,23]]]}
            nonsense
            """
        let result = try program.run("classify", "--strokes", "-", "--json", input: lines)
        #expect(result.status == 1)
        let answers = try answers(result.output)
        #expect(answers.map(\.digit) == [1, nil, 7])
        #expect(answers[1].reason == "blank")
        #expect(answers[1].probabilities == nil)
        #expect(result.output.contains(#""id":[4]"#))
        #expect(result.output.contains(#""not_digit_probability":null"#))
        #expect(result.errors.contains("line 4"))
        #expect(result.errors.contains("line 6"))
    }

    @Test(arguments: [[], [1, 2, 3], [UInt8](repeating: 0x7F, count: 400)] as [[UInt8]])
    func badWeightsAreRefusedInOneSentence(bytes: [UInt8]) throws {
        let weights = try program.folder.write(bytes, to: "weights.safetensors")
        let image = try program.folder.write(bar(paper: 0, ink: 255), to: "bar.pgm")
        for result in [
            try program.run("classify", "--model", weights, image),
            try program.run("classify", image, environment: ["DIGITPAD_MODEL": weights]),
        ] {
            #expect(result.status == 1)
            #expect(result.output.isEmpty)
            #expect(result.errorLines.count == 1)
        }
    }

    @Test func aCutCopyOfTheModelIsRefused() throws {
        let path = "\(program.folder.path)/model.safetensors"
        #expect(try program.run("model", "export", "--format", "safetensors", path).status == 0)
        let image = try program.folder.write(bar(paper: 0, ink: 255), to: "bar.pgm")
        #expect(try program.run("classify", "--model", path, image).status == 0)
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        try program.folder.write(Array(bytes.dropLast(1000)), to: "model.safetensors")
        let result = try program.run("classify", "--model", path, image)
        #expect(result.status == 1)
        #expect(result.errors.contains("cut short"))
    }

    @Test func missingTrainingDataIsSaidWithWhatToDo() throws {
        let result = try program.run(
            "train", "--data", program.folder.path, "--output", "\(program.folder.path)/out")
        #expect(result.status == 1)
        #expect(result.errorLines.count == 1)
        #expect(result.errors.contains("make fetch-data"))
    }
}
