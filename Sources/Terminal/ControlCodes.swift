/// The control sequences that the session writes itself, because terminfo does not have them or
/// ncurses does less with them than is needed.
enum ControlCodes {
    /// Reports of buttons and of motion while one is held, in the coding without a column limit.
    static let mouseOn = "\u{1B}[?1002h\u{1B}[?1006h"
    /// Everything that reports the mouse, codings first, whoever switched it on.
    static let mouseOff =
        "\u{1B}[?1016l\u{1B}[?1006l\u{1B}[?1003l\u{1B}[?1002l\u{1B}[?1000l"
    /// Whether the terminal can report the mouse in pixels, and the switch.
    static let pixelsQuestion = "\u{1B}[?\(PixelReports.mode)$p"
    static let pixelsOn = "\u{1B}[?\(PixelReports.mode)h"
    static let pixelsOff = "\u{1B}[?\(PixelReports.mode)l"
    /// Marks around pasted text, so that a digit in it is not taken for a key.
    static let pasteMarksOn = "\u{1B}[?2004h"
    static let pasteMarksOff = "\u{1B}[?2004l"

    /// A terminfo string without its `$<…>` delays, which only hardware of long ago waits for.
    static func withoutDelays(_ capability: String) -> String {
        var pieces = capability[...]
        var result = ""
        while let start = pieces.firstIndex(of: "$") {
            guard pieces[start...].hasPrefix("$<"),
                let end = pieces[start...].firstIndex(of: ">")
            else { break }
            result += pieces[..<start]
            pieces = pieces[pieces.index(after: end)...]
        }
        return result + pieces
    }
}
