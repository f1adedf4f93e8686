import Terminal

/// The keys of a screen: from this table they are decoded and the help is written.
package struct KeyTable<Command: Equatable & Sendable>: Equatable, Sendable {
    package private(set) var bindings: [KeyBinding<Command>]

    init(_ bindings: [KeyBinding<Command>]) {
        self.bindings = bindings
    }

    /// The command of a key; nil where it has none.
    func command(for key: Key) -> Command? {
        bindings.lazy.flatMap(\.commands).first { $0.key == key }?.command
    }

    /// The name of a command's usual key; nil where it has none.
    func keyName(for command: Command) -> String? {
        bindings.lazy.flatMap(\.commands).first { $0.command == command }?.key.name
    }

    /// What else than the command a key would mean, and how the help says it; nil for nothing.
    func otherMeaning(of key: Key, than command: Command) -> (command: Command, help: String)? {
        for binding in bindings {
            for assignment in binding.commands
            where assignment.key == key && assignment.command != command {
                return (assignment.command, binding.help)
            }
        }
        return nil
    }

    /// Takes the command's keys away and gives it these.
    mutating func assign(_ keys: [Key], to command: Command) {
        for index in bindings.indices {
            let binding = bindings[index]
            guard let place = binding.commands.firstIndex(where: { $0.command == command })
            else { continue }
            var assignments = binding.commands
            assignments.removeAll { $0.command == command }
            // In their place, for the help names the meanings in the same order.
            assignments.insert(
                contentsOf: keys.map { KeyBinding.Assignment(key: $0, command: command) },
                at: place)
            bindings[index] = KeyBinding(
                name: assignments.map(\.key.name).joined(separator: " "), help: binding.help,
                assignments: assignments)
            return
        }
    }
}
