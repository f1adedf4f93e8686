/// The message in lines, and where they stand.
struct ShownMessage {
    /// The rows that it takes, with whatever stood there before.
    let area: Rectangle
    let lines: [String]
    let kind: Message.Kind

    /// The message at the top of the area; what needs more rows covers some of those above.
    ///
    /// Nil while there is none.
    init?(_ state: AppState, in area: Rectangle) {
        guard let message = state.message else { return nil }
        lines = wrap(message.text, width: area.width)
        self.area = Rectangle(
            column: area.column, row: min(area.row, area.row + area.height - lines.count),
            width: area.width, height: lines.count)
        kind = message.kind
    }
}
