import Terminal

/// How a view shows things: what the terminal can, and what the person likes.
struct Look {
    let capabilities: TerminalCapabilities
    let theme: Theme

    var unicode: Bool { capabilities.unicode }
    var greys: Bool { capabilities.greys }
    var hasColors: Bool { capabilities.colors != .none }

    /// The colour, where there are colours.
    func color(_ color: Color) -> Color { hasColors ? color : .default }
}

extension AppState {
    var look: Look { Look(capabilities: capabilities, theme: settings.theme) }
}
