/// Reports of the mouse in pixels, for terminals that have them and say how large a cell is.
///
/// The terminal is asked, and asked again once it has been told to change: reports that come before
/// the second answer still count cells. A terminal without the mode says so or says nothing.
///
/// Source: xterm's ctlseqs.txt, "SGR-Pixels" and DECRQM.
struct PixelReports {
    /// The number of the mode in control sequences.
    static let mode = 1016

    /// A cell's size in pixels; nil where the terminal does not say it.
    private(set) var cell: (width: Int, height: Int)?
    private var state = State.off
    /// Whether the terminal has once confirmed the mode.
    private var isKnownToWork = false

    private enum State {
        case off
        /// Whether the terminal has the mode is not known yet.
        case asked
        /// The terminal was told to count pixels and has not said that it does.
        case switching
        case on
    }

    /// Takes over the window's size, in pixels and in cells.
    ///
    /// - Returns: what to write to the terminal.
    mutating func windowChanged(
        pixels: (width: Int, height: Int), cells: (width: Int, height: Int)
    ) -> String {
        // Rounded down, because xterm counts its border.
        let size = (width: pixels.width / cells.width, height: pixels.height / cells.height)
        cell = size.width > 0 && size.height > 0 ? size : nil
        guard cell == nil, state == .switching || state == .on else { return "" }
        state = .off
        return ControlCodes.pixelsOff
    }

    /// How many answers of the terminal may still come.
    private(set) var answersOwed = 0

    /// The question that begins it; nothing where pixels would be of no use.
    ///
    /// To be written where stray characters do no harm: some old terminals show its last letter.
    mutating func ask() -> String {
        guard cell != nil else { return "" }
        state = .asked
        answersOwed += 1
        return ControlCodes.pixelsQuestion
    }

    /// As ``ask()``, once the terminal has been seen to understand; else nothing.
    mutating func askAgain() -> String {
        isKnownToWork ? ask() : ""
    }

    /// Takes the terminal's answer.
    ///
    /// - Parameter status: 1 for set, 2 for reset; others mean that it cannot be changed.
    /// - Returns: what to write to the terminal.
    mutating func answered(status: Int) -> String {
        answersOwed = max(0, answersOwed - 1)
        switch (state, status) {
        case (.asked, 1), (.asked, 2):
            guard cell != nil else { break }
            state = .switching
            isKnownToWork = true
            answersOwed += 1
            return ControlCodes.pixelsOn + ControlCodes.pixelsQuestion
        case (.switching, 1):
            state = .on
            return ""
        default:
            break
        }
        state = .off
        return ""
    }

    /// The terminal has been told to report nothing.
    mutating func stop() {
        state = .off
    }

    /// The event with its place in cells.
    func located(_ event: MouseEvent) -> MouseEvent {
        guard state == .on, let cell else { return event }
        var located = event
        located.position = MousePosition(
            column: event.position.cell.column / cell.width,
            row: event.position.cell.row / cell.height,
            fraction: CellFraction(
                x: (Double(event.position.cell.column % cell.width) + 0.5) / Double(cell.width),
                y: (Double(event.position.cell.row % cell.height) + 0.5) / Double(cell.height)))
        return located
    }
}
