import PredictionHistory
import Recognition
import Terminal

/// How many drawings the history holds, and how many of each digit were seen right.
func statisticsView(_ statistics: HistoryStatistics, _ state: AppState) -> Frame {
    var frame = Frame(width: state.window.width, height: state.window.height)
    let title = "Statistics"
    frame.write(title, column: 1, row: 0, style: Style(bold: true))
    frame.write(
        state.window.width < 40 ? "any key" : "any key closes this", column: title.count + 3,
        row: 0,
        style: state.look.aside)
    frame.write(
        "\(counted(statistics.total, "drawing")), \(statistics.labelled) labelled", column: 1,
        row: 2)
    guard let accuracy = statistics.accuracy else { return frame }
    frame.write(
        "\(statistics.correct) seen right: \(percent(accuracy))", column: 1, row: 3)
    let kinds =
        statistics.digits.enumerated().map { ("\($0.offset)", $0.element) }
        + [("none", statistics.notADigit)]
    let columns = StatisticsColumns(width: state.window.width)
    columns.write(["truly", "right"], row: 5, &frame, style: Style(bold: true))
    for (row, (name, counts)) in zip(6..., kinds) {
        let share = counts.truly > 0 ? Double(counts.correct) / Double(counts.truly) : nil
        frame.write(name, column: 1, row: row, style: Style(bold: true))
        columns.write(
            ["\(counts.truly)", "\(counts.correct)", share.map { percent($0) } ?? ""], row: row,
            &frame)
        guard let share else { continue }
        frame.write(
            bar(share, length: columns.barLength, unicode: state.look.unicode),
            column: columns.bar, row: row)
    }
    return frame
}

/// The columns of the table: how many there truly are, how many of these were seen right, and the share
/// with its bar.
private struct StatisticsColumns {
    /// Where each column of text ends.
    private let ends = [11, 18, 27]
    let bar = 29
    let barLength: Int

    init(width: Int) {
        barLength = min(40, width - 1 - bar)
    }

    func write(_ texts: [String], row: Int, _ frame: inout Frame, style: Style = .plain) {
        for (text, end) in zip(texts, ends) {
            frame.write(text, column: end - text.count, row: row, style: style)
        }
    }
}
