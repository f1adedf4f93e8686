/// A division of writers into folds, and of what they wrote.
///
/// A network knows the hands it was trained on, so that only drawings by other writers show how
/// well it reads. Some writers wrote a hundred times more than others; the folds are balanced by
/// the number of digits: from the most to the least productive, and by name where equal, each
/// writer goes to the fold with the fewest digits so far, the first of those. Who wrote letters
/// alone is dealt afterwards by the number of letters. No chance is involved.
package struct WriterFolds: Sendable {
    /// How many folds there are.
    package static let count = 5
    /// Their numbers.
    package static let numbers = 1...count

    /// How many people wrote digits; with fewer than ``count``, some folds hold none.
    package private(set) var digitWriterCount = 0
    /// The fold of every writer, of digits and letters alike.
    private var foldOfWriter: [String: Int] = [:]

    /// Deals the writers of these drawings into folds.
    package init(digits: [PenDrawing], letters: [PenDrawing] = []) {
        deal(digits)
        digitWriterCount = foldOfWriter.count
        deal(letters)
    }

    /// Deals the writers who have no fold yet; those who have count for the balance.
    private mutating func deal(_ drawings: [PenDrawing]) {
        let drawingCounts = Dictionary(grouping: drawings, by: \.writer).mapValues(\.count)
        var sizes = [Int](repeating: 0, count: Self.count)
        for (writer, drawingCount) in drawingCounts {
            if let fold = foldOfWriter[writer] { sizes[fold - 1] += drawingCount }
        }
        let writers = drawingCounts.filter { foldOfWriter[$0.key] == nil }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        for (writer, drawingCount) in writers {
            let smallest = sizes.indices.reduce(0) { sizes[$1] < sizes[$0] ? $1 : $0 }
            foldOfWriter[writer] = smallest + 1
            sizes[smallest] += drawingCount
        }
    }

    /// The number of the fold in which a writer is; nil for one who was not dealt.
    package func fold(of writer: String) -> Int? { foldOfWriter[writer] }

    /// The drawings by writers of a fold, and those by all others, in their order.
    ///
    /// - Precondition: the fold is one of ``numbers``, or nil to hold nothing out.
    package func split(
        _ drawings: [PenDrawing], heldOut fold: Int?
    ) -> (training: [PenDrawing], heldOut: [PenDrawing]) {
        guard let fold else { return (drawings, []) }
        precondition(Self.numbers.contains(fold), "there is no such fold")
        return (
            drawings.filter { foldOfWriter[$0.writer] != fold },
            drawings.filter { foldOfWriter[$0.writer] == fold }
        )
    }

    /// The fold that is held out where nothing else is said: the last.
    ///
    /// The first holds the most productive writer, whose hand would be more than a third of the
    /// validation; in the last nobody's is.
    package static let standardHeldOut = count
}
