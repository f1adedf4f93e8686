import Glibc

/// Lets a handler run at these signals, which also ends what waits in the system.
///
/// Those that the program was started with ignored, as under `nohup`, stay ignored.
func onSignals(_ numbers: [Int32], _ handler: @escaping @convention(c) (Int32) -> Void) {
    for number in numbers {
        var found = sigaction()
        sigaction(number, nil, &found)
        let isIgnored =
            unsafeBitCast(found.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
        if isIgnored { continue }
        var action = sigaction()
        action.__sigaction_handler.sa_handler = handler
        // Without SA_RESTART: `read` comes back.
        sigaction(number, &action, nil)
    }
}
