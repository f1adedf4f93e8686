import NeuralNetwork

/// How far a training has come: with the learner's tensors all that it needs to go on.
struct TrainingPosition: Codable, Equatable {
    /// The epoch that is going on or comes next, from 1.
    var epoch = 1
    /// How many of its batches are done.
    var batchesDone = 0
    /// How many steps were made in all epochs together.
    var step = 0
    /// The chance with which that epoch begins.
    var generator: RandomGenerator
    /// What was counted in that epoch.
    var tally = Tally()
    /// How long that epoch has taken, in seconds.
    var seconds = 0.0
    /// The epochs that are done.
    var reports: [EpochReport] = []

    /// The best epoch so far, the first of equals.
    var best: EpochReport? {
        reports.reduce(nil) { best, report in
            best.map { report.isBetter(than: $0) ? report : $0 } ?? report
        }
    }
}

/// Counts what happens in an epoch.
struct Tally: Codable, Equatable {
    private(set) var count = 0
    private var loss = 0.0
    private var correct = 0

    var meanLoss: Double { loss / Double(max(1, count)) }
    var accuracy: Double { Double(correct) / Double(max(1, count)) }

    mutating func add(count more: Int, meanLoss: Float, correct right: Int) {
        count += more
        loss += Double(meanLoss) * Double(more)
        correct += right
    }
}
