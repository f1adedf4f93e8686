import NeuralNetwork
import Recognition
import Training

extension Command {
    /// Writes how a network's answers are to be read into its weights.
    static var calibrate: Command {
        Command(
            name: "calibrate",
            summary: "Give weights the temperature and threshold of a cross-validation.",
            operands: "WEIGHTS",
            discussion: """
                The temperature makes confidences mean what they say; from the threshold on the
                answer is "not a digit". Both come from the calibration.json that
                cross-validate writes, and so does how well strangers' digits were read, which
                the weights then say of themselves. The tensors stay as they are.
                """,
            options: [
                Option(
                    name: "--calibration", value: "FILE", help: "what cross-validate has written")
            ],
            run: runCalibrate)
    }
}

private func runCalibrate(_ arguments: Arguments) throws -> ExitCode {
    let path = try arguments.operands(named: "WEIGHTS")[0]
    let calibrationPath = try arguments.required("--calibration")
    let bytes = try readAll(calibrationPath, name: calibrationPath)
    guard let file = CalibrationFile(json: bytes) else {
        throw Failure(
            description: "\(calibrationPath) holds no temperature above 0 and "
                + "no threshold from 0 to 1")
    }
    var weights: Weights
    do {
        weights = try Weights(contentsOf: path)
    } catch {
        throw Failure(about: path, error)
    }
    let architecture = weights.metadata[Weights.architectureKey]
    if let judged = file.architecture, judged != architecture {
        throw Failure(
            description: "\(calibrationPath) judges networks called \(judged), "
                + "and \(path) holds one called \(architecture ?? "nothing")")
    }
    let calibration = Calibration(
        temperature: file.temperature, notDigitThreshold: file.notDigitThreshold)
    weights.metadata.merge(calibration.metadata) { $1 }
    // What an earlier cross-validation said holds no longer, whether this one says it or not.
    weights.metadata["cross_validated_accuracy"] = file.digits.map(accuracies)
    weights.metadata["cross_validated_auroc"] = file.auroc.map { fixed($0, decimals: 4) }
    try weights.write(to: path)
    return .done
}

/// How well the networks of the cross-validation read, in words.
private func accuracies(_ forms: [CalibrationFile.Form]) -> String {
    forms.map { "\($0.form) \(percent($0.accuracy, decimals: 2))" }.joined(separator: "; ")
}
