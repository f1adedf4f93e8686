import PredictionHistory
import Terminal

/// Something that happened: in the terminal, or as the answer to an ``Effect``.
package enum AppEvent: Equatable, Sendable {
    case keyPressed(Key)
    case mousePressed(MouseEvent.Button, at: MousePosition)
    /// The mouse moved with a button held, over these positions since the last event.
    case mouseDragged(MouseEvent.Button, over: [MousePosition])
    case mouseReleased
    case wheelTurned(up: Bool)
    case windowResized(WindowSize)
    /// A moment has passed while something moves.
    case tick
    /// A signal from outside, or the terminal is gone.
    case endRequested(ExitReason)

    case recognized(Reading?)
    case drawingSaved(SavedDrawing)
    /// A save was undone: the row as it was when it was removed.
    case saveUndone(PredictionRecord)
    /// A save was done again: the row is back under its old id.
    case saveRedone(PredictionRecord)
    case savingFailed(reason: String)
    /// The row is still there.
    case undoingSaveFailed(reason: String)

    /// A stretch of the filtered history from position `offset` on; `total` drawings pass the filter.
    case historyLoaded(HistoryPage, offset: Int, total: Int)
    /// The same of another filter; `selection` is the place of the drawing that was asked for, or of the
    /// nearest older one.
    case historyFiltered(
        HistoryFilter, HistoryPage, offset: Int, selection: Int, total: Int)
    case historyChanged(HistoryStep, Change)
    /// The drawing to be changed is no longer in the history.
    case historyStepImpossible(reason: String, Change)
    case historyCounted(HistoryStatistics)
    case historyFailed(reason: String)

    /// Whether a person did it, with keys or mouse.
    var isInput: Bool {
        switch self {
        case .keyPressed, .mousePressed, .mouseDragged, .mouseReleased, .wheelTurned: true
        default: false
        }
    }

    /// Whether a change was made, taken back or made again.
    package enum Change: Equatable, Sendable {
        case done
        case undone
        case redone
    }
}
