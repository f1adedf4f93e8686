import Drawing

/// Begins to draw the strokes again; nothing where there are none.
func play(_ strokes: [Stroke], _ state: inout AppState) -> [Effect] {
    guard !strokes.isEmpty else {
        state.message = .note("There is no drawing to play")
        return []
    }
    let playback = Playback(strokes)
    state.playback = playback
    return [.recognize(playback.canvas, withReasons: state.inset == .reasons)]
}

/// Begins the demonstration with the first digit.
package func beginDemonstration(_ state: inout AppState) -> [Effect] {
    state.message = nil
    state.demonstration = Demonstration()
    if DrawingLayout(state.window, showsInset: true) != nil { state.inset = .modelInput }
    return play(DemonstrationDigits.strokes(of: 0), &state)
}

/// A moment has passed.
func tick(_ state: inout AppState) -> [Effect] {
    guard var playback = state.playback else { return [] }
    guard playback.isFinished else {
        playback.advance()
        state.playback = playback
        return [.recognize(playback.canvas, withReasons: state.inset == .reasons)]
    }
    guard state.demonstration != nil else {
        // The whole drawing is what the screen shows anyway.
        state.playback = nil
        return []
    }
    guard let digit = state.demonstration?.wait() else { return [] }
    return play(DemonstrationDigits.strokes(of: digit), &state)
}
