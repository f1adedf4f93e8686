/// What a terminal can show, so that a view chooses its shades.
package struct TerminalCapabilities: Equatable, Sendable {
    /// How many colours it has, none where the person wants none.
    package var colors: ColorDepth
    /// Whether characters beyond ASCII arrive on the screen.
    package var unicode: Bool

    /// A terminal as a test describes it, or a session found it.
    package init(colors: ColorDepth, unicode: Bool) {
        self.colors = colors
        self.unicode = unicode
    }

    /// Whether a cell can take many levels of grey; else a view draws with shades or letters.
    package var greys: Bool {
        colors == .xterm256 || colors == .direct
    }
}

/// How many colours a terminal has.
package enum ColorDepth: Equatable, Sendable {
    case none
    /// The eight base colours.
    case ansi8
    /// The base colours and their bright variants.
    case ansi16
    /// xterm's palette of 256, of which 24 are greys.
    case xterm256
    /// A colour number is a 24-bit RGB value.
    case direct

    /// From terminfo's `colors` and `RGB`, and from the environment: a `NO_COLOR` that is not empty
    /// forbids colour.
    package init(terminfoColors: Int, isRGB: Bool, environment: [String: String]) {
        if environment["NO_COLOR"].map({ !$0.isEmpty }) ?? false {
            self = .none
            return
        }
        switch terminfoColors {
        case ..<8: self = .none
        case ..<16: self = .ansi8
        case ..<256: self = .ansi16
        case (1 << 24)... where isRGB: self = .direct
        default: self = .xterm256
        }
    }

    /// The terminfo number of the nearest colour that the terminal has; -1 is the terminal's own.
    package func number(of color: Color) -> Int32 {
        switch color {
        case .default: -1
        case .named(let name): number(of: name)
        case .grey(let level): number(ofGrey: level)
        }
    }

    private func number(of name: ANSIColor) -> Int32 {
        switch self {
        case .none:
            -1
        case .ansi8:
            // The base colour of bright black is invisible on a black ground.
            name == .brightBlack
                ? Int32(ANSIColor.white.rawValue) : Int32(name.rawValue % 8)
        case .ansi16, .xterm256:
            Int32(name.rawValue)
        case .direct:
            // Only the numbers 0…7 name colours here, the others are RGB.
            name.rawValue < 8 ? Int32(name.rawValue) : Self.brightRGB[Int(name.rawValue) - 8]
        }
    }

    /// xterm's default values of the bright colours.
    private static let brightRGB: [Int32] = [
        0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
    ]

    private func number(ofGrey level: UInt8) -> Int32 {
        let level = Int32(level)
        switch self {
        case .none: return -1
        case .ansi8: return Self.nearest(to: level, among: [(0, 0), (7, 229)])
        case .ansi16:
            return Self.nearest(to: level, among: [(0, 0), (8, 127), (7, 229), (15, 255)])
        case .xterm256: return Self.nearest(to: level, among: Self.xtermGreys)
        case .direct: return level * 0x010101
        }
    }

    /// The grey ramp 232…255 is 8, 18, … 238; the colour cube has the black and the white.
    private static let xtermGreys: [(number: Int32, level: Int32)] =
        [(16, 0)] + (0..<24).map { (232 + $0, 8 + 10 * $0) } + [(231, 255)]

    private static func nearest(
        to level: Int32, among greys: [(number: Int32, level: Int32)]
    ) -> Int32 {
        greys.min { abs($0.level - level) < abs($1.level - level) }?.number ?? -1
    }
}
