import Terminal

/// The keys of both screens, as they are or as the person has changed them.
package struct KeyMap: Equatable, Sendable {
    /// Those of the drawing screen.
    package private(set) var drawing = KeyTable(KeyBinding<DrawingCommand>.drawing)
    /// Those of the history screen.
    package private(set) var history = KeyTable(KeyBinding<HistoryCommand>.history)

    /// The keys as they are without a configuration.
    package init() {}

    /// Something that can be given other keys: what it is on each screen, nil where it is nothing.
    package struct Action: Sendable {
        /// As the configuration file names it.
        package let name: String
        package let drawing: DrawingCommand?
        package let history: HistoryCommand?

        fileprivate init(
            _ name: String, _ drawing: DrawingCommand? = nil, history: HistoryCommand? = nil
        ) {
            self.name = name
            self.drawing = drawing
            self.history = history ?? drawing?.app.map(HistoryCommand.app)
        }
    }

    /// Everything that can be given other keys.
    package static let actions: [Action] = [
        Action(
            "left", .moveCursor(columns: -1, rows: 0),
            history: .moveSelection(columns: -1, rows: 0)),
        Action(
            "right", .moveCursor(columns: 1, rows: 0),
            history: .moveSelection(columns: 1, rows: 0)),
        Action(
            "up", .moveCursor(columns: 0, rows: -1),
            history: .moveSelection(columns: 0, rows: -1)),
        Action(
            "down", .moveCursor(columns: 0, rows: 1),
            history: .moveSelection(columns: 0, rows: 1)),
        Action("draw_left", .drawTowards(columns: -1, rows: 0)),
        Action("draw_right", .drawTowards(columns: 1, rows: 0)),
        Action("draw_up", .drawTowards(columns: 0, rows: -1)),
        Action("draw_down", .drawTowards(columns: 0, rows: 1)),
        Action("nudge_left", .nudge(columns: -1, rows: 0)),
        Action("nudge_right", .nudge(columns: 1, rows: 0)),
        Action("nudge_up", .nudge(columns: 0, rows: -1)),
        Action("nudge_down", .nudge(columns: 0, rows: 1)),
        Action("pen", .togglePen), Action("step_back", .stepBack), Action("mark", .markOrLine),
        Action("unmark", .removeMark),
        Action("tool", .toggleTool), Action("edge", .toggleEdge),
        Action("smaller", .changePenSize(by: -1)), Action("larger", .changePenSize(by: 1)),
        Action("save_as_seen", .saveAsPredicted), Action("discard", .throwAway),
        Action("inset", .nextInset), Action("crosshair", .toggleCrosshair),
        Action("mouse", .toggleMouse),
        Action("not_a_digit", .saveAsNotADigit, history: .relabelAsNotADigit),
        Action("keep", .saveUnlabelled, history: .removeLabel),
        Action("large", history: .toggleOpen), Action("delete", history: .delete),
        Action("wrong", history: .toggleWrongOnly),
        Action("by_label", history: .filterByLabel),
        Action("statistics", history: .showStatistics), Action("back", history: .back),
        Action("undo", .undo, history: .undo), Action("redo", .redo, history: .redo),
        Action("play", .play, history: .play),
        Action("history", .showHistory, history: .showDrawing),
        Action("help", .app(.showHelp)), Action("repaint", .app(.repaint)),
        Action("suspend", .app(.suspend)), Action("quit", .app(.quit)),
    ]

    /// Gives each of these actions other keys instead of those it had.
    ///
    /// - Parameter changes: names of ``actions`` with the names of keys, separated by blanks.
    package init(changes: [(action: String, keys: String)]) throws(KeyMapError) {
        var changed: [(action: Action, keys: [Key])] = []
        for (name, text) in changes {
            guard let action = Self.actions.first(where: { $0.name == name }) else {
                throw .unknownAction(name)
            }
            var keys: [Key] = []
            for keyName in text.split(separator: " ") {
                guard let key = Key(named: String(keyName)) else {
                    throw .unknownKey(String(keyName), action: name)
                }
                keys.append(key)
            }
            guard !keys.isEmpty else { throw .noKey(action: name) }
            changed.append((action, keys))
        }
        for (action, keys) in changed {
            if let command = action.drawing { drawing.assign(keys, to: command) }
            if let command = action.history { history.assign(keys, to: command) }
        }
        // Only together do they show whether a key is free.
        for (action, keys) in changed {
            for key in keys {
                guard let other = otherMeaning(of: key, than: action) else { continue }
                throw .conflict(key: key.name, action: action.name, other: other)
            }
        }
    }

    /// What else than the action a key would mean on one of the screens; nil for nothing.
    private func otherMeaning(of key: Key, than action: Action) -> String? {
        otherMeaning(of: key, than: action, in: drawing, \.drawing)
            ?? otherMeaning(of: key, than: action, in: history, \.history)
    }

    private func otherMeaning<Command: ScreenCommand>(
        of key: Key, than action: Action, in table: KeyTable<Command>,
        _ command: KeyPath<Action, Command?>
    ) -> String? {
        guard let own = action[keyPath: command],
            let (other, help) = table.otherMeaning(of: key, than: own)
        else { return nil }
        if other.app == .interrupt { return "interrupting" }
        return Self.actions.first { $0[keyPath: command] == other }?.name ?? "\"\(help)\""
    }
}

/// Why the keys of a configuration cannot be used.
package enum KeyMapError: Error, Equatable, CustomStringConvertible {
    case unknownAction(String)
    case unknownKey(String, action: String)
    case noKey(action: String)
    case conflict(key: String, action: String, other: String)

    /// The one whose keys are wrong.
    var action: String {
        switch self {
        case .unknownAction(let action), .unknownKey(_, let action), .noKey(let action),
            .conflict(_, let action, _):
            action
        }
    }

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
