import Terminal

/// Keys by the names that the help and the configuration file use.
extension Key {
    private static let named: [(name: String, key: Key)] =
        [
            ("Space", .character(" ")), ("Enter", .enter), ("Tab", .tab), ("Shift-Tab", .backTab),
            ("Esc", .escape), ("Backspace", .backspace), ("Delete", .delete), ("Home", .home),
            ("End", .end), ("PgUp", .pageUp), ("PgDn", .pageDown),
        ] + (1...12).map { ("F\($0)", .function($0)) }

    private static let directions: [(name: String, direction: Direction)] = [
        ("Left", .left), ("Right", .right), ("Up", .up), ("Down", .down),
    ]

    /// The key of a name such as `u`, `Space`, `Ctrl-R` or `Shift-Left`; nil for no key.
    package init?(named name: String) {
        if let match = Self.named.first(where: { $0.name == name }) {
            self = match.key
            return
        }
        let parts = name.split(separator: "-", maxSplits: 1).map(String.init)
        let last = parts.count == 2 ? parts[1] : name
        let direction = Self.directions.first { $0.name == last }?.direction
        switch (parts.count == 2 ? parts[0] : "", direction) {
        case ("", let direction?): self = .arrow(direction)
        case ("Shift", let direction?): self = .shift(direction)
        case ("Ctrl", let direction?): self = .controlArrow(direction)
        case ("Alt", let direction?): self = .altArrow(direction)
        case ("Ctrl", nil) where last.count == 1 && last.first?.isASCIILetter == true:
            // To a terminal these are the same.
            let same: [String: Key] = ["h": .backspace, "i": .tab, "j": .enter, "m": .enter]
            self = same[last.lowercased()] ?? .control(Character(last.lowercased()))
        case ("Alt", nil):
            // With these two a terminal begins the sequences of its other keys.
            guard let character = Self.typed(last), !"[O".contains(character) else { return nil }
            self = .alt(character)
        default:
            guard let character = Self.typed(name) else { return nil }
            self = .character(character)
        }
    }

    /// A character that one key types and one cell of the screen shows; nil for other texts.
    private static func typed(_ text: String) -> Character? {
        guard let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1,
            // From here on characters may be two cells wide.
            scalar.value < 0x1100, scalar != " "
        else { return nil }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .nonspacingMark,
            .enclosingMark, .spacingMark, .spaceSeparator, .lineSeparator, .paragraphSeparator:
            return nil
        default:
            return Character(scalar)
        }
    }

    /// The name that makes this key again.
    package var name: String {
        if let match = Self.named.first(where: { $0.key == self }) { return match.name }
        func arrow(_ held: String, _ direction: Direction) -> String {
            held + (Self.directions.first { $0.direction == direction }?.name ?? "")
        }
        switch self {
        case .character(let character): return String(character)
        case .control(let character): return "Ctrl-\(character.uppercased())"
        case .alt(let character): return "Alt-\(character)"
        case .arrow(let direction): return arrow("", direction)
        case .shift(let direction): return arrow("Shift-", direction)
        case .controlArrow(let direction): return arrow("Ctrl-", direction)
        case .altArrow(let direction): return arrow("Alt-", direction)
        default: return ""
        }
    }
}

extension Character {
    /// Whether a terminal knows this key together with Ctrl.
    fileprivate var isASCIILetter: Bool { isASCII && isLetter }
}
