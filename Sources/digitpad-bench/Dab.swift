import DigitPadApp
import Glibc
import PredictionHistory
import Recognition
import Terminal

/// The microseconds from the bytes of a mouse report to the last byte of the screen that shows it,
/// the prediction among what is done between.
///
/// On a pseudo-terminal of 80×24, whose screen somebody else reads.
func dabTimes(rounds: Int) throws -> [Double] {
    var (controller, device): (Int32, Int32) = (-1, -1)
    var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&controller, &device, nil, nil, &size) == 0 else { return [] }
    _ = fcntl(controller, F_SETFL, O_NONBLOCK)
    let session = try TerminalSession(
        input: device, output: device, environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8"])
    defer {
        session.end()
        close(device)
        close(controller)
    }
    let store = try PredictionStore(Connection(.memory))
    let handler = EffectHandler(recognizer: try Recognizer.bundled(), store: .success(store))
    let loop = EventLoop(session: session, handler: handler)

    func send(_ report: String) {
        let bytes = Array(report.utf8)
        _ = write(controller, bytes, bytes.count)
    }
    var screen = [UInt8](repeating: 0, count: 65_536)
    func drain() { while read(controller, &screen, screen.count) > 0 {} }

    loop.show()
    var step = 0
    return microseconds(rounds: rounds) {
        // Up and down the grid; every line begins a new stroke.
        let (column, row) = (3 + step % 24, 3 + step / 24 % 13)
        let isFirst = step % 24 == 0
        step += 1
        send("\u{1B}[<\(isFirst ? 0 : 32);\(column);\(row)M")
        _ = loop.turn()
        drain()
    }
}
