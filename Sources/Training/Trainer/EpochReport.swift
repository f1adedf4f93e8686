import FoundationEssentials

/// How well a network reads a set.
package struct ValidationScore: Codable, Equatable, Sendable {
    /// The mean cross-entropy in nats.
    package let loss: Double
    /// The share read correctly.
    package let accuracy: Double

    /// A score made by hand.
    package init(loss: Double, accuracy: Double) {
        self.loss = loss
        self.accuracy = accuracy
    }
}

/// What an epoch, or the part of one before a stop, has brought.
package struct EpochReport: Codable, Equatable, Sendable {
    /// The epoch, from 1.
    package let epoch: Int
    /// The mean loss while learning, with dropout, in nats.
    package let trainingLoss: Double
    /// The share read correctly while learning, with dropout.
    package let trainingAccuracy: Double
    /// The network at the end of the epoch on the images kept back.
    package let mnist: ValidationScore
    /// The same on the drawings kept back; nil when there are none.
    package let pen: ValidationScore?
    /// How well what is no digit was told from the drawings kept back: the area under the ROC curve.
    ///
    /// Nil without drawings, or where the network has no answer for what is no digit.
    package let nonDigitAUROC: Double?
    /// The learning rate of the last step.
    package let learningRate: Float
    /// How long learning took, without the validation.
    package let seconds: Double

    private enum CodingKeys: String, CodingKey {
        case epoch, mnist, pen, seconds
        case trainingLoss = "training_loss"
        case trainingAccuracy = "training_accuracy"
        case nonDigitAUROC = "non_digit_auroc"
        case learningRate = "learning_rate"
    }

    /// A report made by hand.
    package init(
        epoch: Int, trainingLoss: Double, trainingAccuracy: Double, mnist: ValidationScore,
        pen: ValidationScore?, nonDigitAUROC: Double?, learningRate: Float, seconds: Double
    ) {
        self.epoch = epoch
        self.trainingLoss = trainingLoss
        self.trainingAccuracy = trainingAccuracy
        self.mnist = mnist
        self.pen = pen
        self.nonDigitAUROC = nonDigitAUROC
        self.learningRate = learningRate
        self.seconds = seconds
    }

    /// By what the best epoch is chosen: the mean of both sets' accuracy.
    ///
    /// Each set counts the same, whatever its size: scanned digits show the reading of handwriting,
    /// drawn ones that of people at the screen, and a network good at one alone is no use.
    package var score: Double {
        pen.map { (mnist.accuracy + $0.accuracy) / 2 } ?? mnist.accuracy
    }

    /// Whether this is a better network than the other; the smaller loss decides between equals.
    package func isBetter(than other: EpochReport) -> Bool {
        (score, -loss) > (other.score, -other.loss)
    }

    /// Whether all losses are numbers; those of a network that diverged are not.
    var isFinite: Bool { trainingLoss.isFinite && loss.isFinite }

    private var loss: Double { mnist.loss + (pen?.loss ?? 0) }
}

extension EpochReport {
    /// Reads the `epochs.jsonl` of a training.
    package static func read(_ path: String) throws(DatasetError) -> [EpochReport] {
        try read(SourceFile(contentsOf: path).contents, path: path)
    }

    /// Reads the lines of such a file.
    package static func read(_ lines: [UInt8], path: String) throws(DatasetError) -> [EpochReport] {
        var reports: [EpochReport] = []
        for (number, line) in numberedLines(of: lines) {
            guard let report = try? JSONDecoder().decode(EpochReport.self, from: line) else {
                throw .badLine(path: path, line: number, reason: "not an epoch's report")
            }
            reports.append(report)
        }
        return reports
    }
}
