import CNcurses
import Glibc

/// The terminal's output through ncurses, which knows each terminal's codes and writes only what
/// changed on the screen.
///
/// The one file that sees curses. ncurses keeps its state in globals, so a process has one screen at
/// a time, used from one thread.
final class CursesScreen {
    private let screen: OpaquePointer
    private let input: UnsafeMutablePointer<FILE>
    private let output: UnsafeMutablePointer<FILE>

    /// Colour pairs by their colours; nil where no colour is wanted or none can be had.
    private var palette: Palette?
    /// What ncurses has been told last; nil after a change of size.
    private var shown: Frame?

    /// What the terminal was taken for, where its own type is unknown here.
    let fallbackType: String?
    let colors: ColorDepth
    /// What a program that cannot call ncurses any more writes to leave the screen.
    let restoreSequence: String

    /// Prepares the terminal on the two descriptors; nothing shows before the first `draw`.
    init(
        type: String, input inputDescriptor: Int32, output outputDescriptor: Int32,
        environment: [String: String]
    ) throws(TerminalError) {
        input = try Self.stream(on: inputDescriptor, mode: "r")
        do {
            output = try Self.stream(on: outputDescriptor, mode: "w")
        } catch {
            fclose(input)
            throw error
        }

        let fallback = "xterm-256color"
        if let known = newterm(type, output, input) {
            screen = known
            fallbackType = nil
        } else if let other = newterm(fallback, output, input) {
            screen = other
            fallbackType = fallback
        } else {
            fclose(input)
            fclose(output)
            throw .noDescription(type: type)
        }
        guard digitpad_terminfo_string("cup") != nil else {
            endwin()
            delscreen(screen)
            fclose(input)
            fclose(output)
            throw .tooSimple(type: type)
        }

        colors = ColorDepth(
            terminfoColors: Int(tigetnum("colors")), isRGB: tigetflag("RGB") > 0,
            environment: environment)
        restoreSequence = Self.restoreSequence()

        // Keys and signals: every byte as it comes, Ctrl-C and Ctrl-Z too.
        raw()
        noecho()
        nonl()
        // Output must not wait for input that ncurses never reads.
        typeahead(-1)
        if colors != .none, start_color() == OK {
            palette = Palette(hasDefaultColors: use_default_colors() == OK)
        }
    }

    deinit {
        delscreen(screen)
        fclose(input)
        fclose(output)
    }

    /// A stream of its own for ncurses, so that closing it leaves the caller's descriptor open.
    private static func stream(
        on descriptor: Int32, mode: String
    ) throws(TerminalError) -> UnsafeMutablePointer<FILE> {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else {
            throw .system(call: "fcntl", reason: String(cString: strerror(errno)))
        }
        guard let stream = fdopen(copy, mode) else {
            close(copy)
            throw .system(call: "fdopen", reason: String(cString: strerror(errno)))
        }
        return stream
    }

    private static func capability(_ name: String) -> String? {
        digitpad_terminfo_string(name).map { ControlCodes.withoutDelays(String(cString: $0)) }
    }

    private static func restoreSequence() -> String {
        let plain = ["sgr0", "op", "cnorm"].compactMap(capability).joined()
        // A terminal without a second screen is left clear, not littered.
        return plain + (capability("rmcup") ?? capability("clear") ?? "")
    }

    /// The screen's size in cells as ncurses has it.
    var size: (width: Int, height: Int) {
        (Int(digitpad_columns()), Int(digitpad_lines()))
    }

    /// Follows the window to another size; what was shown must be drawn again.
    func resize(width: Int, height: Int) {
        resizeterm(Int32(clamping: height), Int32(clamping: width))
        shown = nil
    }

