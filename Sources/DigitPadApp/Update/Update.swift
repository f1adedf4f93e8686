import Terminal

/// The program's one transition: what an event does to the state, and what it asks of the world.
///
/// A pure function: given the same state and event it gives the same result, so that every key can
/// be tested without a terminal, a network or a database.
package func update(_ state: inout AppState, _ event: AppEvent) -> [Effect] {
    switch event {
    case .windowResized(let size):
        state.window = size
        if let page = state.helpPage {
            state.overlay = .help(page: min(page, HelpLayout(state).lastPage))
        }
        return state.screen == .history ? reloadHistory(state) : []
    case .endRequested(let reason):
        // Whoever asks from outside cannot be asked whether the drawing may be lost; and what was said
        // before is not to be the last word.
        state.mayLeaveUnsaved = true
        state.message = nil
        return leave(&state, for: reason)
    case .tick:
        return tick(&state)
    case .keyPressed(let key):
        return press(key, &state)
    case .mousePressed, .mouseDragged, .mouseReleased, .wheelTurned:
        // A drawing that is played is looked at; the press that stops it draws nothing.
        guard state.playback == nil else {
            return event == .mouseReleased ? stopPlaying(&state) : []
        }
        guard state.overlay == nil else {
            // The release turns the page, and not the press: the click's own motion would draw.
            if event == .mouseReleased { turnPage(&state) }
            return []
        }
        switch state.screen {
        case .drawing: return useMouseOnDrawing(event, &state)
        case .history: return useMouseOnHistory(event, &state)
        }
    case .recognized, .drawingSaved, .saveUndone, .saveRedone, .savingFailed, .undoingSaveFailed:
        return answerDrawing(event, &state)
    case .historyLoaded, .historyFiltered, .historyChanged, .historyStepImpossible,
        .historyCounted, .historyFailed:
        return answerHistory(event, &state)
    }
}

private func press(_ key: Key, _ state: inout AppState) -> [Effect] {
    state.message = nil
    // Where the button goes up there may be another hint by then.
    state.drawing.pressedButton = nil
    state.history.pressedButton = nil
    let keys = state.settings.keys
    let drawing = state.screen == .drawing ? keys.drawing.command(for: key) : nil
    let history = state.screen == .history ? keys.history.command(for: key) : nil
    let app = drawing?.app ?? history?.app
    // Nothing on the screen is changed unseen by these, wherever the person is.
    let isHarmless = app != nil && app != .showHelp
    if app?.leaves != true { state.mayLeaveUnsaved = false }
    if state.demonstration != nil { return [.exit(.quit)] }
    if state.playback != nil {
        let effects = stopPlaying(&state)
        guard isHarmless, app != .quit else { return effects }
    }
    if state.overlay != nil {
        guard isHarmless, app != .quit else {
            if app == .quit || key == .escape { state.overlay = nil } else { turnPage(&state) }
            return []
        }
        state.overlay = nil
    }
    // Nothing of the drawing is visible in a window that is too small.
    guard isHarmless || drawingLayout(state) != nil else { return [] }
    if let drawing { return order(drawing, &state) }
    if let history { return order(history, &state) }
    state.history.asksForLabel = false
    return []
}

/// Does what means the same on every screen.
func perform(_ command: AppCommand, _ state: inout AppState) -> [Effect] {
    switch command {
    case .showHelp:
        state.overlay = .help(page: 0)
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

/// Shows the next page of what covers the screen, or the screen after the last.
private func turnPage(_ state: inout AppState) {
    if let page = state.helpPage, page < HelpLayout(state).lastPage {
        state.overlay = .help(page: page + 1)
    } else {
        state.overlay = nil
    }
}

/// Shows the whole drawing again, or ends the demonstration.
private func stopPlaying(_ state: inout AppState) -> [Effect] {
    if state.demonstration != nil { return [.exit(.quit)] }
    state.playback = nil
    return [recognize(state)]
}

/// Ends the program, after saving what is on the grid.
func leave(_ state: inout AppState, for reason: ExitReason) -> [Effect] {
    endStroke(&state.drawing)
    guard let finished = finishedDrawing(state.drawing, label: nil) else {
        return [.exit(reason)]
    }
    state.leaving = reason
    return [.save(finished)]
}
