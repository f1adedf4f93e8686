import Synchronization
import Glibc
import NeuralNetwork
import Training

extension Command {
    /// Teaches a network and writes it to a folder.
    static var train: Command {
        let standard = TrainingConfiguration()
        return Command(
            name: "train",
            summary: "Train the recogniser on MNIST and pen strokes.",
            discussion: """
                Reads MNIST's original files from DIR and pen strokes (tablet units, JSON Lines)
                from FILE, keeps some images and writers back for validation, and writes the best
                network, its configuration and a log of the epochs to the output folder.
                Ctrl-C stops early and keeps the best so far.
                """,
            options: [
                Option(name: "--data", value: "DIR", help: "folder with MNIST's four files"),
                Option(name: "--pen", value: "FILE", help: "pen strokes to learn from as well"),
                Option(name: "--output", value: "DIR", help: "folder for the results"),
                Option(
                    name: "--epochs", value: "N", help: "at most so many (\(standard.epochs))"),
                Option(
                    name: "--batch-size", value: "N",
                    help: "examples in a step (\(standard.batchSize))"),
                Option(
                    name: "--learning-rate", value: "RATE",
                    help: "the highest rate of the schedule (\(standard.learningRate))"),
                Option(
                    name: "--weight-decay", value: "RATE",
                    help: "decay of the weights (\(standard.weightDecay))"),
                Option(
                    name: "--pen-renderings", value: "N",
                    help: "how often an epoch draws each pen digit (\(standard.penRenderings))"),
                Option(
                    name: "--patience", value: "N",
                    help: "stop after so many epochs without a better one (\(standard.patience))"),
                Option(
                    name: "--seed", value: "N",
                    help: "where chance starts: same seed, same network (\(standard.seed))"),
                Option(name: "--threads", value: "N", help: "cores to use (all)"),
            ],
            run: runTrain)
    }
}

private func runTrain(_ arguments: Arguments) throws -> ExitCode {
    _ = try arguments.operands()
    let data = try arguments.required("--data")
    let folder = try arguments.required("--output")
    let configuration = try configuration(arguments)
    if let threads = try arguments.number("--threads", in: 1...1024) {
        Parallel.threadCount = threads
    }
    let sets = try TrainingSets.load(from: data, penPath: arguments["--pen"])
    let output = try TrainingOutput(path: folder, configuration: configuration)
    let trainer = try Trainer(configuration, sets: sets)

    signal(SIGINT) { _ in stopRequested.store(true, ordering: .relaxed) }
    var display = TrainingDisplay(epochs: configuration.epochs)
    let result = try trainer.train(
        into: output,
        onProgress: { display.show($0) },
        onEpoch: { display.show($0) },
        shouldStop: { stopRequested.load(ordering: .relaxed) })
    display.end(result, weightsPath: output.weightsPath)
    return .done
}

/// Set by Ctrl-C; a signal handler can reach nothing else.
private let stopRequested = Atomic<Bool>(false)

private func configuration(_ arguments: Arguments) throws(UsageError) -> TrainingConfiguration {
    var result = TrainingConfiguration()
    result.epochs = try arguments.number("--epochs", in: 1...10_000) ?? result.epochs
    result.batchSize = try arguments.number("--batch-size", in: 1...65_536) ?? result.batchSize
    result.learningRate =
        try arguments.number("--learning-rate", in: 1e-9...100) ?? result.learningRate
    result.weightDecay = try arguments.number("--weight-decay", in: 0...1) ?? result.weightDecay
    result.penRenderings =
        try arguments.number("--pen-renderings", in: 1...100) ?? result.penRenderings
    result.patience = try arguments.number("--patience", in: 1...10_000) ?? result.patience
    result.seed = try arguments.number("--seed", in: 0...UInt64.max) ?? result.seed
    return result
}
