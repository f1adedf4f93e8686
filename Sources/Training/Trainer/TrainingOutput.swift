import Files
import FoundationEssentials
import Glibc
import NeuralNetwork
import Recognition

/// The folder that receives what a training makes.
///
/// `weights.safetensors` is the network so far, replaced as a whole; `configuration.json` holds the
/// choices, `epochs.csv` and `epochs.jsonl` a line for every epoch, and there are checkpoints.
package struct TrainingOutput: Sendable {
    /// The folder's path.
    package let path: String
    /// The path of the weights.
    package var weightsPath: String { Self.weightsPath(in: path) }
    /// The path of the weights in such a folder.
    package static func weightsPath(in folder: String) -> String { "\(folder)/weights.safetensors" }
    /// The checkpoints in the folder.
    package var checkpoints: CheckpointFolder { CheckpointFolder(path: path) }

    /// Makes the folder where it is missing, and writes the choices.
    package init(path: String, configuration: TrainingConfiguration) throws(TrainingError) {
        self.path = path
        do {
            try WholeFile.makeFolder(path)
        } catch {
            throw .notWritable(path: path, reason: error.reason)
        }
        try write(configuration.json, to: Self.configurationName)
    }

    private static let configurationName = "configuration.json"

    /// The choices of the training in such a folder; nil where there is none.
    static func configurationJSON(in folder: String) throws(FileError) -> String? {
        let path = "\(folder)/\(configurationName)"
        guard access(path, F_OK) == 0 || errno != ENOENT else { return nil }
        return String(decoding: try WholeFile.read(path, limit: 1 << 20), as: UTF8.self)
    }

    /// Replaces the lists of epochs.
    func write(_ reports: [EpochReport]) throws(TrainingError) {
        let table = ([Self.columns] + reports.map(Self.row)).map { $0 + "\n" }.joined()
        try write(table, to: "epochs.csv")
        // Reports are finite, or the training would have ended.
        let lines = reports.compactMap { try? jsonLine($0) + "\n" }
        try write(lines.joined(), to: "epochs.jsonl")
    }

    private static let columns = """
        epoch,training_loss,training_accuracy,mnist_loss,mnist_accuracy,pen_loss,pen_accuracy,\
        non_digit_auroc,learning_rate,seconds
        """

    /// A line of the table; a set that was not there leaves its columns empty.
    private static func row(_ report: EpochReport) -> String {
        let fields: [String] = [
            "\(report.epoch)", "\(report.trainingLoss)", "\(report.trainingAccuracy)",
            "\(report.mnist.loss)", "\(report.mnist.accuracy)",
            report.pen.map { "\($0.loss)" } ?? "", report.pen.map { "\($0.accuracy)" } ?? "",
            report.nonDigitAUROC.map { "\($0)" } ?? "",
            "\(report.learningRate)", "\(report.seconds)",
        ]
        return fields.joined(separator: ",")
    }

    /// Replaces the weights by those of the network, with a record of where they come from.
    func save(
        _ network: Network, _ report: EpochReport, configuration: TrainingConfiguration,
        sources: [SourceFile.Provenance]
    ) throws(TrainingError) {
        var metadata = [
            "preprocessing": ModelInput.preprocessingVersion,
            "data": sources.record,
            "date": buildTime().formatted(.iso8601),
            "seed": "\(configuration.seed)",
            "epoch": "\(report.epoch)",
            "held_out_writers": configuration.heldOutFold == 0 || report.pen == nil
                ? "none" : "fold \(configuration.heldOutFold) of \(WriterFolds.count)",
            "mnist_validation_accuracy": "\(report.mnist.accuracy)",
            Weights.tensorsChecksumKey: network.tensorsChecksum,
        ]
        if let pen = report.pen { metadata["pen_validation_accuracy"] = "\(pen.accuracy)" }
        do {
            try network.weights(metadata: metadata).write(to: weightsPath)
        } catch {
            throw .weights(error)
        }
    }

    private func write(_ text: String, to name: String) throws(TrainingError) {
        do {
            try WholeFile.write([UInt8](text.utf8), to: "\(path)/\(name)")
        } catch {
            throw .notWritable(path: path, reason: error.reason)
        }
    }
}
