import Terminal

/// The colours of the screen.
///
/// Each of them stands beside something else that says the same (a word, a bracket, a place), for
/// those who see no colour or whose terminal has none.
package struct Theme: Equatable, Sendable {
    /// How the configuration names it.
    package let name: String
    /// The digit seen and its bar.
    let accent: Color
    /// The cell under the cursor, with the pen up and down.
    let cursorUp, cursorDown: Color
    /// The cell from which the next straight line starts.
    let mark: Color
    /// Messages about what went wrong.
    let problem: Color
    /// How ink from 0 to 255 is shown.
    let ink: Ink

    /// The crosshair's grey where there is no ink; seen where the terminal has greys or shades.
    static let crosshair: UInt8 = 64

    enum Ink: Equatable, Sendable {
        case whiteOnBlack
        case blackOnWhite
        /// White on black without greys.
        case twoTone
    }

    /// The colour that shows so much ink, in a cell on the crosshair or elsewhere.
    func color(ofInk ink: UInt8, isOnCrosshair: Bool) -> Color {
        switch self.ink {
        case .whiteOnBlack: return .grey(ink)
        case .blackOnWhite: return .grey(255 - ink)
        case .twoTone:
            if ink >= 96 { return .grey(255) }
            return isOnCrosshair ? .named(.green) : .grey(0)
        }
    }

    /// White ink on black, beside it colours that a white window shows too: it is the theme of those who have
    /// chosen none.
    package static let dark = Theme(
        name: "dark", accent: .named(.green), cursorUp: .named(.cyan),
        cursorDown: .named(.brightYellow), mark: .named(.brightMagenta),
        problem: .named(.brightRed), ink: .whiteOnBlack)
    /// Black ink on white, with colours that are dark enough for a light ground.
    package static let light = Theme(
        name: "light", accent: .named(.green), cursorUp: .named(.blue), cursorDown: .named(.red),
        mark: .named(.magenta), problem: .named(.red), ink: .blackOnWhite)
    /// No greys, and the brightest colours.
    package static let highContrast = Theme(
        name: "high-contrast", accent: .named(.brightYellow), cursorUp: .named(.brightCyan),
        cursorDown: .named(.brightYellow), mark: .named(.brightMagenta),
        problem: .named(.brightYellow), ink: .twoTone)
    /// Blue and yellow, which nearly everybody tells apart, in place of green and red.
    package static let colorBlind = Theme(
        name: "colour-blind", accent: .named(.brightBlue), cursorUp: .named(.brightBlue),
        cursorDown: .named(.brightYellow), mark: .named(.cyan),
        problem: .named(.brightYellow), ink: .whiteOnBlack)

    /// Those to choose from.
    package static let all = [dark, light, highContrast, colorBlind]
}
