/// Why a terminal cannot be used.
package enum TerminalError: Error, Equatable, CustomStringConvertible {
    /// Standard input or output is a file, a pipe or nothing.
    case notATerminal(stream: String)
    /// The terminal cannot place its cursor.
    case tooSimple(type: String)
    /// The system describes neither the terminal nor the one it falls back to.
    case noDescription(type: String)
    /// The system refused something that the session needs.
    case system(call: String, reason: String)

    /// One sentence for the person, with what to do.
    package var description: String {
        switch self {
        case .notATerminal(let stream):
            "\(stream) is not a terminal: run the program in a terminal window, without redirection."
        case .tooSimple(let type):
            "The terminal type \"\(type)\" cannot place a cursor: set TERM to your terminal's type."
        case .noDescription(let type):
            "The system has no description of the terminal type \"\(type)\": install ncurses-base."
        case .system(let call, let reason):
            "The terminal could not be set up: \(call): \(reason)."
        }
    }
}
