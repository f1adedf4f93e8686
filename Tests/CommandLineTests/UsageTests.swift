import Testing

@Suite struct UsageTests {
    private let program: Program

    init() throws {
        program = try Program()
    }

    @Test func theVersionIsPrinted() throws {
        let result = try program.run("--version")
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("digitpad "))
    }

    @Test(arguments: [
        "", "draw", "classify", "train", "evaluate", "history", "history list", "history show",
        "history label", "history delete", "history export", "history stats", "model",
        "model info", "model export",
    ])
    func everyCommandHasHelp(command: String) throws {
        let words = command.split(separator: " ").map(String.init) + ["--help"]
        let result = try program.run(words)
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
        #expect(result.output.hasPrefix("Usage: digitpad \(command)".trimmed))
        #expect(!result.output.contains("\u{1B}"))
    }

    @Test(arguments: [
        ["frobnicate"], ["classify"], ["classify", "--nope", "x"], ["classify", "--model"],
        ["history"], ["history", "show"], ["history", "show", "x"],
        ["history", "label", "1", "10"],
        ["history", "list", "1"], ["history", "export", "--format", "xml", "f"], ["train"],
        ["evaluate"], ["evaluate", "--data", "d", "--split", "x"], ["model", "export", "f"],
    ])
    func wrongUsageIsSaidInOneLine(words: [String]) throws {
        let result = try program.run(words)
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errorLines.count == 1)
    }

    @Test(arguments: [[], ["draw"]] as [[String]])
    func drawingNeedsATerminal(words: [String]) throws {
        let result = try program.run(words)
        #expect(result.status == 2)
        #expect(
            result.errors == "digitpad: standard input is not a terminal: "
                + "run digitpad in a terminal window\n")
    }
}

extension String {
    fileprivate var trimmed: String {
        String(reversed().drop { $0 == " " }.reversed())
    }
}
