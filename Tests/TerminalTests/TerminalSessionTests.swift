import Glibc
import Terminal
import Testing

/// Whole sessions on a pseudo-terminal; serialized, because signals and ncurses belong to the process.
@Suite(.serialized) struct TerminalSessionTests {
    private let terminal: PseudoTerminal

    init() throws {
        terminal = try PseudoTerminal()
    }

    private func session(
        type: String = "xterm-256color", _ variables: [String: String] = [:]
    ) throws -> TerminalSession {
        try TerminalSession(
            input: terminal.device, output: terminal.device,
            environment: ["TERM": type].merging(variables) { $1 })
    }

    private func frame(_ text: String) -> Frame {
        var frame = Frame(width: 80, height: 24)
        frame.write(text, column: 2, row: 3)
        return frame
    }

    @Test func leavesTheTerminalAsItWasFound() throws {
        let found = terminal.modes
        let session = try session()
        #expect(terminal.modes != found)
        let start = terminal.written()
        for on in ["\u{1B}[?1049h", "\u{1B}[?1002h\u{1B}[?1006h", "\u{1B}[?2004h", "\u{1B}[?25l"] {
            #expect(start.contains(on))
        }

        session.end()
        #expect(terminal.modes == found)
        let end = terminal.written()
        let mouseOff = "\u{1B}[?1016l\u{1B}[?1006l\u{1B}[?1003l\u{1B}[?1002l\u{1B}[?1000l"
        for off in [mouseOff, "\u{1B}[?2004l", "\u{1B}[?1049l", "\u{1B}[?25h"] {
            #expect(end.contains(off))
        }
        session.end()
        #expect(terminal.written() == "", "ending twice writes nothing")
        #expect(session.events() == [.closed])
    }

    @Test func aSessionThatIsDroppedEnds() throws {
        let found = terminal.modes
        do {
            _ = try session()
        }
        #expect(terminal.modes == found)
        #expect(terminal.written().contains("\u{1B}[?1049l"))
    }

    @Test func writesOnlyWhatChanged() throws {
        let session = try session()
        session.show(frame("hello"))
        #expect(terminal.written().contains("hello"))
        session.show(frame("hello"))
        #expect(terminal.written() == "")
        session.show(frame("help"))
        let change = terminal.written()
        #expect(change.contains("p") && !change.contains("hel"))
        session.repaint()
        #expect(terminal.written().contains("help"))
    }

    @Test func showsTheCursorWhereTheFrameHasIt() throws {
        let session = try session()
        var frame = frame("x")
        session.show(frame)
        _ = terminal.written()
        frame.cursor = Frame.Position(column: 9, row: 4)
        session.show(frame)
        let shown = terminal.written()
        #expect(shown.contains("\u{1B}[5;10H"))
        #expect(shown.contains("\u{1B}[?25h") || shown.contains("\u{1B}[?12l\u{1B}[?25h"))
        frame.cursor = Frame.Position(column: 80, row: 4)
        session.show(frame)
        #expect(terminal.written().contains("\u{1B}[?25l"))
    }

    @Test func showsGreysAndEveryPairOfThem() throws {
        let session = try session()
        #expect(session.capabilities == TerminalCapabilities(colors: .xterm256, unicode: true))
        var frame = Frame(width: 80, height: 24)
        var written = ""
        for row in 0..<24 {
            for column in 0..<24 {
                let style = Style(
                    foreground: .grey(UInt8(8 + 10 * column)),
                    background: .grey(UInt8(8 + 10 * row)))
                frame[column, row] = Cell("▀", style: style)
            }
            // A row at a time: the whole would wait for someone to empty the device's buffer.
            session.show(frame)
            written += terminal.written()
        }
        #expect(written.contains("▀"))
        for number in 232...255 {
            #expect(written.contains("38;5;\(number)") && written.contains("48;5;\(number)"))
        }
    }

    @Test func showsAQuestionMarkForWhatIsNotOneColumnWide() throws {
        let session = try session()
        session.show(frame("a漢b\u{07}c"))
        #expect(terminal.written().contains("a?b?c"))
    }

