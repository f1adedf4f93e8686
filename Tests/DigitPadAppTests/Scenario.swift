import DigitPadApp
import Drawing
import PredictionHistory
import Recognition
import Terminal

/// The app without a world around it: keys go in, effects are answered as a test decides.
struct Scenario {
    private(set) var state: AppState
    /// The effects that no answer was made for: those on the terminal, and the end.
    private(set) var orders: [Effect] = []
    let store: PredictionStore
    /// What the network says of any ink; nil is "not a digit".
    var digitSeen: Int? = 7
    /// Why nothing can be saved; nil while all is well.
    var storeFailure: String?

    init(
        _ width: Int = 80, _ height: Int = 24,
        capabilities: TerminalCapabilities = .init(colors: .xterm256, unicode: true)
    ) throws {
        state = AppState(
            window: WindowSize(width: width, height: height), capabilities: capabilities)
        store = try PredictionStore(Connection(.memory))
    }

    /// Presses keys: characters as they are, `<Enter>` and the like by name.
    mutating func press(_ keys: String) throws {
        var rest = Substring(keys)
        while let character = rest.popFirst() {
            guard character == "<" else {
                try send(.keyPressed(.character(character)))
                continue
            }
            let name = String(rest.prefix { $0 != ">" })
            rest = rest.dropFirst(name.count + 1)
            try send(.keyPressed(Self.key(named: name)))
        }
    }

    private static func key(named name: String) throws -> Key {
        struct UnknownKey: Error { let name: String }
        switch name {
        case "Enter": return .enter
        case "Tab": return .tab
        case "Esc": return .escape
        case "Left": return .arrow(.left)
        case "Right": return .arrow(.right)
        case "Up": return .arrow(.up)
        case "Down": return .arrow(.down)
        case "PgDn": return .pageDown
        case "PgUp": return .pageUp
        case "End": return .end
        case "Home": return .home
        default:
            guard name.hasPrefix("C-"), let letter = name.last else {
                throw UnknownKey(name: name)
            }
            return .control(letter)
        }
    }

    /// Presses the left button at the first position, drags over the others, lets go.
    mutating func drag(_ positions: (Int, Int)..., button: MouseEvent.Button = .left) throws {
        let places = positions.map { Frame.Position(column: $0.0, row: $0.1) }
        try send(.mousePressed(button, at: places[0]))
        if places.count > 1 { try send(.mouseDragged(button, over: Array(places.dropFirst()))) }
        try send(.mouseReleased)
    }

    /// Lets an event happen and answers what it brings about.
    mutating func send(_ event: AppEvent) throws {
        var events = [event]
        while !events.isEmpty {
            for effect in update(&state, events.removeFirst()) {
                events += try answer(effect)
            }
        }
    }

    private mutating func answer(_ effect: Effect) throws -> [AppEvent] {
        switch effect {
        case .recognize(let canvas):
            return [.recognized(recognition(of: canvas))]
        case .save(let finished):
            if let storeFailure { return [.savingFailed(reason: storeFailure)] }
            let record = try store.insert(
                PredictionEntry(
                    timestamp: Timestamp(milliseconds: 1_769_862_896_789),
                    predictedDigit: finished.prediction.digit,
                    confidence: finished.prediction.confidence,
                    probabilities: finished.prediction.probabilities,
                    trueLabel: finished.trueLabel, strokes: finished.canvas.strokes,
                    raster: finished.canvas.raster, model: "test"))
            return [.drawingSaved(SavedDrawing(record: record, canvas: finished.canvas))]
        case .undoSave(let record):
            return [.saveUndone(try store.delete(record.id))]
        case .redoSave(let record):
            try store.restore(record)
            return [.saveRedone(record)]
        case .loadHistory(let filter, let offset, let limit):
            return [
                .historyLoaded(
                    try store.page(matching: filter, offset: offset, limit: limit),
                    offset: offset, total: try store.count(matching: filter))
            ]
        case .changeHistory(let step, let change):
            return [.historyChanged(try apply(step, change), change)]
        case .setMouse, .repaint, .suspend, .exit:
            orders.append(effect)
            return []
        }
    }

    private func apply(_ step: HistoryStep, _ change: AppEvent.Change) throws -> HistoryStep {
        switch step {
        case .delete(let record) where change == .undone: try store.restore(record)
        case .delete(let record): _ = try store.delete(record.id)
        case .relabel(let id, let from, let to):
            _ = try store.setTrueLabel(change == .undone ? from : to, of: id)
        }
        return step
    }

    private func recognition(of canvas: Canvas) -> Recognition? {
        guard let input = modelInput(from: GreyImage(canvas.raster)) else { return nil }
        let favourite = digitSeen ?? 3
        let probabilities = (0..<10).map { $0 == favourite ? 0.91 : 0.01 }
        return Recognition(
            prediction: Prediction(probabilities: probabilities, digit: digitSeen), input: input,
            milliseconds: 0.5)
    }

    /// All rows of the history, oldest first.
    func rows() throws -> [PredictionRecord] {
        var rows: [PredictionRecord] = []
        _ = try store.forEach { rows.append($0) }
        return rows
    }
}
