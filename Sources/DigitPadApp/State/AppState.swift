import PredictionHistory
import Terminal

/// Everything the program knows between two events; the views show nothing else.
package struct AppState: Equatable, Sendable {
    package enum Screen: Equatable, Sendable {
        case drawing
        case history
    }

    /// A picture beside the bars of the drawing screen.
    package enum Inset: Equatable, Sendable {
        /// What the network is shown.
        case modelInput
        /// The drawing before it is brought to the network's size and place.
        case fairCopy
        /// Which of that spoke for the digit seen.
        case reasons
    }

    /// Something to read over a whole screen.
    enum Overlay: Equatable, Sendable {
        /// The keys of the screen, page by page from 0.
        case help(page: Int)
        case statistics(HistoryStatistics)
    }

    package var screen = Screen.drawing
    package var drawing = DrawingState()
    package var history = HistoryState()
    /// What covers the screen until a key is pressed; nil for nothing.
    var overlay: Overlay?
    /// What the drawing screen shows beside the bars; nil for nothing.
    package var inset: Inset?
    /// Whether the cursor's column and row are drawn through the whole grid.
    package var showsCrosshair: Bool
    package var mouseIsOn: Bool
    /// A drawing that is being drawn again; nil while nothing plays.
    package var playback: Playback?
    /// The program showing itself; nil in its ordinary use.
    package var demonstration: Demonstration?
    package var message: Message?
    /// Why the program is about to end, while the drawing on the grid is being saved for it.
    package var leaving: ExitReason?
    /// Set once leaving failed to save: who quits again tries again, and leaves all the same.
    package var mayLeaveUnsaved = false

    package var window: WindowSize
    package let capabilities: TerminalCapabilities
    /// What the person has chosen.
    package let settings: Settings
    /// By which times are shown.
    package let clock: Timestamp.Clock
    /// Whether commands come as words and answers go as sentences, with no screen to see.
    let isLinear: Bool

    /// The page of the help that is shown, from 0; nil while none is.
    package var helpPage: Int? {
        guard case .help(let page) = overlay else { return nil }
        return page
    }

    /// Whether there is ink on the grid that no save has taken away.
    var leavesInkBehind: Bool { !drawing.canvas.isBlank }

    package init(
        window: WindowSize, capabilities: TerminalCapabilities, settings: Settings = Settings(),
        clock: Timestamp.Clock = .utc, isLinear: Bool = false
    ) {
        self.window = window
        self.settings = settings
        self.clock = clock
        self.isLinear = isLinear
        var capabilities = capabilities
        if settings.ascii { capabilities.unicode = false }
        self.capabilities = capabilities
        showsCrosshair = settings.crosshair
        mouseIsOn = settings.mouse
        drawing.brush.size = settings.penSize
    }
}

/// The size of the terminal's window in character cells.
package struct WindowSize: Equatable, Sendable {
    package var width: Int
    package var height: Int

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }
}

/// A line for the user: what happened and, where something went wrong, what to do.
package struct Message: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        case note
        case problem
    }

    package var kind: Kind
    package var text: String

    package static func note(_ text: String) -> Message { Message(kind: .note, text: text) }
    package static func problem(_ text: String) -> Message { Message(kind: .problem, text: text) }
}

/// Why the program ends.
package enum ExitReason: Equatable, Sendable {
    case quit
    case signal(TerminationSignal)
    case terminalClosed
}
