import DigitPadApp
import Recognition
import Terminal

extension Command {
    /// The program showing itself.
    static var demo: Command {
        Command(
            name: "demo",
            summary: "Watch ten digits being drawn and recognised; any key ends it.",
            discussion: "Nothing is saved. It needs a terminal, as the drawing screen does.",
            options: Option.settings.filter { $0.name != Option.database.name },
            run: runDemo)
    }
}

private func runDemo(_ arguments: Arguments) throws -> ExitCode {
    _ = try arguments.operands()
    try requireTerminal()
    let handler = EffectHandler(
        recognizer: try Recognizer.chosen(by: arguments),
        store: .failure(EffectHandler.Failure(reason: "this is a demonstration")))
    let settings = try Settings.chosen(by: arguments)
    let session = try TerminalSession(pixelMouse: settings.pixelMouse)
    let reason = EventLoop(session: session, handler: handler, settings: settings)
        .runDemonstration()
    session.end()
    return exitCode(for: reason)
}
