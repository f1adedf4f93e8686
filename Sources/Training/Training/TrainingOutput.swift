import FoundationEssentials
import NeuralNetwork
import Recognition

/// The folder that receives what a training makes.
///
/// `weights.safetensors` is the best network so far, replaced as a whole; `configuration.json`
/// holds the choices, `epochs.csv` a line for every epoch.
package struct TrainingOutput: Sendable {
    /// The folder's path.
    package let path: String
    /// The path of the best weights so far.
    package var weightsPath: String { "\(path)/weights.safetensors" }

    private var epochsPath: String { "\(path)/epochs.csv" }

    /// Makes the folder where it is missing, writes the choices, and begins the list of epochs.
    package init(path: String, configuration: TrainingConfiguration) throws(TrainingError) {
        self.path = path
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
            let json = try encoder.encode(configuration) + Data("\n".utf8)
            try json.write(to: URL(filePath: "\(path)/configuration.json"), options: .atomic)
            try Data("\(Self.columns)\n".utf8).write(to: URL(filePath: epochsPath))
        } catch {
            throw .notWritable(path: path)
        }
    }

    private static let columns = """
        epoch,training_loss,training_accuracy,mnist_loss,mnist_accuracy,pen_loss,pen_accuracy,\
        learning_rate,seconds
        """

    /// Adds a line to the list of epochs; a set that was not there leaves its columns empty.
    func append(_ report: EpochReport) throws(TrainingError) {
        let fields: [String] = [
            "\(report.epoch)", "\(report.trainingLoss)", "\(report.trainingAccuracy)",
            "\(report.mnist.loss)", "\(report.mnist.accuracy)",
            report.pen.map { "\($0.loss)" } ?? "", report.pen.map { "\($0.accuracy)" } ?? "",
            "\(report.learningRate)", "\(report.seconds)",
        ]
        let line = fields.joined(separator: ",") + "\n"
        do {
            let file = try Data(contentsOf: URL(filePath: epochsPath))
            try (file + Data(line.utf8)).write(to: URL(filePath: epochsPath), options: .atomic)
        } catch {
            throw .notWritable(path: path)
        }
    }

    /// Replaces the weights by those of the network, with a record of where they come from.
    func save(
        _ network: Network, _ report: EpochReport, seed: UInt64, sources: [SourceFile.Provenance]
    ) throws(TrainingError) {
        var metadata = [
            "preprocessing": ModelInput.preprocessingVersion,
            "data": sources.map { "\($0.name) sha256:\($0.sha256)" }.joined(separator: "; "),
            "date": Date.now.formatted(.iso8601),
            "seed": "\(seed)",
            "epoch": "\(report.epoch)",
            "mnist_validation_accuracy": "\(report.mnist.accuracy)",
        ]
        if let pen = report.pen { metadata["pen_validation_accuracy"] = "\(pen.accuracy)" }
        do {
            try network.weights(metadata: metadata).write(to: weightsPath)
        } catch {
            throw .weights(error)
        }
    }
}
