import Drawing
import Terminal

// The mouse on the drawing screen.

func useMouseOnDrawing(_ event: AppEvent, _ state: inout AppState) -> [Effect] {
    guard let layout = drawingLayout(state) else { return [] }
    switch event {
    case .mousePressed(let mouseButton, let position):
        // A pen that keys have lowered stays down: the press may be for a hint.
        endMouseStroke(&state.drawing)
        state.drawing.outside = nil
        state.drawing.ignoresDrag = false
        state.drawing.pressedButton = mouseButton == .left ? button(at: position.cell, state) : nil
        return draw([position], with: mouseButton, layout, &state)
    case .mouseDragged(let mouseButton, let positions):
        // Away from the button nobody means it any more.
        if let pressed = state.drawing.pressedButton,
            positions.contains(where: { button(at: $0.cell, state) != pressed })
        {
            state.drawing.pressedButton = nil
        }
        return state.drawing.ignoresDrag
            ? [] : draw(positions, with: mouseButton, layout, &state)
    case .mouseReleased:
        state.drawing.outside = nil
        state.drawing.ignoresDrag = false
        if let command = state.drawing.pressedButton {
            state.drawing.pressedButton = nil
            return order(command, &state)
        }
        endMouseStroke(&state.drawing)
        return []
    case .wheelTurned(let up):
        return order(.changePenSize(by: up ? 1 : -1), &state)
    default:
        return []
    }
}

/// Ends the stroke that the mouse draws, if it draws one; the cursor is where it ended, so that keys go on there.
private func endMouseStroke(_ drawing: inout DrawingState) {
    guard drawing.stroke?.hand == .mouse else { return }
    if let last = drawing.canvas.strokes.last?.points.last {
        drawing.cursor = CellPosition(column: Int(last.x), row: Int(last.y))
    }
    endStroke(&drawing)
}

/// Leads the mouse's stroke over the positions; at the grid's edge it ends, and begins anew where the way
/// leads in again.
///
/// Motion alone may begin a stroke: some terminals swallow the press that follows another click.
private func draw(
    _ positions: [MousePosition], with button: MouseEvent.Button, _ layout: DrawingLayout,
    _ state: inout AppState
) -> [Effect] {
    guard button == .left || button == .right else { return [] }
    var brush = state.drawing.brush
    if button == .right { brush.tool = .eraser }
    var hasDrawn = false
    for position in positions {
        guard let point = layout.point(at: position) else {
            if state.drawing.stroke?.hand == .mouse {
                if let last = state.drawing.canvas.strokes.last?.points.last {
                    state.drawing.extendStroke(to: layout.wayOut(from: last, to: position))
                    hasDrawn = true
                }
                endMouseStroke(&state.drawing)
            }
            state.drawing.outside = position
            continue
        }
        if state.drawing.stroke?.hand == .mouse {
            state.drawing.extendStroke(to: point)
        } else {
            state.message = nil
            state.mayLeaveUnsaved = false
            let start = state.drawing.outside.map { layout.wayOut(from: point, to: $0) } ?? point
            beginStroke(&state.drawing, at: start, with: brush, by: .mouse)
            state.drawing.extendStroke(to: point)
            state.drawing.outside = nil
            // Nobody was asked about what this burst of reports drew before.
            if hasDrawn { state.drawing.stroke?.recognitionBefore = nil }
        }
        hasDrawn = true
    }
    return hasDrawn ? [recognize(state)] : []
}
