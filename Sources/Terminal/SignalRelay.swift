import CTerminalRestore
import Glibc

/// The signals of the terminal's life, readable from a descriptor; owns the process's handlers.
final class SignalRelay {
    /// What `poll` waits on.
    let descriptor: Int32

    init() throws(TerminalError) {
        let readEnd = signal_relay_start()
        guard readEnd >= 0 else {
            throw .system(call: "pipe2", reason: String(cString: strerror(errno)))
        }
        descriptor = readEnd
    }

    deinit {
        stop()
    }

    /// Puts back the handlers that were there before; the descriptor is closed.
    func stop() {
        signal_relay_stop()
    }

    /// The numbers of the signals that have come, in order; one that came twice counts once, as it
    /// does in the system itself.
    func received() -> [Int32] {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(descriptor, &bytes, bytes.count)
        var numbers: [Int32] = []
        for number in bytes.prefix(max(count, 0)).map(Int32.init) where !numbers.contains(number) {
            numbers.append(number)
        }
        return numbers
    }

    /// Stops the program as Ctrl-Z would; a SIGCONT is received after it in every case.
    func stopProcess() {
        signal_relay_stop_process()
        // A stop that had no effect is followed by no SIGCONT of the shell.
        kill(getpid(), SIGCONT)
    }
}
