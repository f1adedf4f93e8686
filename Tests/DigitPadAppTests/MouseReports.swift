import DigitPadApp
import Terminal
import Testing

// What a terminal reports of the mouse, by cells of the grid and by places on the screen.

/// Where the grid's cell (0, 0) begins in a window of any size: right of and below its frame.
private let origin = Frame.Position(column: 1, row: 2)

func position(_ column: Int, _ row: Int) -> MousePosition {
    MousePosition(column: origin.column + column, row: origin.row + row)
}

func mouse(
    _ kind: MouseEvent.Kind, _ button: MouseEvent.Button, _ column: Int, _ row: Int
) -> MouseEvent {
    let place = position(column, row)
    return MouseEvent(
        kind, button: button, column: place.cell.column, row: place.cell.row)
}

/// Reports of a line to the right in a row of the window, without its release.
func drag(
    _ button: MouseEvent.Button = .left, columns: ClosedRange<Int>, row: Int
) -> [MouseEvent] {
    [mouse(.press, button, columns.lowerBound, row)]
        + columns.dropFirst().map { mouse(.motion, button, $0, row) }
}

func click(_ kind: MouseEvent.Kind, _ place: Frame.Position) -> MouseEvent {
    MouseEvent(kind, button: .left, column: place.column, row: place.row)
}

/// Where a text begins on the screen.
func place(of text: String, in scenario: Scenario) throws -> Frame.Position {
    let lines = view(scenario.state).text.split(
        separator: "\n", omittingEmptySubsequences: false)
    // Right of the grid or below it: the bars and the hints.
    let row = try #require(lines.lastIndex { $0.contains(text) })
    let column = try #require(
        (0..<lines[row].count).first { lines[row].dropFirst($0).hasPrefix(text) })
    return Frame.Position(column: column, row: row)
}
