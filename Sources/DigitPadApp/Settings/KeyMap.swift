import Terminal

/// The keys of the drawing screen, as they are or as the person has changed them.
package struct KeyMap: Equatable, Sendable {
    /// What the help shows and the keys are decoded by.
    package private(set) var bindings = KeyBinding<DrawingCommand>.drawing

    /// The keys as they are without a configuration.
    package init() {}

    /// What can be given other keys, by the names of the configuration file.
    package static let actions: [(name: String, command: DrawingCommand)] = [
        ("left", .moveCursor(columns: -1, rows: 0)), ("right", .moveCursor(columns: 1, rows: 0)),
        ("up", .moveCursor(columns: 0, rows: -1)), ("down", .moveCursor(columns: 0, rows: 1)),
        ("draw_left", .drawTowards(columns: -1, rows: 0)),
        ("draw_right", .drawTowards(columns: 1, rows: 0)),
        ("draw_up", .drawTowards(columns: 0, rows: -1)),
        ("draw_down", .drawTowards(columns: 0, rows: 1)),
        ("nudge_left", .nudge(columns: -1, rows: 0)), ("nudge_right", .nudge(columns: 1, rows: 0)),
        ("nudge_up", .nudge(columns: 0, rows: -1)), ("nudge_down", .nudge(columns: 0, rows: 1)),
        ("pen", .togglePen), ("mark", .markOrLine), ("unmark", .removeMark),
        ("tool", .toggleTool), ("edge", .toggleEdge), ("smaller", .changePenSize(by: -1)),
        ("larger", .changePenSize(by: 1)), ("undo", .undo), ("redo", .redo),
        ("save_as_seen", .saveAsPredicted), ("not_a_digit", .saveAsNotADigit),
        ("keep", .saveUnlabelled), ("discard", .throwAway), ("inset", .nextInset), ("play", .play),
        ("crosshair", .toggleCrosshair), ("mouse", .toggleMouse), ("history", .showHistory),
        ("help", .showHelp), ("repaint", .repaint), ("suspend", .suspend), ("quit", .quit),
    ]

    /// The command of a key; nil where it has none.
    func command(for key: Key) -> DrawingCommand? {
        KeyBinding.command(for: key, in: bindings)
    }

    /// The keys of a command, the usual one first.
    func keys(for command: DrawingCommand) -> [Key] {
        bindings.flatMap(\.commands).filter { $0.command == command }.map(\.key)
    }

    /// Gives each of these actions other keys instead of those it had.
    ///
    /// - Parameter changes: names of ``actions`` with the names of keys, separated by blanks.
    package init(changes: [(action: String, keys: String)]) throws(KeyMapError) {
        var changed: [(command: DrawingCommand, keys: [Key], action: String)] = []
        for (action, text) in changes {
            guard let command = Self.actions.first(where: { $0.name == action })?.command else {
                throw .unknownAction(action)
            }
            var keys: [Key] = []
            for name in text.split(separator: " ") {
                guard let key = Key(named: String(name)) else {
                    throw .unknownKey(String(name), action: action)
                }
                keys.append(key)
            }
            guard !keys.isEmpty else { throw .noKey(action: action) }
            changed.append((command, keys, action))
        }
        for change in changed { assign(change.keys, to: change.command) }
        for change in changed {
            for key in change.keys {
                let others = bindings.flatMap { binding in
                    binding.commands.map { (key: $0.key, command: $0.command, binding.help) }
                }
                guard
                    let (_, other, help) = others.first(where: {
                        $0.key == key && $0.command != change.command
                    })
                else { continue }
                let name = Self.actions.first { $0.command == other }?.name
                throw .conflict(
                    key: key.name, action: change.action,
                    other: name ?? (other == .interrupt ? "interrupting" : "\"\(help)\""))
            }
        }
    }

    /// Takes the command's keys away and gives it these.
    private mutating func assign(_ keys: [Key], to command: DrawingCommand) {
        for index in bindings.indices {
            let binding = bindings[index]
            guard binding.commands.contains(where: { $0.command == command }) else { continue }
            let given = keys.map { KeyBinding.Assignment(key: $0, command: command) }
            // In their place, for the help names the meanings in the same order.
            let place = binding.commands.firstIndex { $0.command == command } ?? 0
            var assignments = binding.commands
            assignments.removeAll { $0.command == command }
            assignments.insert(contentsOf: given, at: place)
            bindings[index] = KeyBinding(
                name: assignments.map(\.key.name).joined(separator: " "), help: binding.help,
                assignments: assignments)
            return
        }
    }
}

/// Why the keys of a configuration cannot be used.
package enum KeyMapError: Error, Equatable, CustomStringConvertible {
    case unknownAction(String)
    case unknownKey(String, action: String)
    case noKey(action: String)
    case conflict(key: String, action: String, other: String)

    /// A sentence without its place.
    package var description: String {
        switch self {
        case .unknownAction(let action):
            "there is nothing called \"\(action)\" to give a key to"
        case .unknownKey(let key, let action):
            "\"\(key)\" for \(action) is no key; keys are written u, Space, Ctrl-R, Shift-Left"
        case .noKey(let action):
            "\(action) would have no key"
        case .conflict(let key, let action, let other):
            "the key \(key) would mean both \(action) and \(other)"
        }
    }
}
