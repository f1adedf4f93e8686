import PredictionHistory

/// The history screen: a window onto the saved drawings, newest first.
package struct HistoryState: Equatable, Sendable {
    package var filter = HistoryFilter.all
    /// How many saved drawings pass the filter.
    package var total = 0
    /// The loaded ones: positions `offset ..< offset + page.rows.count` of the filtered list.
    package var page = HistoryPage()
    package var offset = 0
    /// The position of the selected drawing in the filtered list.
    package var selection = 0
    /// Whether the selected drawing is shown large.
    package var isOpen = false
    /// Whether the next key says which label the drawings to be shown have.
    var asksForLabel = false
    /// What was selected before another filter was set, as long as nothing else is: going back leads to
    /// it again.
    var selectedBefore: PredictionRecord?
    /// The hint on which the mouse's button went down and has stayed.
    var pressedButton: HistoryCommand?
    /// The drawing that the next click on the hint deletes; nil where the next one asks.
    var clickedToDelete: Int64?
    /// Whether the history could not be read, so that nobody knows what is in it.
    package var isUnread = false
    package var timeline = Timeline<HistoryStep>()

    package init() {}

    /// The selected drawing; nil while nothing is loaded, the list is empty, or it cannot be read.
    package var selected: PredictionRecord? { try? selectedRow?.get() }

    /// Selects the newest drawing, which is not loaded yet; no filter is to hide it.
    mutating func selectNewest() {
        (filter, selection, offset, page) = (.all, 0, 0, HistoryPage())
    }

    /// Gives a loaded drawing its new label and selects it, also where the filter no longer lets it pass: the
    /// next key is for it, too.
    ///
    /// - Returns: false where it is not loaded.
    mutating func show(_ label: TrueLabel?, of record: PredictionRecord) -> Bool {
        let loaded = page.rows.map { try? $0.get() }
        guard let index = loaded.firstIndex(where: { $0?.id == record.id }),
            var relabelled = loaded[index], relabelled.timestamp == record.timestamp
        else { return false }
        relabelled.entry.trueLabel = label
        page.rows[index] = .success(relabelled)
        selection = offset + index
        return true
    }

    /// The selected row; nil while nothing is loaded or the list is empty.
    var selectedRow: HistoryPage.Row? {
        let index = selection - offset
        return page.rows.indices.contains(index) ? page.rows[index] : nil
    }
}

/// A change made on the history screen.
package enum HistoryStep: Equatable, Sendable {
    case delete(PredictionRecord)
    /// Gives another label to a drawing, which is held as it was before.
    case relabel(PredictionRecord, to: TrueLabel?)

    /// The drawing as it was before the change.
    var record: PredictionRecord {
        switch self {
        case .delete(let record), .relabel(let record, _): record
        }
    }
}
