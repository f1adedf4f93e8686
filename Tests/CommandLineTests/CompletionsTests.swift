import Glibc
import Testing
import TestSupport

@Suite struct CompletionsTests {
    @Test(arguments: ["bash", "zsh", "fish"])
    func everyCommandAndOptionIsKnown(shell: String) throws {
        let script = try Program.run(["completions", shell])
        #expect(script.ending == .exit(0))
        for word in ["classify", "cross-validate", "stats", "report", "held-out-fold"] {
            #expect(script.output.contains(word), "\(word)")
        }
    }

    /// What bash offers after these words, by the script itself.
    private func offered(_ words: String...) throws -> [String] {
        let folder = try TemporaryFolder()
        let script = try Program.run(["completions", "bash"]).output
        let path = try folder.file("completion.bash", script.utf8)
        let line = words.map { "'\($0)'" }.joined(separator: " ")
        let result = try Program.run(
            [
                "-c",
                "source \(path); COMP_WORDS=(digitpad \(line)); COMP_CWORD=\(words.count); "
                    + "_digitpad || true; printf '%s\\n' \"${COMPREPLY[@]}\"",
            ], program: "/bin/bash")
        #expect(result.ending == .exit(0), "\(result.errors)")
        return result.lines
    }

    @Test func bashCompletesCommandsAndTheirOptions() throws {
        #expect(try offered("hi") == ["history"])
        #expect(try offered("history", "ex") == ["export"])
        #expect(try offered("history", "export", "--f") == ["--format"])
        #expect(try offered("classify", "--model", "some file", "--js") == ["--json"])
        #expect(try offered("--vers") == ["--version"])
        #expect(try offered("completions", "f") == ["fish"])
        #expect(try offered("history", "label", "3", "no") == ["not-a-digit", "no-label"])
        #expect(try offered("history", "list", "--weights").isEmpty)
        // A value is no command; bash then offers files by itself.
        #expect(try offered("--model", "").isEmpty)
        #expect(try offered("--model", "=", "").isEmpty)
        // Where there are few values, it offers these.
        #expect(try offered("--theme", "li") == ["light"])
        #expect(try offered("--theme", "=", "high") == ["high-contrast"])
        #expect(try offered("draw", "--theme", "=").contains("dark"))
        #expect(try offered("history", "export", "--format", "") == ["csv", "jsonl"])
        #expect(try offered("model", "export", "--format", "s") == ["safetensors"])
        #expect(try offered("classify", "--strokes", "--js") == ["--json"])
        #expect(try offered("--model", "history", "tra") == ["train"])
        // Before a letter is typed bash offers files where a command takes them.
        #expect(try offered("classify", "").isEmpty)
        #expect(try offered("classify", "--strokes", "").isEmpty)
        #expect(try offered("history", "export", "--format", "csv", "").isEmpty)
        #expect(try offered("completions", "").contains("fish"))
    }

    private static let hasFish = access("/usr/bin/fish", X_OK) == 0

    @Test(.enabled(if: hasFish, "there is no fish here"))
    func fishCompletesCommandsAndTheirOptions() throws {
        let folder = try TemporaryFolder()
        let script = try Program.run(["completions", "fish"]).output
        let path = try folder.file("completion.fish", script.utf8)
        func offered(_ line: String) throws -> [String] {
            let result = try Program.run(
                ["-c", "source \(path); complete -C 'digitpad \(line)'"],
                program: "/usr/bin/fish")
            #expect(result.ending == .exit(0), "\(result.errors)")
            return result.lines.compactMap { $0.split(separator: "\t").first.map(String.init) }
        }
        #expect(try offered("hi") == ["history"])
        #expect(try offered("history ex") == ["export"])
        #expect(try offered("history export --f") == ["--format"])
        #expect(try !offered("--model ").contains("history"))
        #expect(try offered("history export --format ") == ["csv", "jsonl"])
        #expect(try offered("completions f") == ["fish"])
    }

    @Test func anUnknownShellIsWrongUsage() throws {
        #expect(try Program.run(["completions", "tcsh"]).ending == .exit(2))
        #expect(try Program.run(["completions"]).ending == .exit(2))
    }
}
