import Files
import FoundationEssentials
import Glibc

/// The checkpoints of a training: the three best, and the latest or the final one.
///
/// Their names begin with `mnist_model_` and the time at which they were written, in UTC.
package struct CheckpointFolder: Sendable {
    /// The folder's path.
    package let path: String

    /// The checkpoints in this folder.
    package init(path: String) {
        self.path = path
    }

    /// What a checkpoint is written for.
    enum Occasion {
        /// The end of an epoch: the latest, and one of the best if it is.
        case epoch(EpochReport)
        /// A stop on the way.
        case latest
        /// The end of the training.
        case final
    }

    private static let prefix = "mnist_model_"
    private static let suffix = ".checkpoint"
    private static let latestMark = "_latest"
    private static let finalMark = "_final"
    private static let bestCount = 3

    /// Writes a checkpoint where the occasion wants one, and removes those that it replaces.
    func write(
        _ checkpoint: TrainingCheckpoint, _ occasion: Occasion
    ) throws(TrainingError) {
        let bytes = checkpoint.encoded()
        let there: [String]
        do {
            there = try names()
        } catch {
            throw .checkpoint(error)
        }
        let transient = there.filter {
            $0.hasSuffix(Self.latestMark) || $0.hasSuffix(Self.finalMark)
        }
        switch occasion {
        case .epoch(let report):
            try write(bytes, mark: Self.latestMark)
            let best = bestCheckpoints(of: there, besides: report.epoch)
            let isAmongBest =
                best.count(where: { !report.isBetter(than: $0.report) }) < Self.bestCount
            if isAmongBest { try write(bytes, mark: "") }
            // Sorted from the best on, so that the new one pushes out the last.
            for (index, entry) in best.enumerated()
            where index >= (isAmongBest ? Self.bestCount - 1 : Self.bestCount) {
                remove(entry.name)
            }
        case .latest:
            try write(bytes, mark: Self.latestMark)
        case .final:
            try write(bytes, mark: Self.finalMark)
        }
        for name in transient { remove(name) }
    }

    /// The checkpoint that has come farthest, among those that can be used.
    ///
    /// - Returns: that one, its file's name, and what is wrong with those that cannot be used.
    package func newest() throws(CheckpointError) -> (
        checkpoint: TrainingCheckpoint, name: String, unusable: [String: CheckpointError]
    ) {
        var newest: (checkpoint: TrainingCheckpoint, name: String)?
        var unusable: [String: CheckpointError] = [:]
        // The final one last: it has come as far as the one of the last epoch.
        let there = try names()
        for name in there.filter({ !$0.hasSuffix(Self.finalMark) })
            + there.filter({ $0.hasSuffix(Self.finalMark) })
        {
            do throws(CheckpointError) {
                let checkpoint = try TrainingCheckpoint(contentsOf: file(name))
                if checkpoint.step >= newest?.checkpoint.step ?? 0 {
                    newest = (checkpoint, name)
                }
            } catch {
                unusable[name + Self.suffix] = error
            }
        }
        guard let newest else { throw .noneUsable(folder: path, unusable) }
        return (newest.checkpoint, newest.name + Self.suffix, unusable)
    }

    /// The best checkpoints of the names, but those of one epoch, which is about to be written, best first.
    ///
    /// A checkpoint of the same epoch was left by a training that was resumed from before it; it
    /// is removed.
    private func bestCheckpoints(
        of names: [String], besides epoch: Int
    ) -> [(name: String, report: EpochReport)] {
        var best: [(name: String, report: EpochReport)] = []
        for name in names
        where !name.hasSuffix(Self.latestMark) && !name.hasSuffix(Self.finalMark) {
            guard let report = try? TrainingCheckpoint(contentsOf: file(name)).lastReport else {
                continue
            }
            if report.epoch == epoch {
                remove(name)
            } else {
                best.append((name, report))
            }
        }
        return best.sorted { $0.report.isBetter(than: $1.report) }
    }

    /// Whether a checkpoint of that name was written when its training had come to its end.
    package static func isFinal(_ file: String) -> Bool { file.hasSuffix(finalMark + suffix) }

    /// Whether there is none.
    package var isEmpty: Bool {
        get throws(CheckpointError) { try names().isEmpty }
    }

    /// The names of all checkpoints, without their suffix; none where there is no such folder.
    private func names() throws(CheckpointError) -> [String] {
        guard access(path, R_OK) == 0 || errno == ENOENT else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return files.filter { $0.hasPrefix(Self.prefix) && $0.hasSuffix(Self.suffix) }
            .map { String($0.dropLast(Self.suffix.count)) }.sorted()
    }

    private func file(_ name: String) -> String { "\(path)/\(name)\(Self.suffix)" }

    private func remove(_ name: String) {
        // One that cannot be removed only takes room.
        try? FileManager.default.removeItem(atPath: file(name))
    }

    /// Writes a file whose name is not taken; where it is, the next second's is used.
    private func write(_ bytes: [UInt8], mark: String) throws(TrainingError) {
        var time = buildTime()
        var name: String
        repeat {
            name = Self.prefix + Self.stamp(time) + mark
            time += 1
        } while FileManager.default.fileExists(atPath: file(name))
        do {
            try WholeFile.write(bytes, to: file(name))
        } catch {
            throw .notWritable(path: path, reason: error.reason)
        }
    }

    private static func stamp(_ time: Date) -> String {
        let text = time.formatted(
            .iso8601.year().month().day().dateSeparator(.omitted)
                .time(includingFractionalSeconds: false).timeSeparator(.omitted)
                .dateTimeSeparator(.space))
        return String(text.map { $0 == " " ? "_" : $0 }.prefix(15))
    }
}

/// The time to write into files: now, or that of SOURCE_DATE_EPOCH.
///
/// With that variable the same training gives the same weights file, byte for byte. Logs and checkpoints
/// also say how long it took.
/// Source: https://reproducible-builds.org/specs/source-date-epoch/
func buildTime() -> Date {
    let lastOfFourDigitYears: Int64 = 253_402_300_799
    guard let text = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"],
        let seconds = Int64(text), (0...lastOfFourDigitYears).contains(seconds)
    else { return Date.now }
    return Date(timeIntervalSince1970: Double(seconds))
}
