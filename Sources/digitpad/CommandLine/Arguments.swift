/// The words after a command's name, sorted into options and operands.
struct Arguments {
    /// The words that are neither options nor their values.
    private(set) var operands: [String] = []
    private var values: [String: String] = [:]
    private var flags: Set<String> = []

    /// Sorts the words by the command's options; `--` ends the options, `-` is an operand.
    init(_ words: [String], for command: Command) throws(UsageError) {
        let options = command.options
        var words = words[...]
        while let word = words.popFirst() {
            if word == "--" {
                operands += words
                break
            }
            guard word.hasPrefix("-"), word != "-" else {
                operands.append(word)
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            guard let option = options.first(where: { $0.name == name }) else {
                throw UsageError(description: "\(command.name) has no option \(name)")
            }
            if option.value == nil {
                guard parts.count == 1 else {
                    throw UsageError(description: "\(name) takes no value")
                }
                flags.insert(name)
            } else if let value = parts.count == 2 ? String(parts[1]) : words.popFirst(),
                !value.isEmpty
            {
                values[name] = try option.checked(value)
            } else {
                throw UsageError(description: "\(name) needs a value")
            }
        }
        // A variable of the shell that is not set, mostly; no file is called so.
        guard !operands.contains("") else { throw UsageError(description: "an argument is empty") }
    }

    /// Whether the flag was given.
    func has(_ flag: String) -> Bool { flags.contains(flag) }

    /// Whether the option or flag was given.
    func isGiven(_ name: String) -> Bool { has(name) || values[name] != nil }

    /// The option's value; nil when it was not given.
    subscript(option: String) -> String? { values[option] }

    /// The option's value, which must be there.
    func required(_ option: String) throws(UsageError) -> String {
        guard let value = values[option] else {
            throw UsageError(description: "\(option) is missing")
        }
        return value
    }

    /// The option's value as a number in `range`; nil when it was not given.
    func number(
        _ option: String, in range: ClosedRange<Int>
    ) throws(UsageError) -> Int? {
        guard let text = values[option] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            let limits =
                range.upperBound == .max
                ? "of \(range.lowerBound) or more"
                : "from \(range.lowerBound) to \(range.upperBound)"
            throw UsageError(
                description: "\(option) needs a number \(limits), not \"\(text)\"")
        }
        return number
    }

    /// The operands, of which there must be as many as names.
    func operands(named names: String...) throws(UsageError) -> [String] {
        guard operands.count == names.count else {
            let needed = names.isEmpty ? "no argument" : names.joined(separator: " ")
            throw UsageError(
                description: operands.count < names.count
                    ? "\(names[operands.count]) is missing"
                    : "\"\(operands[names.count])\" is too much: it takes \(needed)")
        }
        return operands
    }
}

extension Option {
    /// A value that it takes; one of few may have blanks, as it is shown elsewhere, for hyphens.
    fileprivate func checked(_ value: String) throws(UsageError) -> String {
        guard !choices.isEmpty else { return value }
        guard let choice = [value, value.replacing(" ", with: "-")].first(where: choices.contains)
        else {
            throw UsageError(
                description:
                    "\(name) is one of \(choices.joined(separator: ", ")), not \"\(value)\"")
        }
        return choice
    }
}
