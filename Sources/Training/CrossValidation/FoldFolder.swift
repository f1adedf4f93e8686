import Files
import Glibc
import NeuralNetwork
import Recognition

/// The folder of a cross-validation's fold: a training without the fold's writers, and what its network
/// says of them once that is done.
package struct FoldFolder {
    /// How far the fold has come.
    package enum State: Equatable {
        /// Nothing is there to go on with.
        case fresh
        /// A training was stopped; its checkpoints are there.
        case stopped
        /// The network has answered.
        case answered([Answer])
    }

    /// The folder's path.
    package let path: String
    private let configuration: TrainingConfiguration

    /// The folder of the fold that the configuration keeps back.
    package init(path: String, configuration: TrainingConfiguration) {
        self.path = path
        self.configuration = configuration
    }

    private var answersPath: String { "\(path)/answers.jsonl" }

    /// How far the fold has come with these choices and sets.
    ///
    /// - Throws: `FoldError` if what lies there has come from others; what is wrong with its files.
    package func state(for sets: TrainingSets) throws -> State {
        let checkpoints = CheckpointFolder(path: path)
        let hasAnswers = access(answersPath, F_OK) == 0
        if let json = try TrainingOutput.configurationJSON(in: path), json != configuration.json {
            throw FoldError.otherTraining(folder: path)
        }
        let weightsPath = TrainingOutput.weightsPath(in: path)
        guard access(weightsPath, F_OK) == 0 else {
            // Of which data they speak nobody knows without the network's record.
            guard !hasAnswers else { throw FoldError.answersWithoutNetwork(folder: path) }
            return try checkpoints.isEmpty ? .fresh : .stopped
        }
        let metadata = try weights().metadata
        guard metadata["data"] == sets.sources.record,
            metadata["preprocessing"] == ModelInput.preprocessingVersion
        else { throw FoldError.otherTraining(folder: path) }
        if hasAnswers { return .answered(try AnswerFile.read(answersPath)) }
        return try checkpoints.isEmpty ? .fresh : .stopped
    }

    /// Lets the network that was written answer to what was kept back, and keeps the answers.
    ///
    /// It is not the training's last one if an earlier one was better.
    package func answer(to sets: TrainingSets) throws -> [Answer] {
        let answers = try Network(weights()).compiled().answers(to: sets)
        try AnswerFile.write(answers, to: answersPath)
        return answers
    }

    private func weights() throws -> Weights {
        do {
            return try Weights(contentsOf: TrainingOutput.weightsPath(in: path))
        } catch {
            throw FoldError.damagedNetwork(folder: path, error)
        }
    }
}

/// Why a fold's folder cannot be used.
package enum FoldError: Error, Equatable, CustomStringConvertible {
    case otherTraining(folder: String)
    case answersWithoutNetwork(folder: String)
    case damagedNetwork(folder: String, WeightsError)

    /// One sentence for the user.
    package var description: String {
        switch self {
        case .otherTraining(let folder):
            "\(folder) holds a training with other choices or other data; choose another folder"
        case .answersWithoutNetwork(let folder):
            "\(folder) holds answers without the network that gave them; choose another "
                + "folder"
        case .damagedNetwork(let folder, let error):
            "the network in \(folder) cannot be used: remove the folder to train it anew. \(error)"
        }
    }
}
