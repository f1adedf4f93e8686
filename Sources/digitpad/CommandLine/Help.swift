/// The help of a command, written from its own description.
enum Help {
    static func text(for command: Command, path: [String]) -> String {
        let name = (["digitpad"] + path).joined(separator: " ")
        var usage = "Usage: \(name)"
        if !command.subcommands.isEmpty { usage += path.isEmpty ? " [COMMAND]" : " COMMAND" }
        if !command.options.isEmpty { usage += " [OPTION…]" }
        if !command.operands.isEmpty { usage += " \(command.operands)" }

        var sections = [usage, command.summary]
        if !command.discussion.isEmpty { sections.append(command.discussion) }
        if !command.subcommands.isEmpty {
            let rows = command.subcommands.map { ($0.name, $0.summary) }
            sections.append("Commands:\n" + table(rows))
            sections.append("`\(name) COMMAND --help` says more about one of them.")
        }
        let options = command.options + [Option(name: "--help", help: "show this help")]
        let rows = options.map { option in
            (option.name + (option.value.map { " \($0)" } ?? ""), option.help)
        }
        sections.append("Options:\n" + table(rows))
        return sections.joined(separator: "\n\n")
    }

    private static func table(_ rows: [(String, String)]) -> String {
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { name, text in
            "  \(name.alignedLeft(in: width))  \(text)"
        }.joined(separator: "\n")
    }
}
