extension Command {
    /// Prints a script for a shell.
    static var completions: Command {
        let shells = Completions.Shell.allCases.map(\.rawValue).joined(separator: ", ")
        return Command(
            name: "completions",
            summary: "Print the script by which a shell completes these commands.",
            operands: "SHELL", operandChoices: Completions.Shell.allCases.map(\.rawValue),
            discussion: "SHELL is one of \(shells). `make install` puts all three in their places.",
            run: { arguments in
                let name = try arguments.operands(named: "SHELL")[0]
                guard let shell = Completions.Shell(rawValue: name) else {
                    throw UsageError(description: "SHELL is one of \(shells), not \"\(name)\"")
                }
                let script = Completions.script(for: shell, root: CommandLineTool.root)
                try write(script, to: 1)
                return .done
            })
    }
}
