/// The eight colours every colour terminal has, and their bright variants.
///
/// The raw value is the colour's number in terminfo.
package enum ANSIColor: UInt8, CaseIterable, Sendable {
    case black, red, green, yellow, blue, magenta, cyan, white
    case brightBlack, brightRed, brightGreen, brightYellow
    case brightBlue, brightMagenta, brightCyan, brightWhite
}

/// A colour as a view asks for it; the terminal shows the nearest it has.
package enum Color: Hashable, Sendable {
    /// The colour that the person chose for their terminal.
    case `default`
    case named(ANSIColor)
    /// 0 is black, 255 is white.
    case grey(UInt8)
}

/// How a cell looks besides its glyph.
package struct Style: Hashable, Sendable {
    /// The glyph's colour.
    package var foreground: Color
    /// The ground's colour.
    package var background: Color
    /// Attributes; a terminal that lacks one leaves it out.
    package var bold: Bool
    package var dim: Bool
    package var underline: Bool
    package var reverse: Bool

    /// A style that differs from the plain one only in what is given.
    package init(
        foreground: Color = .default, background: Color = .default,
        bold: Bool = false, dim: Bool = false, underline: Bool = false, reverse: Bool = false
    ) {
        self.foreground = foreground
        self.background = background
        self.bold = bold
        self.dim = dim
        self.underline = underline
        self.reverse = reverse
    }

    /// The terminal's own colours and nothing else.
    package static let plain = Style()
}
