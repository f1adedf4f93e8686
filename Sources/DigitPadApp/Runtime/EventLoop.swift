import Terminal

/// Runs the app on a terminal: events in, frames out, until the program is to end.
///
/// One thread keeps the order of things; others only help it with the network's arithmetic, while it waits
/// for them. A prediction takes less time than a screen takes to be drawn, so that
/// nothing would be won by waiting for it elsewhere, and the order of things stays plain.
package final class EventLoop {
    private let session: TerminalSession
    private let handler: EffectHandler
    private var state: AppState
    /// Whether what is left of a burst of input is not to be heard.
    private var discardsInput = false

    package init(
        session: TerminalSession, handler: EffectHandler, settings: Settings = Settings()
    ) {
        self.session = session
        self.handler = handler
        state = AppState(
            window: WindowSize(width: session.size.width, height: session.size.height),
            capabilities: session.capabilities, settings: settings, clock: .local)
        if !state.mouseIsOn { session.setMouse(enabled: false) }
        state.message = handler.notice ?? session.notice.map(Message.problem)
    }

    /// Shows the program by itself, until a key is pressed.
    package func runDemonstration() -> ExitReason {
        return settle(beginDemonstration(&state)) ?? run().reason
    }

    /// The time between two moments of what moves: 30 a second.
    private static let tick = Duration.milliseconds(33)

    /// Runs until the program is to end.
    ///
    /// - Returns: why it ends, and what the person could not read any more: what became of the ink on the
    ///   grid.
    package func run() -> (reason: ExitReason, lastWords: Message?) {
        show()
        while true {
            guard let exitReason = turn() else { continue }
            let hasLost = state.leavesInkBehind
            return (
                exitReason, state.message.flatMap { ($0.kind == .problem) == hasLost ? $0 : nil }
            )
        }
    }

    /// Shows the state as it is.
    package func show() { session.show(view(state)) }

    /// Waits for something to happen, lets it happen and shows what became of it.
    ///
    /// - Returns: why the program is to end; nil while it goes on.
    package func turn() -> ExitReason? {
        let pause: Duration? = state.isMoving ? Self.tick : nil
        let events = session.events(within: pause)
        for event in events.isEmpty ? [.tick] : appEvents(from: events) {
            if discardsInput, event.isInput { continue }
            if let exitReason = settle(update(&state, event)) { return exitReason }
        }
        discardsInput = false
        show()
        return nil
    }

    private func settle(_ effects: [Effect]) -> ExitReason? {
        DigitPadApp.settle(effects, in: &state) { effect in
            switch effect {
            case .setMouse(let isOn): session.setMouse(enabled: isOn)
            case .discardInput:
                session.discardInput()
                discardsInput = true
            case .repaint: session.repaint()
            case .suspend: session.suspend()
            default: return handler.handle(effect)
            }
            return []
        }
    }
}

/// The terminal's events as the app's.
///
/// Neighbouring reports of a drag become one event, so that a fast hand costs one prediction for
/// each burst and not one for each cell.
package func appEvents(from events: [TerminalEvent]) -> [AppEvent] {
    events.reduce(into: []) { appEvents, event in
        guard let next = appEvent(from: event) else { return }
        if case .mouseDragged(let button, let more) = next,
            case .mouseDragged(button, let positions)? = appEvents.last
        {
            appEvents[appEvents.count - 1] = .mouseDragged(button, over: positions + more)
        } else {
            appEvents.append(next)
        }
    }
}

private func appEvent(from event: TerminalEvent) -> AppEvent? {
    switch event {
    case .input(.key(let key)): .keyPressed(key)
    case .input(.mouse(let mouse)): appEvent(from: mouse)
    case .input(.mode): nil
    case .resized(let width, let height):
        .windowResized(WindowSize(width: width, height: height))
    case .signal(let signal): .endRequested(.signal(signal))
    case .closed: .endRequested(.terminalClosed)
    case .resumed: nil
    }
}

private func appEvent(from mouse: MouseEvent) -> AppEvent? {
    switch mouse.kind {
    case .press: return .mousePressed(mouse.button, at: mouse.position)
    // Motion without a button: the release happened outside the window and was lost.
    case .motion where mouse.button == .none: return .mouseReleased
    case .motion: return .mouseDragged(mouse.button, over: [mouse.position])
    case .release: return .mouseReleased
    case .wheelUp: return .wheelTurned(up: true)
    case .wheelDown: return .wheelTurned(up: false)
    }
}
