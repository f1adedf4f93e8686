import Glibc

/// A terminal without a window: the session has the device, the test plays the person and the screen.
final class PseudoTerminal {
    /// The descriptor a program sees as its terminal.
    let device: Int32
    private var controller: Int32

    struct Unavailable: Error {
        let code: Int32
    }

    /// - Parameter cell: the size of a cell in pixels; terminals that do not say it report zeros.
    init(width: UInt16 = 80, height: UInt16 = 24, cell: (UInt16, UInt16) = (0, 0)) throws {
        var (controller, device): (Int32, Int32) = (-1, -1)
        var size = winsize(
            ws_row: height, ws_col: width, ws_xpixel: width * cell.0, ws_ypixel: height * cell.1)
        guard openpty(&controller, &device, nil, nil, &size) == 0 else {
            throw Unavailable(code: errno)
        }
        self.controller = controller
        self.device = device
        _ = fcntl(controller, F_SETFL, O_NONBLOCK)
    }

    deinit {
        hangUp()
        close(device)
    }

    /// The modes as `stty -a` would show them: flags and control characters.
    var modes: [UInt32] {
        var modes = termios()
        tcgetattr(device, &modes)
        let characters = withUnsafeBytes(of: modes.c_cc) { $0.map(UInt32.init) }
        return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag] + characters
    }

    /// Sends what a terminal sends for keys and the mouse.
    func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(controller, bytes, bytes.count)
    }

    /// What has been written to the screen since the last call.
    func written() -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = read(controller, &buffer, buffer.count)
            guard count > 0 else { break }
            bytes += buffer.prefix(count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    func resize(width: UInt16, height: UInt16) {
        var size = winsize(ws_row: height, ws_col: width, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
        // The device is not this process's own terminal, so the kernel tells nobody.
        kill(getpid(), SIGWINCH)
    }

    /// The window is closed.
    func hangUp() {
        guard controller >= 0 else { return }
        close(controller)
        controller = -1
    }
}