    /// Shows `frame`, from the top left corner, as far as the screen reaches.
    func draw(_ frame: Frame) {
        if let shown, shown.width == frame.width, shown.height == frame.height {
            put(frame) { column, row in shown[column, row] != frame[column, row] }
        } else {
            werase(digitpad_standard_screen())
            put(frame) { column, row in frame[column, row] != Cell() }
        }
        shown = frame
        placeCursor(of: frame)
        wrefresh(digitpad_standard_screen())
    }

    /// Draws the whole screen anew, whatever the terminal shows.
    func redraw() {
        forgetWhatIsShown()
        placeCursor(of: shown)
        wrefresh(digitpad_standard_screen())
    }

    /// Lets the next `draw` draw the whole screen anew.
    func forgetWhatIsShown() { clearok(digitpad_current_screen(), true) }

    /// Gives the screen and the terminal's modes back; the next `draw` or `redraw` takes them again.
    ///
    /// - Returns: what is to be written then: without a second screen the prompt comes upon what was in the
    ///   last line.
    func leave() -> String {
        endwin()
        return Self.capability("rmcup") == nil ? "\r" + (Self.capability("el") ?? "") : ""
    }

    private func put(_ frame: Frame, where differs: (_ column: Int, _ row: Int) -> Bool) {
        let (width, height) = size
        for row in 0..<min(frame.height, height) {
            for column in 0..<min(frame.width, width) where differs(column, row) {
                put(frame[column, row], column: column, row: row)
            }
        }
    }

    private func put(_ cell: Cell, column: Int, row: Int) {
        let style = cell.style
        var attributes: attr_t = 0
        if style.bold { attributes |= digitpad_attribute_bold() }
        if style.dim { attributes |= digitpad_attribute_dim() }
        if style.underline { attributes |= digitpad_attribute_underline() }
        if style.reverse { attributes |= digitpad_attribute_reverse() }
        let pair =
            palette?.pair(
                foreground: colors.number(of: style.foreground),
                background: colors.number(of: style.background)) ?? 0
        _ = digitpad_put(
            Int32(row), Int32(column), Self.wideCharacter(cell.glyph), attributes, pair)
    }

    /// The glyph as ncurses takes it; `?` for what the locale cannot show in one column.
    private static func wideCharacter(_ glyph: Character) -> wchar_t {
        let scalars = glyph.unicodeScalars
        guard let scalar = scalars.first, scalars.count == 1 else { return 0x3F }
        let value = wchar_t(scalar.value)
        return digitpad_width(value) == 1 ? value : 0x3F
    }

    private func placeCursor(of frame: Frame?) {
        let (width, height) = size
        if let frame, let position = frame.cursor, (0..<width).contains(position.column),
            (0..<height).contains(position.row)
        {
            wmove(digitpad_standard_screen(), Int32(position.row), Int32(position.column))
            curs_set(frame.showsCursor ? 1 : 0)
        } else {
            curs_set(0)
        }
    }
}

/// Colour pairs as ncurses numbers them, made when first asked for.
private struct Palette {
    private struct Colors: Hashable {
        let foreground: Int32
        let background: Int32
    }

    /// The colours that stand in where the terminal cannot go back to its own: white on black.
    private let defaults: Colors
    private var pairs: [Colors: Int32]

    init(hasDefaultColors: Bool) {
        defaults =
            hasDefaultColors
            ? Colors(foreground: -1, background: -1) : Colors(foreground: 7, background: 0)
        // Pair 0 is ncurses' own and always the default colours.
        pairs = [defaults: 0]
    }

    /// The pair of two colour numbers, -1 for the default; pair 0 when all pairs are in use.
    mutating func pair(foreground: Int32, background: Int32) -> Int32 {
        let colors = Colors(
            foreground: foreground < 0 ? defaults.foreground : foreground,
            background: background < 0 ? defaults.background : background)
        if let pair = pairs[colors] {
            return pair
        }
        let next = Int32(pairs.count)
        guard next < digitpad_color_pairs(),
            init_extended_pair(next, colors.foreground, colors.background) == OK
        else { return 0 }
        pairs[colors] = next
        return next
    }
}
