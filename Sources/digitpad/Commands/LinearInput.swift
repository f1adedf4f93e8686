import DigitPadApp
import Glibc
import Synchronization
import Terminal

/// Runs the linear mode on standard input and output, until `quit`, the input's end or a signal.
func runLinear(_ mode: LinearMode) throws -> ExitCode {
    var linear = mode
    // They end the reading of a line, so that the drawing can still be saved.
    onSignals(TerminationSignal.allCases.map(\.number)) {
        caughtSignal.store($0, ordering: .relaxed)
    }
    var input = LineReader()
    do {
        for sentence in linear.greeting { try say(sentence) }
        while let line = input.next() {
            let (sentences, exit) = linear.answer(line)
            for sentence in sentences { try say(sentence) }
            if exit != nil { return linear.leavesInkBehind ? .failed : .done }
        }
    } catch {
        // Nobody hears the program any more; what is on the grid is kept all the same.
        _ = linear.end(for: .terminalClosed)
        throw error
    }
    let signal = TerminationSignal(number: caughtSignal.load(ordering: .relaxed))
    for sentence in linear.end(for: signal.map(ExitReason.signal) ?? .terminalClosed) {
        try say(sentence)
    }
    if let signal { TerminalSession.raise(signal) }
    return linear.leavesInkBehind ? .failed : .done
}

/// What a person typed may be part of a sentence, and no command to the terminal.
private func say(_ sentence: String) throws(Failure) { try printLine(visible(sentence)) }

/// The signal that asked the program to end; 0 while none has.
private let caughtSignal = Atomic<Int32>(0)

/// Lines from standard input.
private struct LineReader {
    /// In bytes: what is longer than any command is taken for several.
    private static let longest = 4096

    private var waiting: [UInt8] = []
    private var hasEnded = false

    /// The next line; nil at the input's end, or when a signal came.
    mutating func next() -> String? {
        while true {
            if let end = waiting.firstIndex(of: UInt8(ascii: "\n")) {
                defer { waiting.removeFirst(end + 1) }
                return String(decoding: waiting[..<end], as: UTF8.self)
            }
            if waiting.count >= Self.longest {
                defer { waiting.removeAll() }
                return String(decoding: waiting, as: UTF8.self)
            }
            if hasEnded {
                defer { waiting = [] }
                return waiting.isEmpty ? nil : String(decoding: waiting, as: UTF8.self)
            }
            // A signal that comes just before the wait does not end it; it is noticed soon after.
            var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            let ready = poll(&descriptor, 1, 500)
            if caughtSignal.load(ordering: .relaxed) != 0 { return nil }
            guard ready > 0 else { continue }
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if caughtSignal.load(ordering: .relaxed) != 0 { return nil }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { hasEnded = true } else { waiting += buffer[..<count] }
        }
    }
}
