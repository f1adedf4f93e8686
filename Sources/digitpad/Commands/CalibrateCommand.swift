import FoundationEssentials
import NeuralNetwork
import Recognition

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

/// The part of the file that matters here.
private struct CalibrationFile: Decodable {
    struct Form: Decodable {
        let form: String
        let accuracy: Double
    }

    let architecture: String?
    let temperature: Double
    let notDigitThreshold: Double
    let digits: [Form]?
    let auroc: Double?

    /// How well the networks of the cross-validation read, in words.
    var accuracy: String? {
        digits.map { forms in
            forms.map { "\($0.form) \(percent($0.accuracy, decimals: 2))" }
                .joined(separator: "; ")
        }
    }
}

private func runCalibrate(_ arguments: Arguments) throws -> ExitCode {
    let path = try arguments.operands(named: "WEIGHTS")[0]
    let calibrationPath = try arguments.required("--calibration")
    let bytes = try readAll(calibrationPath, name: calibrationPath)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let file = try? decoder.decode(CalibrationFile.self, from: Data(bytes)),
        file.temperature > 0, file.temperature.isFinite, (0...1).contains(file.notDigitThreshold)
    else {
        throw Failure(
            description: "\(calibrationPath) holds no temperature above 0 and "
                + "no threshold from 0 to 1")
    }
    var weights = try Weights(contentsOf: path)
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
    weights.metadata["cross_validated_accuracy"] = file.accuracy
    weights.metadata["cross_validated_auroc"] = file.auroc.map { fixed($0, decimals: 4) }
    try weights.write(to: path)
    return .done
}
