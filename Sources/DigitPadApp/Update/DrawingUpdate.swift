import Drawing
import PredictionHistory
import Recognition
import Terminal

// The drawing screen's part of `update`.

/// Does what a key or a button orders, as the next thing that the person does.
func order(_ command: DrawingCommand, _ state: inout AppState) -> [Effect] {
    // A message stays until then, so that nobody has to read against the clock.
    state.message = nil
    if command != .quit { state.mayLeaveUnsaved = false }
    return perform(command, &state)
}

func perform(_ command: DrawingCommand, _ state: inout AppState) -> [Effect] {
    if case .drawTowards = command {
    } else if state.drawing.stroke?.hand == .drawingKeys {
        endStroke(&state.drawing)
    }
    switch command {
    case .moveCursor(let columns, let rows):
        state.drawing.cursor = state.drawing.cursor.moved(columns: columns, rows: rows)
        guard state.drawing.penIsDown else { return [] }
        state.drawing.canvas.extendStroke(to: state.drawing.cursor.centre)
        return [recognize(state)]
    case .drawTowards(let columns, let rows):
        if state.drawing.stroke == nil {
            beginStroke(
                &state.drawing, at: state.drawing.cursor.centre, with: state.drawing.brush,
                by: .drawingKeys)
        }
        state.drawing.cursor = state.drawing.cursor.moved(columns: columns, rows: rows)
        state.drawing.canvas.extendStroke(to: state.drawing.cursor.centre)
        return [recognize(state)]
    case .markOrLine:
        return markOrLine(&state)
    case .removeMark:
        state.drawing.mark = nil
        return []
    case .nudge(let columns, let rows):
        return nudge(&state, columns: columns, rows: rows)
    case .toggleCrosshair:
        state.showsCrosshair.toggle()
        return []
    case .togglePen:
        if state.drawing.penIsDown {
            endStroke(&state.drawing)
            return []
        }
        return lowerPen(&state)
    case .toggleTool:
        return changeBrush(&state) { $0.tool = $0.tool == .pen ? .eraser : .pen }
    case .toggleEdge:
        return changeBrush(&state) { $0.edge = $0.edge == .soft ? .hard : .soft }
    case .changePenSize(let difference):
        return changeBrush(&state) { $0.size += difference }
    case .undo:
        return undo(&state)
    case .redo:
        return redo(&state)
    case .nextInset:
        return showNextInset(&state)
    case .play:
        endStroke(&state.drawing)
        return play(state.drawing.canvas.strokes, &state)
    case .toggleMouse:
        state.mouseIsOn.toggle()
        state.message = .note(
            state.mouseIsOn
                ? "The mouse draws again"
                : "The mouse is the terminal's: select and copy; "
                    + "\(state.name(of: .toggleMouse)) ends it")
        return [.setMouse(on: state.mouseIsOn)]
    case .saveLabelled(let digit):
        return finish(&state, label: .digit(digit))
    case .saveAsPredicted:
        return finishAsPredicted(&state)
    case .saveAsNotADigit:
        return finish(&state, label: .notADigit)
    case .saveUnlabelled:
        return finish(&state, label: nil)
    case .throwAway:
        return throwAway(&state)
    case .showHistory:
        endStroke(&state.drawing)
        return showHistory(&state)
    case .showHelp:
        state.helpPage = 0
        return []
    case .repaint:
        return [.repaint]
    case .suspend:
        endStroke(&state.drawing)
        return [.suspend]
    case .quit:
        return leave(&state, for: .quit)
    case .interrupt:
        return leave(&state, for: .signal(.interrupt))
    }
}

/// From what the model sees to what that was made from, to what spoke for the digit, and to nothing.
private func showNextInset(_ state: inout AppState) -> [Effect] {
    // Where it is on but has no room, the key asks for it anew.
    let isShown = drawingLayout(state)?.inset != nil
    state.inset = isShown ? state.inset?.next : .modelInput
    if state.inset != nil, drawingLayout(state)?.inset == nil {
        state.inset = nil
        let needed = DrawingLayout.words(DrawingLayout.smallestWindowsWithInset)
        state.message = .problem("What the model sees needs a window of \(needed)")
    }
    return [recognize(state)]
}

extension AppState.Inset {
    fileprivate var next: AppState.Inset? {
        switch self {
        case .modelInput: .fairCopy
        case .fairCopy: .reasons
        case .reasons: nil
        }
    }
}

/// The order to recognise what is on the grid, with the reasons where they are shown.
func recognize(_ state: AppState) -> Effect {
    .recognize(state.drawing.canvas, withReasons: state.inset == .reasons)
}

// MARK: - Strokes

private func lowerPen(_ state: inout AppState) -> [Effect] {
    let drawing = state.drawing
    beginStroke(&state.drawing, at: drawing.cursor.centre, with: drawing.brush, by: .keys)
    return [recognize(state)]
}

