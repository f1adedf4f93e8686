import Terminal

/// How a view shows things: what the terminal can, and what the person likes.
struct Look {
    let capabilities: TerminalCapabilities
    let theme: Theme

    var unicode: Bool { capabilities.unicode }
    var greys: Bool { capabilities.greys }
    var hasColors: Bool { capabilities.colors != .none }

    /// For what only helps: dim, but where everything is to be seen well.
    var aside: Style { Style(dim: theme.ink != .twoTone) }

    /// The colour, where there are colours.
    func color(_ color: Color) -> Color { hasColors ? color : .default }
}

extension AppState {
    var look: Look { Look(capabilities: capabilities, theme: settings.theme) }
}
