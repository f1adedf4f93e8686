/// A division of drawings into folds such that no writer is in two of them.
///
/// A network knows the hands it was trained on, so that only digits by other writers show how well
/// it reads. Some writers wrote a hundred times more than others; the folds are balanced by the
/// number of drawings: from the most to the least productive, and by name where equal, each writer
/// goes to the fold with the fewest drawings so far, the first of those. No chance is involved.
package struct WriterFolds {
    /// How many folds are made; one of them is for validation.
    package static let count = 10

    /// The drawings of each fold, in their original order.
    package let folds: [[PenDrawing]]

    /// How many people wrote the drawings; with fewer than ``count``, some folds are empty.
    package let writerCount: Int

    /// Deals the drawings into folds by writer.
    package init(_ drawings: [PenDrawing]) {
        let drawingCounts = Dictionary(grouping: drawings, by: \.writer).mapValues(\.count)
        let writers = drawingCounts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        var sizes = [Int](repeating: 0, count: Self.count)
        var foldOfWriter: [String: Int] = [:]
        for (writer, drawingCount) in writers {
            let smallest = sizes.indices.reduce(0) { sizes[$1] < sizes[$0] ? $1 : $0 }
            foldOfWriter[writer] = smallest
            sizes[smallest] += drawingCount
        }
        var folds = [[PenDrawing]](repeating: [], count: Self.count)
        for drawing in drawings {
            if let fold = foldOfWriter[drawing.writer] { folds[fold].append(drawing) }
        }
        self.folds = folds
        writerCount = writers.count
    }

    /// The last fold.
    ///
    /// The first ones each hold one of the most productive writers, whose hand alone would then
    /// decide what the validation says; the last one holds many.
    package var validation: [PenDrawing] { folds[Self.count - 1] }
    /// All other folds.
    package var training: [PenDrawing] { folds.dropLast().flatMap(\.self) }
}
