import DigitPadApp
import Drawing
import PredictionHistory
import Recognition
import Terminal

/// The app with its real history, in memory, and a network that sees what the test says.
///
/// A test presses keys and looks at what became of the state and of the history.
struct Scenario {
    private(set) var state: AppState
    /// The orders to the terminal and to the program, in order.
    private(set) var orders: [Effect] = []
    /// How often what was typed ahead was to be forgotten.
    private(set) var discardCount = 0
    /// What the network will see in the next drawings; nil is "not a digit".
    var digitSeen: Int? = 7

    /// The database under the history.
    let connection: Connection
    let store: PredictionStore
    private let recognizer: Recognizer
    /// Why the history cannot be used at the moment; nil while it can.
    var storeFailure: String?

    init(
        width: Int = 80, height: Int = 24,
        capabilities: TerminalCapabilities = TerminalCapabilities(colors: .xterm256, unicode: true),
        settings: Settings = Settings()
    ) throws {
        state = AppState(
            window: WindowSize(width: width, height: height), capabilities: capabilities,
            settings: settings)
        connection = try Connection(.memory)
        store = try PredictionStore(connection)
        recognizer = try bundledRecognizer.get()
    }

    /// Presses keys: single characters, and named ones as `<up>`, `<enter>` or `<c-r>`.
    mutating func press(_ keys: String) {
        for key in decodedKeys(keys) {
            happen(.keyPressed(key))
        }
    }

    /// Lets an event happen and everything that follows from it.
    mutating func happen(_ event: AppEvent) {
        follow(update(&state, event))
    }

    /// Begins the demonstration.
    mutating func demonstrate() {
        follow(beginDemonstration(&state))
    }

    /// Lets the reports of a terminal arrive in one burst.
    mutating func receive(_ events: [MouseEvent]) {
        for event in appEvents(from: events.map { .input(.mouse($0)) }) {
            happen(event)
        }
    }

    private mutating func follow(_ effects: [Effect]) {
        let world = self
        var orders: [Effect] = []
        var discards = 0
        _ = settle(effects, in: &state) { effect in
            switch effect {
            case .setMouse, .repaint, .suspend, .exit: orders.append(effect)
            case .discardInput: discards += 1
            default: break
            }
            return world.answer(effect)
        }
        self.orders += orders
        discardCount += discards
    }

    private func answer(_ effect: Effect) -> [AppEvent] {
        switch effect {
        case .recognize(let canvas, let withReasons):
            return [.recognized(reading(of: canvas, withReasons: withReasons))]
        default:
            let history: Result<PredictionStore, EffectHandler.Failure> =
                storeFailure.map { .failure(.init(reason: $0)) } ?? .success(store)
            return EffectHandler(recognizer: recognizer, store: history, now: { someMorning })
                .handle(effect)
        }
    }

    private func reading(of canvas: Canvas, withReasons: Bool) -> Reading? {
        modelInput(from: canvas).map { input in
            Reading(
                prediction: .sure(of: digitSeen), input: input, milliseconds: 0.42,
                // The upper half speaks for the digit, the lower against it.
                reasons: withReasons
                    ? input.pixels.enumerated().map { $0 < 392 ? $1 : -$1 } : nil)
        }
    }
}

/// Loaded once for all scenarios, for loading takes longer than most of them.
///
/// Shared although it is not `Sendable`: they read its name and let it recognize nothing.
nonisolated(unsafe) private let bundledRecognizer = Result { try Recognizer.bundled() }

/// When everything in these tests is drawn.
let someMorning = Timestamp(milliseconds: 1_769_862_896_789)

extension Scenario {
    /// The history screen with so many drawings, all seen as 7 and labelled by the keys in turn.
    ///
    /// A window of 80 by 24 shows five cards in each of two rows.
    static func history(
        of count: Int, labels: String = "7", settings: Settings = Settings()
    ) throws -> Scenario {
        var scenario = try Scenario(settings: settings)
        let keys = Array(labels)
        for index in 0..<count {
            scenario.press(" ll \(keys[index % keys.count])")
        }
        scenario.press("<tab>")
        return scenario
    }

    /// Everything in the history, newest first.
    var saved: [PredictionRecord] {
        get throws { try store.page(offset: 0, limit: 1000).records }
    }

    var canvas: Canvas { state.drawing.canvas }
    var message: String { state.message?.text ?? "" }

    /// A part of the grid as text: `#` for full ink, `+` for about half, `,` for a trace.
    func ink(columns: ClosedRange<Int>, rows: ClosedRange<Int>) -> String {
        rows.map { row in
            String(
                columns.map { column -> Character in
                    switch canvas.raster[column, row] {
                    case 0: "."
                    case ..<100: ","
                    case ..<200: "+"
                    default: "#"
                    }
                })
        }.joined(separator: "\n")
    }
}

extension Prediction {
    /// 91 % for a digit and 1 % for each other; the same for a seven that is taken for no digit.
    static func sure(of digit: Int?) -> Prediction {
        var probabilities = [Double](repeating: 0.01, count: 10)
        probabilities[digit ?? 7] = 0.91
        return Prediction(
            probabilities: probabilities, notDigitProbability: digit == nil ? 0.9 : 0.1,
            digit: digit)
    }
}

private let namedKeys: [String: Key] = [
    "left": .arrow(.left), "right": .arrow(.right), "up": .arrow(.up), "down": .arrow(.down),
    "enter": .enter, "tab": .tab, "esc": .escape, "delete": .delete, "home": .home, "end": .end,
    "f1": .function(1), "f5": .function(5), "backspace": .backspace, "pageup": .pageUp,
    "pagedown": .pageDown, "s-right": .shift(.right),
    "s-down": .shift(.down),
    "c-right": .controlArrow(.right), "c-up": .controlArrow(.up), "a-left": .altArrow(.left),
]

private func decodedKeys(_ text: String) -> [Key] {
    var keys: [Key] = []
    var rest = Substring(text)
    while let first = rest.popFirst() {
        guard first == "<", let end = rest.firstIndex(of: ">") else {
            keys.append(.character(first))
            continue
        }
        let name = rest[..<end]
        rest = rest[rest.index(after: end)...]
        if let key = namedKeys[String(name)] {
            keys.append(key)
        } else if name.hasPrefix("c-"), let letter = name.last {
            keys.append(.control(letter))
        } else {
            preconditionFailure("There is no key <\(name)>")
        }
    }
    return keys
}
