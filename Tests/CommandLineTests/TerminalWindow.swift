import Glibc
import TestSupport

/// The program in a terminal of 80×24 without a window: the test plays the person and the screen.
final class TerminalWindow {
    let program: Child
    /// Everything the program has written so far.
    private(set) var written = ""
    private var controller: Int32

    init(_ arguments: [String], environment: [String: String] = [:]) throws {
        let (controller, name) = try Self.openTerminal()
        self.controller = controller
        let terminal = ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"]
        program = try Child(
            try Program.path(), arguments, environment: environment.merging(terminal) { $1 },
            newSession: true
        ) { actions in
            // The first terminal that a new session opens is the one whose window it hangs on.
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, name, O_RDWR, 0)
            posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
            posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
        }
    }

    /// A new terminal: the descriptor of its window, and its name among the devices.
    private static func openTerminal() throws -> (controller: Int32, name: [CChar]) {
        try descriptorLock.withLock { _ in
            var (controller, device): (Int32, Int32) = (-1, -1)
            var name = [CChar](repeating: 0, count: Int(PATH_MAX))
            var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
            guard openpty(&controller, &device, &name, nil, &size) == 0 else {
                throw SystemError(code: errno)
            }
            Glibc.close(device)
            keepFromChildren(controller)
            return (controller, name)
        }
    }

    deinit { close() }

    /// Sends what a terminal sends for keys and the mouse.
    func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(controller, bytes, bytes.count)
    }

    /// Presses the left button on a character of the window (from 0), drags to others, lets go.
    func drag(_ path: [(column: Int, row: Int)]) {
        for (index, (column, row)) in path.enumerated() {
            type("\u{1b}[<\(index == 0 ? 0 : 32);\(column + 1);\(row + 1)M")
        }
        if let (column, row) = path.last { type("\u{1b}[<0;\(column + 1);\(row + 1)m") }
    }

    /// Gives the window another size; the terminal tells the program.
    func resize(width: UInt16, height: UInt16) {
        var size = winsize(ws_row: height, ws_col: width, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
    }

    /// Whether the terminal is as a shell has it: it echoes, and hands over whole lines.
    var isAsAShellHasIt: Bool {
        var modes = termios()
        tcgetattr(controller, &modes)
        let wanted = tcflag_t(ICANON | ECHO | ISIG)
        return modes.c_lflag & wanted == wanted
    }

    /// Reads until the program has written `text` since the last wait.
    func wait(for text: String) throws {
        var seen = ""
        while !seen.contains(text) {
            guard let more = try read() else { throw Ended(awaiting: text, written: written) }
            seen += more
        }
    }

    /// Reads all that is still written and waits for the program's end.
    func ending() throws -> Program.Ending {
        while try read() != nil {}
        return try program.ending()
    }

    /// Closes the window.
    func close() {
        guard controller >= 0 else { return }
        Glibc.close(controller)
        controller = -1
    }

    /// The program ended before it wrote what was waited for.
    struct Ended: Error {
        let awaiting: String
        let written: String
    }

    /// What has been written meanwhile; nil when nobody has the terminal open any more.
    private func read() throws -> String? {
        try waitUntilReadable(controller)
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(controller, &buffer, buffer.count)
        guard count > 0 else { return nil }
        let text = String(decoding: buffer.prefix(count), as: UTF8.self)
        written += text
        return text
    }
}
