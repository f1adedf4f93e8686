import NeuralNetwork

/// Everything that one training needs: what to learn from, and what to judge by.
package struct TrainingSets: Sendable {
    /// What the network learns from.
    package let examples: [Example]
    /// Images kept back from MNIST's training part.
    package let mnistValidation: LabelledInputs
    /// Drawings by writers kept back, replayed; nil when there are no drawings to learn from.
    package let penValidation: LabelledInputs?
    /// The files that all of it came from.
    package let sources: [SourceFile.Provenance]

    /// Sets made by hand.
    package init(
        examples: [Example], mnistValidation: LabelledInputs, penValidation: LabelledInputs?,
        sources: [SourceFile.Provenance] = []
    ) {
        self.examples = examples
        self.mnistValidation = mnistValidation
        self.penValidation = penValidation
        self.sources = sources
    }

    /// Splits MNIST's training part and, where there is a file, pen drawings by writer.
    ///
    /// MNIST's test part is not touched: it is for the last report alone.
    package static func load(
        from directory: String, penPath: String? = nil
    ) throws(DatasetError) -> TrainingSets {
        let mnist = try MNIST.load(.training, from: directory)
        let split = try mnist.split()
        var examples = zip(split.training.images, split.training.labels).map(Example.image)
        var sources = mnist.sources
        var penValidation: LabelledInputs?
        if let penPath {
            let file = try PenFile(contentsOf: penPath)
            let folds = WriterFolds(file.drawings)
            guard folds.writerCount >= WriterFolds.count else {
                throw .tooFewWriters(
                    path: penPath, count: folds.writerCount, needed: WriterFolds.count)
            }
            examples += folds.training.map(Example.drawing)
            penValidation = LabelledInputs(replaying: folds.validation)
            sources.append(file.source)
        }
        return TrainingSets(
            examples: examples, mnistValidation: LabelledInputs(split.validation),
            penValidation: penValidation, sources: sources)
    }
}
