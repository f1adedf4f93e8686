import Glibc

/// What happens at a terminal.
package enum TerminalEvent: Equatable, Sendable {
    case input(InputEvent)
    /// The window has another size, in cells.
    case resized(width: Int, height: Int)
    /// Someone outside asks the program to end.
    case signal(TerminationSignal)
    /// The program was stopped and runs again; the screen has been redrawn.
    case resumed
    /// The terminal is gone: the program must end, for this is all that will ever come again.
    case closed
}

/// A signal that ends a program.
package enum TerminationSignal: Equatable, CaseIterable, Sendable {
    case interrupt
    case terminate
    case hangup
    case quit
    case alarm
    case powerFailure
    case user1
    case user2

    /// The system's number of the signal.
    package var number: Int32 {
        switch self {
        case .interrupt: SIGINT
        case .terminate: SIGTERM
        case .hangup: SIGHUP
        case .quit: SIGQUIT
        case .alarm: SIGALRM
        case .powerFailure: SIGPWR
        case .user1: SIGUSR1
        case .user2: SIGUSR2
        }
    }

    package init?(number: Int32) {
        guard let signal = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = signal
    }
}
