import Glibc
import NeuralNetwork
import Training

extension Command {
    /// Trains a network for each fold of the writers, and keeps what it says of that fold.
    static var crossValidate: Command {
        Command(
            name: "cross-validate",
            summary: "Measure how well networks read writers whom they do not know.",
            discussion: """
                Trains one network for each fifth of the writers, without that fifth, and writes
                what it says of their drawings to answers.jsonl in a folder of its own. Folds that
                are done are skipped, one that was stopped goes on. At the end it prints what the
                answers come to, and writes that, with the temperature and the threshold that
                follow from them, to calibration.json.
                """,
            options: trainingData + [
                Option(name: "--output", value: "DIR", help: "folder for the folds' folders")
            ] + trainingChoices.filter { $0.name != "--held-out-fold" } + [.threads],
            run: runCrossValidate)
    }
}

private func runCrossValidate(_ arguments: Arguments) throws -> ExitCode {
    _ = try arguments.operands()
    try arguments.setThreads()
    let folder = try arguments.required("--output")
    _ = try (arguments.required("--pen"), arguments.required("--letters"))
    var configuration = try arguments.trainingConfiguration()
    var answers: [Answer] = []
    for fold in WriterFolds.numbers {
        configuration.heldOutFold = fold
        let path = "\(folder)/fold-\(fold)"
        guard !isStopRequested, let found = try foldAnswers(in: path, configuration, arguments)
        else {
            try write("The same command goes on from here.\n", to: STDERR_FILENO)
            return .failed
        }
        answers += found
    }
    guard let report = CrossValidationReport(answers, architecture: configuration.architecture)
    else {
        throw Failure(description: "the folds in \(folder) hold too few answers to judge")
    }
    try CalibrationFile.write(report, to: "\(folder)/calibration.json")
    try printLine(table(report))
    return .done
}

/// What the network of a fold says, trained first where it was not; nil where that was stopped.
private func foldAnswers(
    in path: String, _ configuration: TrainingConfiguration, _ arguments: Arguments
) throws -> [Answer]? {
    let sets = try arguments.trainingSets(for: configuration)
    let folder = FoldFolder(path: path, configuration: configuration)
    let state = try folder.state(for: sets)
    let name = "fold \(configuration.heldOutFold)"
    if case .answered(let answers) = state {
        try write("\(name) was done before.\n", to: STDERR_FILENO)
        return answers
    }
    try write("Training without \(name).\n", to: STDERR_FILENO)
    let output = try TrainingOutput(path: path, configuration: configuration)
    let trainer =
        if state == .stopped {
            try Trainer(
                try newestCheckpoint(in: output.checkpoints).checkpoint,
                architecture: try Architecture(named: configuration.architecture), sets: sets)
        } else {
            try Trainer(configuration, sets: sets)
        }
    guard try run(trainer, configuration, into: output).ending != .stopped else { return nil }
    return try folder.answer(to: sets)
}
