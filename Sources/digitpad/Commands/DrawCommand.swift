import DigitPadApp
import Glibc
import PredictionHistory
import Recognition
import Terminal

extension Command {
    /// The drawing screen: what the program does when nothing else is asked for.
    static var draw: Command {
        Command(
            name: "draw",
            summary: "Draw digits in the terminal and see them recognised (the default).",
            discussion: """
                The keys are shown by ? in the program and in its manual page. What the options
                say can stand in the configuration file as well, with other keys if you like.
                """,
            options: Option.settings + [
                Option(
                    name: "--linear", help: "commands in, sentences out: for screen readers")
            ],
            run: runDraw)
    }
}

func runDraw(_ arguments: Arguments) throws -> ExitCode {
    _ = try arguments.operands()
    let isLinear = arguments.has("--linear")
    if !isLinear { try requireTerminal() }
    var settings = try Settings.chosen(by: arguments)
    settings.database = try? PredictionStore.chosenPath(by: arguments)
    let handler = EffectHandler(
        recognizer: try Recognizer.chosen(by: arguments), store: openStore(arguments),
        reopen: { openStore(arguments) })
    if isLinear { return try runLinear(LinearMode(handler: handler, settings: settings)) }
    let session: TerminalSession
    do {
        session = try TerminalSession(pixelMouse: settings.pixelMouse)
    } catch TerminalError.tooSimple(let type) {
        throw Failure(
            description: "\(TerminalError.tooSimple(type: type)) Or draw in words: "
                + "digitpad draw --linear")
    }
    let (reason, lastWords) = EventLoop(session: session, handler: handler, settings: settings)
        .run()
    session.end()
    // Before the signal, which ends the program, is raised.
    let isLost = lastWords?.kind == .problem
    if let text = lastWords?.text {
        if isLost { complain(text) } else { try? write("\(text)\n", to: STDERR_FILENO) }
    }
    let code = exitCode(for: reason)
    return isLost ? .failed : code
}

/// Refuses to go on where there is no terminal to draw on.
func requireTerminal() throws(UsageError) {
    for (descriptor, name) in [(STDIN_FILENO, "input"), (STDOUT_FILENO, "output")]
    where !isTerminal(descriptor) {
        throw UsageError(
            description: "standard \(name) is not a terminal: run digitpad in a terminal window",
            helpSaysMore: false)
    }
}

/// What the shell is told; a signal ends the program as it would have without a handler.
func exitCode(for reason: ExitReason) -> ExitCode {
    switch reason {
    case .quit: .done
    case .signal(let signal): TerminalSession.raise(signal)
    case .terminalClosed: .failed
    }
}

/// The history, or why the program has to do without.
private func openStore(_ arguments: Arguments) -> Result<PredictionStore, EffectHandler.Failure> {
    do {
        return .success(
            try PredictionStore(path: try PredictionStore.chosenPath(by: arguments)))
    } catch {
        return .failure(EffectHandler.Failure(reason: "\(error)"))
    }
}
