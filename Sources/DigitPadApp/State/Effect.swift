import Drawing
import PredictionHistory
import Recognition

/// An order to the outside world; the answer comes back as an ``AppEvent``.
package enum Effect: Equatable, Sendable {
    /// Asks the network about the canvas and, if wanted, which pixels spoke for its answer.
    case recognize(Canvas, withReasons: Bool)
    case save(FinishedDrawing)
    /// Removes the row of a save that is being undone.
    case undoSave(PredictionRecord)
    /// Puts the row of an undone save back.
    case redoSave(PredictionRecord)

    case loadHistory(HistoryFilter, offset: Int, limit: Int)
    /// Loads what passes a filter, from the page on which a drawing is or would be.
    case filterHistory(HistoryFilter, around: PredictionRecord?, limit: Int)
    case changeHistory(HistoryStep, AppEvent.Change)
    case countHistory

    /// Forgets what was typed before what is shown now.
    case discardInput
    case setMouse(on: Bool)
    case repaint
    case suspend
    case exit(ExitReason)
}

/// A drawing to be saved with what the network said of it and what the user says it is.
package struct FinishedDrawing: Equatable, Sendable {
    package var canvas: Canvas
    package var prediction: Prediction
    package var trueLabel: TrueLabel?
}
