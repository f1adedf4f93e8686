import Files
import Glibc
import NeuralNetwork
import Synchronization
import Training

extension Command {
    /// Teaches a network and writes it to a folder.
    static var train: Command {
        Command(
            name: "train",
            summary: "Train the recogniser on MNIST and pen strokes.",
            discussion: """
                Reads MNIST's original files and pen strokes (tablet units, JSON Lines), keeps some
                images and writers back for validation, and writes the network, its configuration,
                a log of the epochs and checkpoints to the output folder. Ctrl-C stops early;
                --resume goes on from there, given the same data, as if it had never stopped.

                Each hyper-parameter is an option and a key of the configuration file, whose form
                is that of the configuration.json written beside the network: keys with a dot
                below lie in objects. Options win over the file, the file over the standard of the
                architecture; the values shown are those of digitnet.
                """,
            options: trainingData + [
                Option(name: "--output", value: "DIR", help: "folder for the results"),
                Option(
                    name: "--resume", value: "PATH",
                    help: "go on from a checkpoint, or the newest one in a folder"),
            ] + trainingChoices + [.threads],
            run: runTrain)
    }
}

private func runTrain(_ arguments: Arguments) throws -> ExitCode {
    _ = try arguments.operands()
    try arguments.setThreads()
    return if let path = arguments["--resume"] {
        try resume(from: path, arguments)
    } else {
        try begin(arguments)
    }
}

private func begin(_ arguments: Arguments) throws -> ExitCode {
    let folder = try arguments.required("--output")
    guard try CheckpointFolder(path: folder).isEmpty else {
        throw Failure(
            description: "\(folder) holds the checkpoints of another training: go on with it "
                + "by --resume \(folder), or give another --output")
    }
    guard access(TrainingOutput.weightsPath(in: folder), F_OK) != 0 else {
        throw Failure(
            description: "\(folder) holds a network already: give another --output")
    }
    let configuration = try arguments.trainingConfiguration()
    let sets = try arguments.trainingSets(for: configuration)
    let output = try TrainingOutput(path: folder, configuration: configuration)
    return try finish(try Trainer(configuration, sets: sets), configuration, into: output)
}

private func resume(from path: String, _ arguments: Arguments) throws -> ExitCode {
    for option in trainingChoices.map(\.name) + ["--output"] where arguments.isGiven(option) {
        throw UsageError(
            description:
                "--resume goes on where it was, as was chosen before; it takes no \(option)")
    }
    let isFolder = isDirectory(path)
    let folder = isFolder ? path : WholeFile.folder(of: path)
    let checkpoint: TrainingCheckpoint
    var isFinished = CheckpointFolder.isFinal(path)
    if isFolder {
        let newest = try newestCheckpoint(in: CheckpointFolder(path: path))
        checkpoint = newest.checkpoint
        isFinished = CheckpointFolder.isFinal(newest.name)
        if !isFinished {
            try? write("Going on from \(visible(newest.name)).\n", to: STDERR_FILENO)
        }
    } else {
        do {
            checkpoint = try TrainingCheckpoint(contentsOf: path)
        } catch {
            throw Failure(about: path, error)
        }
    }
    if isFinished { return try leaveAlone(folder) }
    let configuration = checkpoint.configuration
    let sets = try arguments.trainingSets(for: configuration)
    let trainer = try Trainer(
        checkpoint, architecture: try Architecture(named: configuration.architecture), sets: sets)
    let output = try TrainingOutput(path: folder, configuration: configuration)
    return try finish(trainer, configuration, into: output)
}

/// Says that there is nothing to go on with: nothing that is finished is written again.
private func leaveAlone(_ folder: String) throws -> ExitCode {
    let weights = TrainingOutput.weightsPath(in: folder)
    do {
        _ = try Weights(contentsOf: weights)
    } catch {
        throw Failure(
            description: "the training in \(folder) is finished, but its weights are missing or "
                + "damaged: resume one of its other checkpoints. \(error)")
    }
    try? write(
        "The training is finished. Its network is in \(visible(weights)).\n", to: STDERR_FILENO)
    return .done
}

/// The checkpoint that has come farthest; says which are passed over.
func newestCheckpoint(
    in folder: CheckpointFolder
) throws(CheckpointError) -> (checkpoint: TrainingCheckpoint, name: String) {
    let newest = try folder.newest()
    for (name, error) in newest.unusable.sorted(by: { $0.key < $1.key }) {
        complain("\(name) is passed over: \(error)")
    }
    return (newest.checkpoint, newest.name)
}

/// Trains; one that was stopped is not done, and it is said how to go on.
private func finish(
    _ trainer: Trainer, _ configuration: TrainingConfiguration, into output: TrainingOutput
) throws -> ExitCode {
    guard try run(trainer, configuration, into: output).ending == .stopped else { return .done }
    try? write(
        "Go on with the same data and --resume \(visible(output.path)).\n", to: STDERR_FILENO)
    return .failed
}

/// Trains with everything to see on standard error, until the end or Ctrl-C.
func run(
    _ trainer: Trainer, _ configuration: TrainingConfiguration, into output: TrainingOutput
) throws -> TrainingResult {
    if let openBLASProblem { complain(openBLASProblem) }
    onSignals([SIGINT, SIGTERM, SIGHUP]) { _ in stopRequested.store(true, ordering: .relaxed) }
    var display = TrainingDisplay(epochs: configuration.epochs)
    let result = try trainer.train(
        into: output,
        onProgress: { display.show($0) },
        onEpoch: { display.show($0) },
        shouldStop: { isStopRequested })
    display.end(result, output)
    return result
}

/// Whether the person wants the training to end.
var isStopRequested: Bool { stopRequested.load(ordering: .relaxed) }

/// Set by Ctrl-C or a request to end; a signal handler can reach nothing else.
private let stopRequested = Atomic<Bool>(false)

private func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}
