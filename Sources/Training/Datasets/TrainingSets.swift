import NeuralNetwork

/// Everything that one training needs: what to learn from, and what to judge by.
package struct TrainingSets: Sendable {
    /// What the network learns from.
    package let examples: [Example]
    /// Images kept back from MNIST's training part.
    package let mnistValidation: LabelledInputs
    /// Digits by writers kept back, by mouse; nil when no writer is kept back.
    package let penValidation: LabelledInputs?
    /// Letters by writers kept back, scribbles of kinds kept back, and more that is no digit.
    ///
    /// Nil when no writer is kept back or there are no letters.
    package let nonDigitValidation: LabelledInputs?
    /// What was kept back, to be judged in more forms; nil when no writer is kept back.
    package let heldOut: HeldOut?
    /// The files that all of it came from.
    package let sources: [SourceFile.Provenance]

    /// Sets made by hand.
    package init(
        examples: [Example], mnistValidation: LabelledInputs, penValidation: LabelledInputs?,
        nonDigitValidation: LabelledInputs? = nil, heldOut: HeldOut? = nil,
        sources: [SourceFile.Provenance] = []
    ) {
        self.examples = examples
        self.mnistValidation = mnistValidation
        self.penValidation = penValidation
        self.nonDigitValidation = nonDigitValidation
        self.heldOut = heldOut
        self.sources = sources
    }

    /// Splits MNIST's training part and, where there are files, digits and letters by writer.
    ///
    /// With `heldOutFold` nil all writers are learnt from: for the last training, when all has been
    /// chosen. MNIST's test part is not touched: it is for the last report alone. Scribbles and
    /// pairs of digits are made where there are pen drawings.
    ///
    /// - Precondition: the fold is one of ``WriterFolds/numbers``, or nil.
    package static func load(
        from directory: String, penPath: String? = nil, lettersPath: String? = nil,
        heldOutFold: Int? = WriterFolds.standardHeldOut
    ) throws(DatasetError) -> TrainingSets {
        let mnist = try MNIST.load(.training, from: directory)
        let split = try mnist.split()
        let images = zip(split.training.images, split.training.labels).map(Example.image)
        let mnistValidation = LabelledInputs(split.validation)
        guard penPath != nil || lettersPath != nil else {
            return TrainingSets(
                examples: images, mnistValidation: mnistValidation, penValidation: nil,
                sources: mnist.sources)
        }
        let pen = try PenSets(
            digitsPath: penPath, lettersPath: lettersPath, heldOutFold: heldOutFold)
        return TrainingSets(
            examples: images + pen.examples, mnistValidation: mnistValidation,
            penValidation: pen.heldOut.flatMap {
                $0.digits.isEmpty ? nil : $0.inputs(.mouse)
            },
            nonDigitValidation: pen.heldOut.flatMap { heldOut in
                heldOut.letters.isEmpty
                    ? nil
                    : LabelledInputs(joining: HeldOut.Form.nonDigits.map { heldOut.inputs($0) })
            },
            heldOut: pen.heldOut, sources: mnist.sources + pen.sources)
    }
}

/// The pen drawings of both files, split by writer.
private struct PenSets {
    var examples: [Example]
    var heldOut: HeldOut?
    var sources: [SourceFile.Provenance]

    init(
        digitsPath: String?, lettersPath: String?, heldOutFold: Int?
    ) throws(DatasetError) {
        var files: [PenFile] = []
        for path in [digitsPath, lettersPath] {
            if let path { files.append(try PenFile(contentsOf: path)) }
        }
        sources = files.map(\.source)
        // What a drawing is, is said by its own line, not by the file in which it stands.
        let drawings = files.flatMap(\.drawings)
        let (digits, letters) = (
            drawings.filter(\.isDigit), drawings.filter { !$0.isDigit }
        )
        if let digitsPath, digits.isEmpty { throw .noDigits(path: digitsPath) }
        let folds = WriterFolds(digits: digits, letters: letters)
        if heldOutFold != nil, let digitsPath, folds.digitWriterCount < WriterFolds.count {
            throw .tooFewWriters(
                path: digitsPath, count: folds.digitWriterCount, needed: WriterFolds.count)
        }
        let digitSplit = folds.split(digits, heldOut: heldOutFold)
        let letterSplit = folds.split(letters, heldOut: heldOutFold)
        // Which two digits meet is no choice that a training has to make anew.
        var generator = RandomGenerator(seed: LabelledInputs.replaySeed)
        let pairs = DigitPair.random(2_000, of: digitSplit.training, using: &generator)
        examples =
            digitSplit.training.map(Example.drawing)
            + (digitSplit.training.isEmpty ? [] : BoxedDigit.all.map(Example.boxed))
            + letterSplit.training.map(Example.drawing)
            + pairs.map(Example.pair) + Scribble.training.map(Example.scribble)
        heldOut = heldOutFold.map { _ in
            HeldOut(digits: digitSplit.heldOut, letters: letterSplit.heldOut)
        }
    }
}
