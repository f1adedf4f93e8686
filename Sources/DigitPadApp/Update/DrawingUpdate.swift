import Drawing
import Terminal

// The drawing screen's part of `update`.

/// Does what a key or a button orders, as the next thing that the person does.
func order(_ command: DrawingCommand, _ state: inout AppState) -> [Effect] {
    // A message stays until then, so that nobody has to read against the clock.
    state.message = nil
    if command.app?.leaves != true { state.mayLeaveUnsaved = false }
    return perform(command, &state)
}

func perform(_ command: DrawingCommand, _ state: inout AppState) -> [Effect] {
    if state.drawing.stroke?.hand == .drawingKeys, !command.staysInStroke {
        endStroke(&state.drawing)
    }
    if command.endsDrag, state.drawing.isDragged {
        state.drawing.ignoresDrag = true
        state.drawing.outside = nil
    }
    switch command {
    case .moveCursor(let columns, let rows):
        state.drawing.cursor = state.drawing.cursor.moved(columns: columns, rows: rows)
        guard state.drawing.penIsDown else { return [] }
        state.drawing.canvas.extendStroke(to: state.drawing.cursor.centre)
        return [recognize(state)]
    case .drawTowards(let columns, let rows):
        if state.drawing.stroke == nil || state.drawing.stroke?.hand == .mouse {
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
    case .stepBack:
        return stepBack(&state)
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
    case .app(let command):
        return perform(command, &state)
    }
}

extension DrawingCommand {
    /// Whether a stroke of the keys that draw goes on after it.
    fileprivate var staysInStroke: Bool {
        if case .drawTowards = self { true } else { self == .stepBack }
    }

    /// Whether a mouse that goes on moving with its button held would draw on something else.
    fileprivate var endsDrag: Bool {
        switch self {
        case .saveLabelled, .saveAsPredicted, .saveAsNotADigit, .saveUnlabelled, .throwAway, .undo,
            .redo, .showHistory:
            true
        default:
            false
        }
    }
}

/// From what the model sees to what that was made from, to what spoke for the digit, and to nothing.
private func showNextInset(_ state: inout AppState) -> [Effect] {
    // Where it is on but has no room, the key asks for it anew.
    let isShown = drawingLayout(state)?.inset != nil
    state.inset = isShown ? state.inset?.next : .modelInput
    if state.inset != nil, drawingLayout(state)?.inset == nil {
        state.inset = nil
        let needed = DrawingLayout.words(DrawingLayout.windowsWithInset(near: state.window))
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

/// Takes the last step of the keys' open stroke back; the first one, where the pen touched, ends it.
private func stepBack(_ state: inout AppState) -> [Effect] {
    guard let stroke = state.drawing.stroke, stroke.hand != .mouse,
        let drawn = state.drawing.canvas.strokes.last
    else { return undo(&state) }
    state.drawing.canvas = stroke.before
    let points = Array(drawn.points.dropLast())
    if let last = points.last {
        state.drawing.canvas.draw(Stroke(brush: drawn.brush, points: points))
        state.drawing.cursor = CellPosition(column: Int(last.x), row: Int(last.y))
    } else {
        state.drawing.stroke = nil
    }
    return [recognize(state)]
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
    // Cell by cell the way was found, but nobody wants to go back like that.
    if case .move(let start, before)? = state.drawing.timeline.lastDone {
        state.drawing.timeline.forgetLastDone()
        state.drawing.timeline.record(.move(before: start, after: after))
    } else {
        state.drawing.timeline.record(.move(before: before, after: after))
    }
    return [recognize(state)]
}
