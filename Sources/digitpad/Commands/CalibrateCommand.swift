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
                cross-validate writes. The tensors stay as they are.
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
    let temperature: Double
    let notDigitThreshold: Double
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
    let calibration = Calibration(
        temperature: file.temperature, notDigitThreshold: file.notDigitThreshold)
    weights.metadata.merge(calibration.metadata) { $1 }
    try weights.write(to: path)
    return .done
}
