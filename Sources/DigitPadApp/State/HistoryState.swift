import PredictionHistory

/// The history screen: a window onto the saved drawings, newest first.
package struct HistoryState: Equatable, Sendable {
    package var filter = HistoryFilter.all
    /// How many saved drawings pass the filter.
    package var total = 0
    /// The loaded ones: positions `offset ..< offset + records.count` of the filtered list.
    package var records: [PredictionRecord] = []
    package var offset = 0
    /// The position of the selected drawing in the filtered list.
    package var selection = 0
    /// Whether the selected drawing is shown large.
    package var isOpen = false
    /// What was selected before another filter was set, as long as nothing else is: going back leads to
    /// it again.
    var selectedBefore: PredictionRecord?
    /// Whether the history could not be read, so that nobody knows what is in it.
    package var isUnread = false
    package var timeline = Timeline<HistoryStep>()

    package init() {}

    /// The selected drawing; nil while nothing is loaded or the list is empty.
    package var selected: PredictionRecord? {
        let index = selection - offset
        return records.indices.contains(index) ? records[index] : nil
    }
}

/// A change made on the history screen.
package enum HistoryStep: Equatable, Sendable {
    case delete(PredictionRecord)
    case relabel(id: Int64, from: TrueLabel?, to: TrueLabel?)
}
