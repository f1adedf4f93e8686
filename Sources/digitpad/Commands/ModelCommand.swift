import DigitPadApp
import NeuralNetwork
import Recognition
import Training

extension Command {
    /// Shows and exports the model.
    static var model: Command {
        Command(
            name: "model",
            summary: "Show or export the model.",
            subcommands: [
                Command(
                    name: "info", summary: "Print what is known about the model.",
                    options: [.model, .json], run: runInfo),
                Command(
                    name: "export", summary: "Write the model to a file for other programs.",
                    operands: "FILE",
                    options: [
                        Option(
                            name: "--format", value: "FORMAT", choices: ["onnx", "safetensors"],
                            help: "onnx or safetensors"),
                        .model,
                    ],
                    run: runExport),
            ])
    }
}

private func runInfo(_ arguments: Arguments) throws -> ExitCode {
    _ = try arguments.operands()
    let facts = try Recognizer.chosen(by: arguments).facts
    if arguments.has("--json") {
        try printJSON(facts)
    } else {
        for (name, value) in facts.sorted(by: { $0.key < $1.key }) {
            try printLine("\(name): \(visible(value))")
        }
    }
    return .done
}

private func runExport(_ arguments: Arguments) throws -> ExitCode {
    let path = try arguments.operands(named: "FILE")[0]
    let format = try arguments.required("--format")
    let recognizer = try Recognizer.chosen(by: arguments)
    let file = try ExportFile(
        path, sparing: [try Settings.chosen(by: arguments).model].compactMap(\.self))
    try file.append(
        format == "onnx"
            ? recognizer.network.onnxModel(
                readout: ONNXReadout(
                    temperature: Float(recognizer.calibration.temperature), digitCount: 10),
                metadata: recognizer.metadata)
            : recognizer.network.weights(metadata: recognizer.metadata).encoded())
    try file.finish()
    return .done
}
