import NeuralNetwork

/// Why a training came to nothing, or to nothing more.
package enum TrainingError: Error, Equatable, CustomStringConvertible {
    /// The numbers grew beyond all bounds; weights saved after earlier epochs are kept.
    case diverged(epoch: Int)
    case notWritable(path: String, reason: String)
    case weights(WeightsError)
    /// The checkpoints of before cannot be looked through.
    case checkpoint(CheckpointError)

    /// One sentence for the user.
    package var description: String {
        switch self {
        case .diverged(let epoch):
            "The training diverged in epoch \(epoch): choose a lower learning rate."
        case .notWritable(let path, let reason):
            "\(path) cannot be written to: \(reason)."
        case .weights(let error):
            error.description
        case .checkpoint(let error):
            error.description
        }
    }
}
