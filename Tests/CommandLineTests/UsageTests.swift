import Glibc
import Testing
import TestSupport

@Suite struct UsageTests {
    @Test func versionIsOneLine() throws {
        let result = try Program.run(["--version"])
        #expect(result.ending == .exit(0))
        #expect(result.lines.count == 1)
        #expect(result.output.hasPrefix("digitpad "))
        #expect(result.errors.isEmpty)
    }

    @Test func helpIsAlsoACommand() throws {
        for words in [[], ["train"], ["history", "list"]] {
            let help = try Program.run(["help"] + words)
            #expect(help.ending == .exit(0))
            #expect(try help.output == Program.run(words + ["--help"]).output)
        }
    }

    @Test(arguments: [
        "", "draw", "demo", "doctor", "completions", "classify", "train", "cross-validate",
        "calibrate", "evaluate", "model",
        "model info", "model export",
        "history", "history list", "history show", "history label", "history delete",
        "history export", "history stats",
    ])
    func helpIsThereForEveryCommand(command: String) throws {
        let words = command.split(separator: " ").map(String.init)
        for option in ["--help", "-h"] {
            let result = try Program.run(words + [option])
            #expect(result.ending == .exit(0))
            #expect(
                result.output.hasPrefix((["Usage: digitpad"] + words).joined(separator: " ")))
            #expect(result.errors.isEmpty)
            #expect(!result.output.contains("\u{1b}"))
        }
    }

    @Test(arguments: [
        "scribble", "--scribble", "draw --scribble", "draw 3", "classify", "classify --strokes",
        "classify --model", "classify --json=yes x.pgm", "history", "history scribble",
        "history list --limit 0", "history list 3", "history show", "history show one",
        "history show 0", "history label 1", "history label 1 10", "history label 1 x 3",
        "history delete", "history export", "history export x.csv",
        "history export --format xml x", "model", "model scribble", "model export x",
        "model export --format xml x", "train", "train --data .", "train --output .",
        "train --data . --output . --epochs none", "train --resume . --epochs 3",
        "history list --label none", "history list --seen no-label",
        "history export --format csv --wrong --label no-label -",
        "train --resume . --output x",
        "train --output x --architecture transformer", "cross-validate --output .",
        "calibrate", "calibrate x", "evaluate", "evaluate --data . --pen x",
        "evaluate --data . --split training", "evaluate --strokes x --split validation",
        "evaluate --data . --fold 2", "evaluate --pen x --fold 2",
        "evaluate --pen x --database y", "evaluate --pen x --epochs y",
        "evaluate --history --form keys",
        "history list --database=", "classify --model= x.pgm", "classify --model '' x.pgm",
        "classify ''", "classify -- ''",
        "draw --linear --pen-size 9", "draw --linear --theme nonsense",
    ])
    func wrongUsageIsToldApartFromFailure(command: String) throws {
        let folder = try TemporaryFolder()
        // '' is an empty word, as for the shell.
        let words = command.split(separator: " ").map { $0 == "''" ? "" : String($0) }
        let result = try Program.run(words, environment: ["HOME": folder.path])
        #expect(result.ending == .exit(2))
        #expect(result.output.isEmpty)
        #expect(result.complaints.count == 1)
        #expect(result.errors.hasPrefix("digitpad: "))
        #expect(access(folder.path + "/.local", F_OK) != 0, "a history was made all the same")
    }

    @Test(arguments: [
        ("history export --format xml x", "--format is one of csv, jsonl, not \"xml\""),
        (
            "evaluate --data . --split training",
            "--split is one of test, validation, not \"training\""
        ),
        ("draw --linear --theme nonsense", "--theme is one of dark, "),
        ("train --architecture transformer", "--architecture is one of mlp, cnn, digitnet, not "),
        ("history list --seen no-label", "--seen is one of 0, 1, 2, "),
    ])
    func aValueThatIsNoneOfFewIsToldTheFew(command: String, message: String) throws {
        let result = try Program.run(command.split(separator: " ").map(String.init))
        #expect(result.ending == .exit(2))
        #expect(result.errors.hasPrefix("digitpad: " + message))
    }

    @Test func aValueMayHaveTheBlanksThatListsHave() throws {
        let folder = try TemporaryFolder()
        let result = try Program.run(
            ["history", "list", "--label", "not a digit"], environment: ["HOME": folder.path])
        #expect(result.ending == .exit(0))
    }

    @Test(arguments: [[], ["draw"]] as [[String]]) func drawingNeedsATerminal(arguments: [String])
        throws
    {
        let result = try Program.run(arguments)
        #expect(result.ending == .exit(2))
        #expect(result.output.isEmpty)
        #expect(result.complaints.count == 1)
        #expect(result.errors.contains("is not a terminal"))
    }

    @Test(arguments: [
        ["--version"], ["--help"], ["model", "info"], ["history", "stats"],
        ["history", "export", "--format", "csv", "-"],
    ])
    func outputThatCannotBeWrittenIsAFailure(arguments: [String]) throws {
        let folder = try TemporaryFolder()
        let database = folder.path + "/history.sqlite3"
        try fillHistory(at: database)
        let result = try Program.run(
            arguments, outputPath: "/dev/full", environment: ["DIGITPAD_DATABASE": database])
        #expect(result.ending == .exit(1))
        #expect(result.complaints.count == 1)
        #expect(result.errors.contains("No space left on device"))
    }
}
