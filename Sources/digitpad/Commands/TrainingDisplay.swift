import FoundationEssentials
import Glibc
import Recognition
import Training

/// Shows a training on standard error: a bar that moves on a terminal, else a line now and then.
struct TrainingDisplay {
    private let epochs: Int
    private let movesBar = isTerminal(STDERR_FILENO)
    private let clock = ContinuousClock()
    /// What the speed of the epoch is measured from: a time and how many images were done then.
    private var start: (time: ContinuousClock.Instant, imagesDone: Int)?
    private var lastShown: ContinuousClock.Instant

    init(epochs: Int) {
        self.epochs = epochs
        lastShown = clock.now
    }

    mutating func show(_ progress: TrainingProgress) {
        let now = clock.now
        // The epoch's first batch, or the first after a resume, is where the clock starts.
        guard let start else {
            start = (now, progress.imagesDone)
            return
        }
        let pause: Duration = movesBar ? .milliseconds(100) : .seconds(30)
        guard lastShown.duration(to: now) > pause else { return }
        lastShown = now
        let share = Double(progress.batch) / Double(progress.batches)
        let seconds = max(start.time.duration(to: now) / .seconds(1), 1e-9)
        let speed = Double(progress.imagesDone - start.imagesDone) / seconds
        let imagesInEpoch = Double(progress.imagesDone) / share
        let epochsLeft = Double(epochs - progress.epoch) + 1 - share
        let left = speed > 0 ? time(epochsLeft * imagesInEpoch / speed) + " left" : ""
        let parts = [
            "loss \(fixed(progress.loss, decimals: 4))",
            "\(percent(progress.accuracy, decimals: 2)) right", left,
            "\(Int(speed)) images/s", residentMemory.map { "\($0 >> 20) MB" } ?? "",
        ].filter { !$0.isEmpty }
        if movesBar {
            put("\r\u{1b}[K" + line("\(progress.epoch)/\(epochs)", share, parts))
        } else {
            put(
                "epoch \(progress.epoch)/\(epochs), \(percent(share, decimals: 0)): "
                    + parts.joined(separator: ", ") + "\n")
        }
    }

    /// As many of the parts, the first ones, as the terminal has room for, and a bar if there is more:
    /// a line that wraps could not be written over.
    private func line(_ epoch: String, _ share: Double, _ parts: [String]) -> String {
        var size = winsize()
        let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        var room = (isKnown ? Int(size.ws_col) : 80) - 1 - epoch.count
        var shown = [epoch]
        for part in parts {
            guard room >= part.count + 2 else { return shown.joined(separator: "  ") }
            shown.append(part)
            room -= part.count + 2
        }
        if room >= 8 { shown.insert(bar(share, width: min(room - 4, 24)), at: 1) }
        return shown.joined(separator: "  ")
    }

    private func bar(_ share: Double, width: Int) -> String {
        let filled = Int(share * Double(width))
        return "[" + String(repeating: "#", count: filled)
            + String(repeating: ".", count: width - filled) + "]"
    }

    mutating func show(_ report: EpochReport) {
        var line =
            "epoch \(report.epoch)/\(epochs)  loss \(fixed(report.trainingLoss, decimals: 4))  "
            + "validation: MNIST \(percent(report.mnist.accuracy, decimals: 2))"
        if let pen = report.pen { line += ", pen \(percent(pen.accuracy, decimals: 2))" }
        if let area = report.nonDigitAUROC {
            line += ", non-digits \(fixed(area, decimals: 4)) AUROC"
        }
        line += "  \(time(report.seconds))"
        put((movesBar ? "\r\u{1b}[K" : "") + line + "\n")
        start = nil
    }

    func end(_ result: TrainingResult, _ output: TrainingOutput) {
        let reason =
            switch result.ending {
            case .completed: "All epochs are done"
            case .noImprovement: "The last epochs brought nothing better"
            case .stopped: "Stopped"
            }
        // Who goes on from a copy of a finished training's checkpoint finds it elsewhere.
        let network =
            result.isPartOfEpoch
            ? "What a part of the first epoch taught" : "The network of epoch \(result.kept.epoch)"
        let place =
            access(output.weightsPath, F_OK) == 0 ? " \(network) is in \(output.weightsPath)" : ""
        put((movesBar ? "\r\u{1b}[K" : "") + "\(reason).\(place)\n")
    }

    /// How much of the machine's memory this process holds, in bytes; nil where nobody says.
    private var residentMemory: Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
            let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return nil }
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }

    private func put(_ text: String) {
        // Progress that nobody can see must not end the training.
        try? write(text, to: STDERR_FILENO)
    }

    private func time(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        return whole < 60
            ? "\(whole) s"
            : whole < 600
                ? "\(whole / 60) min \(whole % 60) s"
                : whole < 3600 ? "\(whole / 60) min" : "\(whole / 3600) h \(whole / 60 % 60) min"
    }
}
