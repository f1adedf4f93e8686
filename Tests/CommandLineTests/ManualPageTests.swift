import DigitPadApp
import FoundationEssentials
import Testing

@Suite struct ManualPageTests {
    private let page: String

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        page = try String(
            contentsOf: root.appending(path: "Resources/man/digitpad.1"), encoding: .utf8)
    }

    @Test(arguments: [
        "", "classify", "train", "cross-validate", "calibrate", "draw", "demo", "doctor",
        "completions",
        "evaluate", "model info",
        "model export", "history list",
        "history show", "history label", "history delete", "history export", "history import",
        "history stats",
    ])
    func everyOptionOfTheHelpIsExplained(command: String) throws {
        let help = try Program.run(command.split(separator: " ").map(String.init) + ["--help"])
        let options = help.lines.compactMap { line in
            line.hasPrefix("  --") ? line.dropFirst(4).prefix { $0 != " " } : nil
        }
        #expect(options.contains("help"))
        var text = try section("SS \(command.isEmpty ? "draw" : command.prefix { $0 != " " })")
        let others = ["cross-validate": "train", "demo": "draw"]
        if let other = others[command] { text += try section("SS \(other)") }
        for option in options where !["help", "version"].contains(option) {
            #expect(text.contains("\\-\\-\(option)"), "--\(option) is missing")
        }
    }

    /// What stands between a heading and the next one.
    private func section(_ heading: String) throws -> Substring {
        let start = try #require(page.firstRange(of: "\n.\(heading)\n")?.upperBound, "\(heading)")
        let rest = page[start...]
        return rest[..<(rest.firstRange(of: "\n.S")?.lowerBound ?? rest.endIndex)]
    }

    /// Each binding, and each of its keys that is a single letter or sign, has its place in the section of
    /// its screen.
    @Test func everyKeyIsExplained() throws {
        func words(from heading: String, to next: String) throws -> Set<String> {
            let start = try #require(page.firstRange(of: ".SH \"\(heading)\"")?.upperBound)
            let end = try #require(page.firstRange(of: ".SH \(next)")?.lowerBound)
            return Set(page[start..<end].split { " \n\",\\".contains($0) }.map(String.init))
        }
        func check<Command>(_ bindings: [KeyBinding<Command>], _ words: Set<String>) {
            for binding in bindings {
                let names = binding.commands.map(\.key.name)
                #expect(
                    (names + [binding.name]).contains { words.contains($0) },
                    "\(binding.name) is missing")
                for name in names where name.count == 1 && Int(name) == nil {
                    #expect(words.contains(name), "\(name) is missing")
                }
            }
        }
        check(
            KeyBinding.drawing,
            try words(from: "THE DRAWING SCREEN", to: "\"THE HISTORY SCREEN\""))
        check(KeyBinding.history, try words(from: "THE HISTORY SCREEN", to: "CONFIGURATION"))
    }

    @Test func everyActionThatCanHaveAnotherKeyIsNamed() throws {
        let start = try #require(page.firstRange(of: "Its actions are")?.upperBound)
        let list = page[start...].prefix { $0 != "." }
        let words = Set(list.split { " ,\n".contains($0) }.map(String.init))
        for action in KeyMap.actions {
            #expect(words.contains(action.name), "\(action.name) is missing")
        }
    }

    @Test func everyCommandHasItsHeading() throws {
        let help = try Program.run(["--help"])
        let commands = help.lines.drop { $0 != "Commands:" }.dropFirst()
            .prefix { $0.hasPrefix("  ") }.compactMap { $0.split(separator: " ").first }
        #expect(commands.contains("draw"))
        for command in commands {
            #expect(page.contains("\n.SS \(command)\n"), "\(command) is missing")
        }
    }
}
