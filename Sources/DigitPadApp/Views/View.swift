import Terminal

/// The screen that shows a state: a pure function, so that a test can compare whole screens.
package func view(_ state: AppState) -> Frame {
    guard let layout = drawingLayout(state) else { return tooSmallView(state) }
    switch state.overlay {
    case .help(let page): return helpView(state, page: page)
    case .statistics(let statistics): return statisticsView(statistics, state)
    case nil: break
    }
    switch state.screen {
    case .drawing: return drawingView(state, layout)
    case .history: return historyView(state)
    }
}

/// Says which size is needed, in a window where nothing else has room.
private func tooSmallView(_ state: AppState) -> Frame {
    let window = state.window
    var frame = Frame(width: window.width, height: window.height)
    let quit =
        state.screen == .drawing ? state.name(of: .app(.quit)) : state.historyName(of: .app(.quit))
    let sentence =
        "DigitPad needs \(DrawingLayout.words(DrawingLayout.smallestWindows)), this is "
        + "\(window.width)x\(window.height). Enlarge the window, or "
        + "\(quit) quits."
    // The message first: it may say why the program did not end.
    let lines = [state.message?.text, sentence].compactMap { $0 }
        .flatMap { wrap($0, width: window.width) }
    for (row, line) in lines.enumerated() {
        frame.write(line, column: 0, row: row)
    }
    return frame
}