    @Test func aBurstArrivesAtOnce() throws {
        let session = try session()
        terminal.type("5\u{1B}[<0;3;4M\u{1B}[<32;4;4M\u{1B}[<0;4;4m\u{3}\u{1A}\r")
        #expect(
            session.events() == [
                .input(.key(.character("5"))),
                .input(.mouse(MouseEvent(.press, button: .left, column: 2, row: 3))),
                .input(.mouse(MouseEvent(.motion, button: .left, column: 3, row: 3))),
                .input(.mouse(MouseEvent(.release, button: .left, column: 3, row: 3))),
                .input(.key(.control("c"))), .input(.key(.control("z"))), .input(.key(.enter)),
            ])
    }

    /// What moves by itself ends the wait sooner than an ESC becomes the key.
    @Test func aReportThatIsCutStaysOneWhileSomethingMoves() throws {
        let session = try session()
        terminal.type("\u{1B}")
        #expect(session.events(within: .milliseconds(1)) == [])
        terminal.type("[<0;3;4M")
        #expect(
            session.events() == [
                .input(.mouse(MouseEvent(.press, button: .left, column: 2, row: 3)))
            ])
    }

    @Test func aLoneEscapeIsTheKey() throws {
        let session = try session()
        terminal.type("\u{1B}")
        #expect(session.events() == [.input(.key(.escape))])
    }

    @Test func theMouseCanBeSwitchedOff() throws {
        let session = try session()
        _ = terminal.written()
        session.setMouse(enabled: false)
        #expect(terminal.written().contains("\u{1B}[?1002l"))
        session.setMouse(enabled: true)
        #expect(terminal.written().contains("\u{1B}[?1002h\u{1B}[?1006h"))
    }

    private static let pixelQuestion = "\u{1B}[?1016$p"
    private static let pixelsOn = "\u{1B}[?1016h\u{1B}[?1016$p"

    /// Reports that are on their way while the terminal changes still count cells.
    @Test func countsPixelsOnceTheTerminalConfirmsThem() throws {
        let terminal = try PseudoTerminal(cell: (10, 20))
        let session = try TerminalSession(
            input: terminal.device, output: terminal.device,
            environment: ["TERM": "xterm-256color"])
        #expect(terminal.written().contains(Self.pixelQuestion))

        terminal.type("\u{1B}[?1016;2$y\u{1B}[<0;3;4M")
        #expect(
            session.events()
                == [.input(.mouse(MouseEvent(.press, button: .left, column: 2, row: 3)))])
        #expect(terminal.written().contains(Self.pixelsOn))

        terminal.type("\u{1B}[?1016;1$y\u{1B}[<32;26;45M")
        var motion = MouseEvent(.motion, button: .left, column: 2, row: 2)
        motion.position.fraction = CellFraction(x: 0.55, y: 0.225)
        #expect(session.events() == [.input(.mouse(motion))])

        // Off and on again: cells until the terminal confirms it once more.
        session.setMouse(enabled: false)
        terminal.type("\u{1B}[<0;26;45M5")
        #expect(session.events() == [.input(.key(.character("5")))])
        session.setMouse(enabled: true)
        #expect(terminal.written().contains(Self.pixelQuestion))
        terminal.type("\u{1B}[<0;3;4M")
        #expect(
            session.events()
                == [.input(.mouse(MouseEvent(.press, button: .left, column: 2, row: 3)))])
    }

    @Test(arguments: ["\u{1B}[?1016;0$y", "\u{1B}[?1016;4$y", "\u{1B}[?2004;2$y", ""])
    func countsCellsWhereTheTerminalDoesNotConfirm(answer: String) throws {
        let terminal = try PseudoTerminal(cell: (10, 20))
        let session = try TerminalSession(
            input: terminal.device, output: terminal.device,
            environment: ["TERM": "xterm-256color"])
        _ = terminal.written()
        terminal.type(answer + "\u{1B}[<0;26;45M")
        #expect(
            session.events()
                == [.input(.mouse(MouseEvent(.press, button: .left, column: 25, row: 44)))])
        #expect(terminal.written().isEmpty)
    }

    /// This suite's own terminal reports no pixels.
    @Test func countsCellsWhereTheSizeOfACellIsUnknown() throws {
        let session = try session()
        _ = terminal.written()
        terminal.type("\u{1B}[?1016;2$y5")
        #expect(session.events() == [.input(.key(.character("5")))])
        #expect(terminal.written().isEmpty)
    }

    /// An answer that comes after the end would be typed into the shell.
    @Test func takesTheAnswerThatIsStillOnItsWayAtTheEnd() throws {
        let terminal = try PseudoTerminal(cell: (10, 20))
        let session = try TerminalSession(
            input: terminal.device, output: terminal.device,
            environment: ["TERM": "xterm-256color"])
        let written = terminal.written()
        // On the alternate screen, where an old terminal's stray letter is drawn over.
        let screen = try #require(written.firstRange(of: "\u{1B}[?1049h"))
        let question = try #require(written.firstRange(of: Self.pixelQuestion))
        #expect(screen.upperBound <= question.lowerBound)
        terminal.type("\u{1B}[?1016;0$y")
        session.end()
        var descriptor = pollfd(fd: terminal.device, events: Int16(POLLIN), revents: 0)
        #expect(poll(&descriptor, 1, 0) == 0)
    }

    @Test func doesNotAskForPixelsWhereTheyAreNotWanted() throws {
        let terminal = try PseudoTerminal(cell: (10, 20))
        let session = try TerminalSession(
            input: terminal.device, output: terminal.device,
            environment: ["TERM": "xterm-256color"], pixelMouse: false)
        session.setMouse(enabled: false)
        session.setMouse(enabled: true)
        #expect(!terminal.written().contains(Self.pixelQuestion))
    }

    @Test func followsTheWindowDownToOneCellAndBack() throws {
        let session = try session()
        for (width, height) in [(1, 1), (3, 2), (200, 60)] {
            terminal.resize(width: UInt16(width), height: UInt16(height))
            #expect(session.events() == [.resized(width: width, height: height)])
            #expect(session.size == (width, height))
            session.show(frame("after"))
            session.show(Frame(width: width, height: height))
        }
        _ = terminal.written()
        session.show(frame("after"))
        #expect(terminal.written().contains("after"))
    }

    @Test func startsInAWindowOfOneCell() throws {
        terminal.resize(width: 1, height: 1)
        let session = try session()
        #expect(session.size == (1, 1))
        session.show(frame("x"))
        session.end()
        #expect(terminal.written().contains("\u{1B}[?1049l"))
    }

    @Test(arguments: TerminationSignal.allCases)
    func aSignalIsAnEvent(signal: TerminationSignal) throws {
        // Whoever runs the tests may have them ignored, and a session keeps to that.
        Glibc.signal(signal.number, SIG_DFL)
        let session = try session()
        kill(getpid(), signal.number)
        #expect(session.events() == [.signal(signal)])
    }

    @Test func continuingTakesTheTerminalAgain() throws {
        let session = try session()
        session.show(frame("drawing"))
        _ = terminal.written()
        kill(getpid(), SIGCONT)
        #expect(session.events() == [.resumed])
        let again = terminal.written()
        for part in ["\u{1B}[?1049h", "drawing", "\u{1B}[?1002h\u{1B}[?1006h"] {
            #expect(again.contains(part))
        }
    }

    @Test func aClosedWindowIsToldEveryTime() throws {
        let session = try session()
        terminal.hangUp()
        #expect(session.events() == [.closed])
        #expect(session.events() == [.closed])
        session.show(frame("into the void"))
        session.end()
    }

    @Test func handlersOfSignalsArePutBack() throws {
        let before = try #require(handler(of: SIGTERM))
        let session = try session()
        #expect(handler(of: SIGTERM) != before)
        session.end()
        #expect(handler(of: SIGTERM) == before)
    }

    private func handler(of signal: Int32) -> UInt? {
        var action = sigaction()
        guard sigaction(signal, nil, &action) == 0 else { return nil }
        return withUnsafeBytes(of: action.__sigaction_handler) { $0.load(as: UInt.self) }
    }

    @Test(
        arguments: [
            ("xterm-256color", [:], ColorDepth.xterm256, true),
            ("tmux-256color", [:], .xterm256, true),
            ("linux", [:], .ansi8, true),
            ("vt100", [:], .none, true),
            ("xterm-256color", ["NO_COLOR": "1"], .none, true),
            ("xterm-256color", ["LC_ALL": "C"], .xterm256, false),
            ("xterm-256color", ["LANG": "C.UTF-8"], .xterm256, true),
            (
                "xterm-256color", ["LC_ALL": "", "LC_CTYPE": "POSIX", "LANG": "C.UTF-8"], .xterm256,
                false
            ),
            ("xterm-256color", ["LANG": "xx_XX.UTF-8"], .xterm256, true),
            ("xterm-256color", ["LANG": "xx_XX"], .xterm256, false),
        ] as [(String, [String: String], ColorDepth, Bool)])
    func knowsWhatTheTerminalCanShow(
        type: String, variables: [String: String], colors: ColorDepth, unicode: Bool
    ) throws {
        let session = try session(type: type, variables)
        #expect(session.notice == nil)
        #expect(session.capabilities == TerminalCapabilities(colors: colors, unicode: unicode))
        session.show(frame("shown"))
        #expect(terminal.written().contains("shown"))
    }

    @Test(arguments: ["no-such-terminal", ""])
    func anUnknownTypeIsTakenForXterm(type: String) throws {
        let session = try session(type: type)
        #expect(session.notice?.contains("\"\(type)\"") == true)
        #expect(session.capabilities.colors == .xterm256)
    }

    @Test func aTerminalWithoutCursorPlacementIsRefused() throws {
        let found = terminal.modes
        #expect(throws: TerminalError.tooSimple(type: "dumb")) {
            try session(type: "dumb")
        }
        #expect(terminal.modes == found)
    }

    @Test func aPipeIsRefused() throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { ends.forEach { close($0) } }
        #expect(throws: TerminalError.notATerminal(stream: "Standard input")) {
            try TerminalSession(input: ends[0], output: terminal.device, environment: [:])
        }
        #expect(throws: TerminalError.notATerminal(stream: "Standard output")) {
            try TerminalSession(input: terminal.device, output: ends[1], environment: [:])
        }
    }
}
