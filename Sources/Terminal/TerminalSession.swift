import CTerminalRestore
import Glibc

/// A program's time at the terminal: takes it, shows frames, hears events, and gives it back as it
/// was found.
///
/// A process has one session at a time, used from the main thread. Whatever ends the program — `end`, a
/// signal, a crash, an exit — the terminal's modes, screen, cursor, colours and mouse are restored.
package final class TerminalSession {
    /// A sentence for the person about something unusual at the start; nil when all is well.
    package let notice: String?
    /// What the terminal can show.
    package let capabilities: TerminalCapabilities
    /// The window's size in cells.
    package private(set) var size: (width: Int, height: Int)

    private let input: Int32
    private let output: Int32
    private let screen: CursesScreen
    private let signals: SignalRelay
    private let foundModes: termios
    private var decoder = InputDecoder()
    private var reportsMouse = true
    private let wantsPixels: Bool
    private var pixels = PixelReports()
    /// Until when the terminal's answer to the last question is waited for.
    private var answerDeadline = ContinuousClock.now
    /// When an ESC that has come alone is the key.
    private var escapeDeadline: ContinuousClock.Instant?
    private var state = State.active

    private enum State {
        case active
        /// The shell has the terminal until the program is continued.
        case suspended
        case ended
    }

    /// How long an ESC may be alone before it is the Escape key; sequences have been seen to arrive
    /// with gaps of 40 ms.
    private static let escapeTimeout = Duration.milliseconds(50)
    private static let answerTimeout = Duration.milliseconds(500)

    /// Takes the terminal on standard input and output.
    ///
    /// - Parameter pixelMouse: whether the mouse is reported in pixels where the terminal can.
    package convenience init(pixelMouse: Bool = true) throws(TerminalError) {
        try self.init(
            input: STDIN_FILENO, output: STDOUT_FILENO, environment: Self.environment(),
            pixelMouse: pixelMouse)
    }

    /// Takes the terminal on two descriptors, which stay the caller's to close.
    ///
    /// - Parameter environment: the variables that matter here: `TERM`, `NO_COLOR` and those that
    ///   name the locale.
    package init(
        input: Int32, output: Int32, environment: [String: String], pixelMouse: Bool = true
    ) throws(TerminalError) {
        guard isatty(input) == 1 else { throw .notATerminal(stream: "Standard input") }
        var modes = termios()
        guard isatty(output) == 1, tcgetattr(output, &modes) == 0 else {
            throw .notATerminal(stream: "Standard output")
        }
        foundModes = modes
        self.input = input
        self.output = output
        wantsPixels = pixelMouse

        let isUnicode = CharacterSet.adopt(from: environment)
        // Before ncurses, which leaves signals alone that someone handles already.
        signals = try SignalRelay()
        let type = environment["TERM"] ?? ""
        screen = try CursesScreen(
            type: type, input: input, output: output, environment: environment)
        capabilities = TerminalCapabilities(colors: screen.colors, unicode: isUnicode)
        notice = screen.fallbackType.map {
            "The terminal type \"\(type)\" is unknown here, it is taken for \($0)."
        }
        size = screen.size
        _ = followWindowSize()
        enter()
    }

    deinit {
        end()
    }

    private static func environment() -> [String: String] {
        var found: [String: String] = [:]
        for name in ["TERM", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG"] {
            found[name] = getenv(name).map { String(cString: $0) }
        }
        return found
    }

    // MARK: Events

    /// Waits until something happens and returns all that has, in order.
    ///
    /// - Parameter limit: how long to wait at most, for what moves by itself; nil waits for ever.
    /// - Returns: nothing only where the time is over.
    package func events(within limit: Duration? = nil) -> [TerminalEvent] {
        guard state != .ended else { return [.closed] }
        let clock = ContinuousClock()
        let deadline = limit.map { clock.now + $0 }
        var events: [TerminalEvent] = []
        while events.isEmpty {
            var descriptors = [
                pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: input, events: Int16(POLLIN), revents: 0),
            ]
            let now = clock.now
            if let deadline, now >= deadline { return [] }
            let timeout = [deadline, escapeDeadline].compactMap(\.self).min()
                .map { Int32(max(0, now.duration(to: $0) / .milliseconds(1)).rounded(.up)) }
            let ready = poll(&descriptors, nfds_t(descriptors.count), timeout ?? -1)
            if ready < 0 {
                if errno == EINTR { continue }
                return [.closed]
            }
            if ready == 0, let escapeDeadline, escapeDeadline <= deadline ?? escapeDeadline {
                self.escapeDeadline = nil
                events += decoder.flush().compactMap(terminalEvent)
            }
            if descriptors[0].revents != 0 {
                events += eventsOfSignals()
            }
            if descriptors[1].revents != 0 {
                events += eventsOfInput()
            }
        }
        return events
    }

    /// Forgets what was typed and not yet returned.
    package func discardInput() {
        tcflush(input, TCIFLUSH)
        _ = decoder.flush()
        escapeDeadline = nil
    }

    private func eventsOfSignals() -> [TerminalEvent] {
        var events: [TerminalEvent] = []
        for number in signals.received() {
            switch number {
            case SIGWINCH:
                events += followWindowSize()
            case SIGTSTP:
                suspend()
            case SIGCONT:
                events += resume()
            default:
                events += TerminationSignal(number: number).map { [.signal($0)] } ?? []
            }
        }
        return events
    }

    /// Reads all that is there, so that a burst of mouse reports is answered by one frame.
    private func eventsOfInput() -> [TerminalEvent] {
        var events: [TerminalEvent] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        var descriptor = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
        // Bounded, so that an endless flood still leaves time for drawing.
        for _ in 0..<16 {
            let count = read(input, &buffer, buffer.count)
            if count < 0, errno == EINTR || errno == EAGAIN { break }
            guard count > 0 else { return events + [.closed] }
            events += decoder.decode(buffer.prefix(count)).compactMap(terminalEvent)
            guard poll(&descriptor, 1, 0) > 0 else { break }
        }
        escapeDeadline = decoder.awaitsEscapeTimeout ? .now + Self.escapeTimeout : nil
        return events
    }

    /// What the program is told of the input; the terminal's answers are for the session alone.
    private func terminalEvent(_ event: InputEvent) -> TerminalEvent? {
        switch event {
        case .key:
            return .input(event)
        case .mouse(let mouse):
            // Reports that were on their way when the mouse was switched off.
            return reportsMouse ? .input(.mouse(pixels.located(mouse))) : nil
        case .mode(PixelReports.mode, let status):
            askForPixels(pixels.answered(status: status))
            return nil
        case .mode:
            return nil
        }
    }

    /// Takes over the window's size; says so if it has changed.
    private func followWindowSize() -> [TerminalEvent] {
        var window = winsize()
        // Terminals that do not know their size report zeros; terminfo's guess stays.
        guard ioctl(output, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0
        else { return [] }
        let (width, height) = (Int(window.ws_col), Int(window.ws_row))
        write(
            pixels.windowChanged(
                pixels: (Int(window.ws_xpixel), Int(window.ws_ypixel)), cells: (width, height)))
        guard size != (width, height) else { return [] }
        size = (width, height)
        screen.resize(width: width, height: height)
        return [.resized(width: width, height: height)]
    }

    // MARK: The screen

    /// Shows `frame`; only the cells that differ from the last frame are written.
    package func show(_ frame: Frame) {
        guard state == .active else { return }
        screen.draw(frame)
    }

    /// Draws the whole screen anew, for when something else has written on it.
    package func repaint() {
        guard state == .active else { return }
        screen.redraw()
    }

    /// Switches the mouse's reports on or off; while they are off the terminal's own selection works.
    package func setMouse(enabled: Bool) {
        reportsMouse = enabled
        guard state == .active else { return }
        pixels.stop()
        write(enabled ? ControlCodes.mouseOn : ControlCodes.mouseOff)
        if enabled { askForPixels(pixels.askAgain()) }
    }

    // MARK: Taking and giving back

    /// Gives the terminal to the shell and stops, as Ctrl-Z does elsewhere.
    ///
    /// Returns when the program is continued; `.resumed` is then the next event.
    package func suspend() {
        guard state == .active else { return }
        leave()
        state = .suspended
        signals.stopProcess()
    }

    /// Gives the terminal back for good, as it was found; what the session is told later is ignored.
    package func end() {
        guard state != .ended else { return }
        if state == .active {
            leave()
        }
        state = .ended
        signals.stop()
    }

    /// Restores the terminal and dies by the signal's default action, so that the parent process
    /// sees what ended the program.
    package static func raise(_ signal: TerminationSignal) -> Never {
        terminal_restore_die(signal.number)
    }

    private func enter() {
        state = .active
        let sequence = ControlCodes.mouseOff + ControlCodes.pasteMarksOff + screen.restoreSequence
        var modes = foundModes
        Array(sequence.utf8).withUnsafeBytes { bytes in
            terminal_restore_arm(
                output, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, &modes)
        }
        screen.redraw()
        if wantsPixels, reportsMouse {
            // On the program's own screen, and whatever an old terminal shows of it is drawn over.
            askForPixels(pixels.ask())
            screen.forgetWhatIsShown()
        }
        write(ControlCodes.pasteMarksOn + (reportsMouse ? ControlCodes.mouseOn : ""))
    }

    private func leave() {
        pixels.stop()
        awaitAnswers()
        // While the modes are still raw, so that no late report is echoed.
        write(ControlCodes.mouseOff + ControlCodes.pasteMarksOff)
        write(screen.leave())
        tcflush(input, TCIFLUSH)
        terminal_restore_disarm()
    }

    private func askForPixels(_ question: String) {
        guard !question.isEmpty else { return }
        answerDeadline = ContinuousClock.now + Self.answerTimeout
        write(question)
    }

    /// Waits for answers that are still on their way, lest they be typed into the shell.
    ///
    /// A terminal that has not answered for half a second will not.
    private func awaitAnswers() {
        var descriptor = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
        while pixels.answersOwed > 0 {
            let left = ContinuousClock.now.duration(to: answerDeadline) / .milliseconds(1)
            guard left >= 1 else { return }
            let ready = poll(&descriptor, 1, Int32(left))
            if ready < 0, errno == EINTR { continue }
            guard ready > 0, !eventsOfInput().contains(.closed) else { return }
        }
    }

    /// After SIGCONT: takes the terminal again, also when a SIGSTOP left no time to give it back.
    private func resume() -> [TerminalEvent] {
        if state == .active {
            leave()
        }
        let resized = followWindowSize()
        enter()
        return resized + [.resumed]
    }

    private func write(_ sequence: String) {
        var bytes = Array(sequence.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // A terminal that is gone is noticed when reading from it.
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
