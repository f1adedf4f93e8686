// The configuration file is the part of TOML that settings need: `key = value` with a string, a
// number or a boolean, comments, and a table `[keys]`. Source: https://toml.io.

extension Settings {
    private static let keysTable = "keys"

    /// Reads a configuration file's text; what it does not set stays standard.
    package init(configuration text: String) throws(SettingsFileError) {
        self.init()
        var table = ""
        var seen: Set<String> = []
        var changes: [(action: String, keys: String)] = []
        var lines: [String: Int] = [:]
        // "\r\n" is one character, and a newline; some editors begin a file with a mark of its encoding.
        for (index, line) in text.drop(while: { $0 == "\u{FEFF}" }).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        )
        .enumerated() {
            func fail(_ reason: String) -> SettingsFileError {
                SettingsFileError(line: index + 1, reason: reason)
            }
            switch ConfigurationLine(line) {
            case .blank:
                break
            case .table(let name):
                guard name == Self.keysTable else {
                    throw fail("there is no table [\(name)]; only [\(Self.keysTable)]")
                }
                table = name
            case .pair(let key, nil):
                throw fail(
                    "the value of \(key) cannot be read: write a text in quotes, a number, true or false"
                )
            case .pair(let key, let value?):
                guard seen.insert("\(table).\(key)").inserted else {
                    throw fail("\(key) is set twice")
                }
                if table == Self.keysTable {
                    changes.append((key, value))
                    lines[key] = index + 1
                } else {
                    try set(key, value, fail)
                }
            case nil:
                throw fail("this is neither key = value nor [keys]")
            }
        }
        // Only together do they show whether a key was freed by another line.
        do throws(KeyMapError) {
            keys = try KeyMap(changes: changes)
        } catch {
            throw SettingsFileError(line: lines[error.action], reason: error.description)
        }
    }

    private mutating func set(
        _ key: String, _ value: String, _ fail: (String) -> SettingsFileError
    ) throws(SettingsFileError) {
        guard let entry = Self.entries.first(where: { $0.name == key }) else {
            throw fail("there is no setting \(key)")
        }
        guard entry.set(value, &self) else {
            throw fail("\(key) is \(entry.range), not \"\(value)\"")
        }
    }
}

/// Why a configuration file cannot be used.
package struct SettingsFileError: Error, Equatable, CustomStringConvertible {
    /// The line, from 1; nil where it is not one line's fault.
    package let line: Int?
    package let reason: String

    /// A sentence without the file's name.
    package var description: String { (line.map { "line \($0): " } ?? "") + reason }
}

/// What a line says.
private enum ConfigurationLine {
    case blank
    case table(String)
    /// The value is nil where it has no form that is understood here.
    case pair(key: String, value: String?)

    /// Nil where it says nothing that is understood here.
    init?(_ line: Substring) {
        let text = line.trimmed
        if text.isEmpty || text.hasPrefix("#") {
            self = .blank
        } else if text.hasPrefix("[") {
            let (name, rest) = text.dropFirst().split(before: "]")
            guard let rest, rest.dropFirst().trimmed.isComment else { return nil }
            self = .table(String(name.trimmed))
        } else {
            let (key, rest) = text.split(before: "=")
            guard let rest, !key.trimmed.isEmpty else { return nil }
            self = .pair(key: String(key.trimmed), value: Self.value(rest.dropFirst().trimmed))
        }
    }

    /// A string in quotes, or a bare number or boolean, with nothing but a comment after it.
    private static func value(_ text: Substring) -> String? {
        guard let quote = text.first, quote == "\"" || quote == "'" else {
            let (bare, _) = text.split(before: "#")
            let word = String(bare.trimmed)
            return Double(word) != nil || Bool(word) != nil ? word : nil
        }
        var result = ""
        var rest = text.dropFirst()
        while let character = rest.popFirst() {
            if character == quote { return rest.trimmed.isComment ? result : nil }
            if character == "\\", quote == "\"" {
                guard let escaped = rest.popFirst(), escaped == "\"" || escaped == "\\" else {
                    return nil
                }
                result.append(escaped)
            } else {
                result.append(character)
            }
        }
        return nil
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = self
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    fileprivate var isComment: Bool { isEmpty || hasPrefix("#") }

    /// What stands before the first such character, and the rest from it on; nil without one.
    fileprivate func split(before character: Character) -> (Substring, Substring?) {
        guard let index = firstIndex(of: character) else { return (self, nil) }
        return (self[..<index], self[index...])
    }
}
