import Drawing
import PredictionHistory
import Recognition

// Finishing a drawing, taking that back, and what is answered to it.

/// The drawing with what the network says of it; nil for a blank grid.
func finishedDrawing(_ drawing: DrawingState, label: TrueLabel?) -> FinishedDrawing? {
    guard !drawing.canvas.isBlank, let recognition = drawing.recognition else { return nil }
    return FinishedDrawing(
        canvas: drawing.canvas, prediction: recognition.prediction, trueLabel: label)
}

func finish(_ state: inout AppState, label: TrueLabel?) -> [Effect] {
    endStroke(&state.drawing)
    guard let finished = finishedDrawing(state.drawing, label: label) else {
        state.message = .note("The grid is blank: nothing was saved")
        return []
    }
    return [.save(finished)]
}

func finishAsPredicted(_ state: inout AppState) -> [Effect] {
    let prediction = state.drawing.recognition?.prediction
    if let prediction, prediction.digit == nil {
        endStroke(&state.drawing)
        state.message = .problem(
            "Not saved, for no digit was seen: \(state.isLinear ? "save DIGIT" : "0-9") says which it "
                + "is, \(state.name(of: .saveAsNotADigit)) that it is not a digit")
        return []
    }
    return finish(&state, label: prediction?.digit.map(TrueLabel.digit))
}

func throwAway(_ state: inout AppState) -> [Effect] {
    endStroke(&state.drawing)
    let before = state.drawing.canvas
    guard !before.isBlank else {
        state.message = .note("The grid is blank: there is nothing to throw away")
        return []
    }
    clearGrid(&state.drawing)
    state.drawing.timeline.record(.edit(before: before, after: Canvas()))
    state.message = .note("Thrown away, unsaved; \(state.name(of: .undo)) brings it back")
    return [recognize(state)]
}

/// Makes room for the next drawing.
private func clearGrid(_ drawing: inout DrawingState) {
    drawing.canvas = Canvas()
    drawing.mark = nil
    // On a blank grid an eraser would only puzzle.
    drawing.brush.tool = .pen
}

// MARK: - Undo and redo

func undo(_ state: inout AppState) -> [Effect] {
    endStroke(&state.drawing)
    switch state.drawing.timeline.lastDone {
    case nil:
        state.message = .note("There is nothing to undo")
        return []
    case .edit(let before, _), .move(let before, _):
        state.drawing.timeline.didUndo()
        state.drawing.canvas = before
        return [recognize(state)]
    case .save(let saved):
        return [.undoSave(saved.record)]
    }
}

func redo(_ state: inout AppState) -> [Effect] {
    endStroke(&state.drawing)
    switch state.drawing.timeline.lastUndone {
    case nil:
        state.message = .note("There is nothing to redo")
        return []
    case .edit(_, let after), .move(_, let after):
        state.drawing.timeline.didRedo()
        state.drawing.canvas = after
        return [recognize(state)]
    case .save(let saved):
        return [.redoSave(saved.record)]
    }
}

// MARK: - Answers

func answerDrawing(_ event: AppEvent, _ state: inout AppState) -> [Effect] {
    switch event {
    case .recognized(let recognition):
        if state.playback == nil {
            state.drawing.recognition = recognition
        } else {
            state.playback?.recognition = recognition
        }
        return []
    case .drawingSaved(let saved):
        state.drawing.timeline.record(.save(saved))
        state.history.selectNewest()
        clearGrid(&state.drawing)
        if let reason = state.leaving {
            state.message = .note(savedMessage(saved.record))
            return [.exit(reason)]
        }
        announceSave(of: saved.record, &state)
        return [recognize(state)]
    case .saveUndone(let record):
        guard case .save(var saved) = state.drawing.timeline.lastDone else { return [] }
        saved.record = record
        state.drawing.timeline.didUndo(as: .save(saved))
        state.drawing.canvas = saved.canvas
        state.message = .note(
            "No longer saved: the drawing is back; \(state.name(of: .redo)) saves it again")
        return [recognize(state)]
    case .saveRedone(let record):
        guard case .save(var saved) = state.drawing.timeline.lastUndone else { return [] }
        saved.record = record
        state.drawing.timeline.didRedo(as: .save(saved))
        state.history.selectNewest()
        clearGrid(&state.drawing)
        announceSave(of: record, &state)
        return [recognize(state)]
    case .savingFailed(let reason):
        return failSaving(reason, &state)
    case .undoingSaveFailed(let reason):
        state.message = .problem("Still saved: \(reason)")
        return []
    default:
        return []
    }
}

private func failSaving(_ reason: String, _ state: inout AppState) -> [Effect] {
    defer { state.leaving = nil }
    guard let leaving = state.leaving else {
        state.message = .problem("Not saved: \(reason)")
        return []
    }
    guard state.mayLeaveUnsaved else {
        state.mayLeaveUnsaved = true
        state.message = .problem("Not saved; quit again to leave without it. \(reason)")
        // A key that was pressed twice has not answered this.
        return [.discardInput]
    }
    state.message = .problem("The last drawing was not saved: \(reason)")
    return [.exit(leaving)]
}

private func announceSave(of record: PredictionRecord, _ state: inout AppState) {
    state.message = .note("\(savedMessage(record)). \(state.name(of: .undo)) takes it back")
}
