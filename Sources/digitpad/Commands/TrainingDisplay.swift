import DigitPadApp
import Glibc
import Training

/// Shows a training on standard error: a bar that moves on a terminal, a line for each epoch.
struct TrainingDisplay {
    private let epochs: Int
    private let movesBar = isTerminal(STDERR_FILENO)
    private let clock = ContinuousClock()
    private var epochStart: ContinuousClock.Instant
    private var lastShown: ContinuousClock.Instant

    init(epochs: Int) {
        self.epochs = epochs
        epochStart = clock.now
        lastShown = epochStart
    }

    mutating func show(_ progress: TrainingProgress) {
        let now = clock.now
        let isLast = progress.batch == progress.batches
        guard movesBar, isLast || lastShown.duration(to: now) > .milliseconds(100) else { return }
        lastShown = now
        let share = Double(progress.batch) / Double(progress.batches)
        let seconds = max(epochStart.duration(to: now) / .seconds(1), 1e-9)
        let epochsLeft = Double(epochs - progress.epoch) + 1 - share
        let secondsLeft = seconds / share * epochsLeft
        let filled = Int(share * 24)
        let bar =
            String(repeating: "#", count: filled) + String(repeating: ".", count: 24 - filled)
        put(
            "\r\u{1b}[K\(progress.epoch)/\(epochs) [\(bar)] "
                + "loss \(fixed(progress.loss, decimals: 4))  "
                + "accuracy \(percent(progress.accuracy, decimals: 2))  "
                + "\(Int(Double(progress.imagesDone) / seconds)) images/s  "
                + "\(time(secondsLeft)) left")
    }

    mutating func show(_ report: EpochReport) {
        var line =
            "epoch \(report.epoch)/\(epochs)  loss \(fixed(report.trainingLoss, decimals: 4))  "
            + "validation: MNIST \(percent(report.mnist.accuracy, decimals: 2))"
        if let pen = report.pen { line += ", pen \(percent(pen.accuracy, decimals: 2))" }
        line += "  \(time(report.seconds))"
        put((movesBar ? "\r\u{1b}[K" : "") + line + "\n")
        epochStart = clock.now
    }

    func end(_ result: TrainingResult, weightsPath: String) {
        let reason =
            switch result.ending {
            case .completed: "All epochs are done"
            case .noImprovement: "The last epochs brought nothing better"
            case .stopped: "Stopped"
            }
        put(
            (movesBar ? "\r\u{1b}[K" : "")
                + "\(reason). The best network, of epoch \(result.best.epoch), "
                + "is in \(weightsPath)\n")
    }

    private func put(_ text: String) {
        // Progress that nobody can see must not end the training.
        try? write(text, to: STDERR_FILENO)
    }

    private func time(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        return whole < 60
            ? "\(whole) s" : whole < 3600 ? "\(whole / 60) min" : "\(whole / 3600) h"
    }
}