func beginStroke(
    _ drawing: inout DrawingState, at point: Point, with brush: Brush, by hand: OpenStroke.Hand
) {
    endStroke(&drawing)
    drawing.stroke = OpenStroke(
        hand: hand, before: drawing.canvas, recognitionBefore: drawing.recognition)
    drawing.canvas.beginStroke(at: point, with: brush)
}

/// Ends the open stroke, if there is one; a stroke that changed no cell leaves no trace.
func endStroke(_ drawing: inout DrawingState) {
    guard let stroke = drawing.stroke else { return }
    drawing.stroke = nil
    if drawing.canvas.raster == stroke.before.raster {
        drawing.canvas = stroke.before
        drawing.recognition =
            stroke.before.isBlank ? nil : stroke.recognitionBefore ?? drawing.recognition
    } else {
        drawing.timeline.record(.edit(before: stroke.before, after: drawing.canvas))
    }
}

/// Changes the brush; a lowered pen goes on with the new one from where it is.
func changeBrush(_ state: inout AppState, _ change: (inout Brush) -> Void) -> [Effect] {
    let wasDown = state.drawing.penIsDown
    change(&state.drawing.brush)
    return wasDown ? lowerPen(&state) : []
}

/// The first press sets the mark; the next draws a line to the cursor, where the mark then is.
private func markOrLine(_ state: inout AppState) -> [Effect] {
    let cursor = state.drawing.cursor
    guard let mark = state.drawing.mark else {
        state.drawing.mark = cursor
        state.message = .note(
            "Marked: move, and \(state.name(of: .markOrLine)) draws a line to the cursor; "
                + "\(state.name(of: .removeMark)) unmarks")
        return []
    }
    beginStroke(&state.drawing, at: mark.centre, with: state.drawing.brush, by: .drawingKeys)
    state.drawing.canvas.extendStroke(to: cursor.centre)
    endStroke(&state.drawing)
    state.drawing.mark = cursor
    return [recognize(state)]
}

private func nudge(_ state: inout AppState, columns: Int, rows: Int) -> [Effect] {
    endStroke(&state.drawing)
    let before = state.drawing.canvas
    guard !before.isBlank else {
        state.message = .note("The grid is blank: there is nothing to move")
        return []
    }
    guard let after = before.moved(columns: columns, rows: rows) else {
        state.message = .note("The drawing has reached the edge")
        return []
    }
    state.drawing.canvas = after
    state.drawing.timeline.record(.edit(before: before, after: after))
    return [recognize(state)]
}

// MARK: - Finishing

/// The drawing with what the network says of it; nil for a blank grid.
func finishedDrawing(_ drawing: DrawingState, label: TrueLabel?) -> FinishedDrawing? {
    guard !drawing.canvas.isBlank, let recognition = drawing.recognition else { return nil }
    return FinishedDrawing(
        canvas: drawing.canvas, prediction: recognition.prediction, trueLabel: label)
}

private func finish(_ state: inout AppState, label: TrueLabel?) -> [Effect] {
    endStroke(&state.drawing)
    guard let finished = finishedDrawing(state.drawing, label: label) else {
        state.message = .note("The grid is blank: nothing was saved")
        return []
    }
    return [.save(finished)]
}

private func finishAsPredicted(_ state: inout AppState) -> [Effect] {
    guard let prediction = state.drawing.recognition?.prediction, prediction.digit == nil else {
        return finish(
            &state, label: state.drawing.recognition?.prediction.digit.map(TrueLabel.digit))
    }
    endStroke(&state.drawing)
    state.message = .problem(
        "Not saved, for no digit was seen: \(state.isLinear ? "save DIGIT" : "0-9") says which it is, "
            + "\(state.name(of: .saveAsNotADigit)) that it is not a digit")
    return []
}

private func throwAway(_ state: inout AppState) -> [Effect] {
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

private func undo(_ state: inout AppState) -> [Effect] {
    endStroke(&state.drawing)
    switch state.drawing.timeline.lastDone {
    case nil:
        state.message = .note("There is nothing to undo")
        return []
    case .edit(let before, _):
        state.drawing.timeline.didUndo()
        state.drawing.canvas = before
        return [recognize(state)]
    case .save(let saved):
        return [.undoSave(saved.record)]
    }
}

private func redo(_ state: inout AppState) -> [Effect] {
    endStroke(&state.drawing)
    switch state.drawing.timeline.lastUndone {
    case nil:
        state.message = .note("There is nothing to redo")
        return []
    case .edit(_, let after):
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
        state.drawing.timeline.didRedo()
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
    switch state.leaving {
    case nil:
        state.message = .problem("Not saved: \(reason)")
        return []
    case .quit where !state.mayLeaveUnsaved:
        state.mayLeaveUnsaved = true
        state.message = .problem("Not saved; quit again to leave without it. \(reason)")
        return []
    case .quit, .signal, .terminalClosed:
        state.message = .problem("The last drawing was not saved: \(reason)")
        return state.leaving.map { [.exit($0)] } ?? []
    }
}

private func announceSave(of record: PredictionRecord, _ state: inout AppState) {
    state.message = .note("\(savedMessage(record)). \(state.name(of: .undo)) takes it back")
}
