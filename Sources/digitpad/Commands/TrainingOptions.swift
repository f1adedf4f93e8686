import NeuralNetwork
import Training

// The options that all commands share which train networks.

/// What to learn from.
let trainingData = [
    .data,
    Option(name: "--pen", value: "FILE", help: "pen strokes of digits to learn from as well"),
    Option(
        name: "--letters", value: "FILE", help: "pen strokes of letters, to know as no digits"),
]

/// How to learn: the architecture, a file, and every hyper-parameter.
var trainingChoices: [Option] {
    let standard = TrainingConfiguration()
    return [
        Option(
            name: "--architecture", value: "NAME", choices: Architecture.all.map(\.name),
            help: "the network: \(Architecture.all.map(\.name).joined(separator: ", ")) "
                + "(\(standard.architecture))"),
        Option(name: "--configuration", value: "FILE", help: "read hyper-parameters from JSON"),
        Option(name: "--no-augmentation", help: "show images and strokes as they are"),
    ]
        + Hyperparameter.all.map { parameter in
            Option(
                name: parameter.option, value: parameter.placeholder, choices: parameter.choices,
                help: "\(parameter.help) (\(parameter.text(standard)))")
        }
}

extension Arguments {
    /// The choices that the options and the file they name make.
    func trainingConfiguration() throws -> TrainingConfiguration {
        var configuration: TrainingConfiguration
        if let path = self["--configuration"] {
            let bytes = try readAll(path, name: path)
            do {
                configuration = try TrainingConfiguration(
                    json: String(decoding: bytes, as: UTF8.self),
                    architecture: self["--architecture"])
            } catch {
                throw Failure(description: "\(path) is no configuration: \(error)")
            }
            do {
                _ = try Architecture(named: configuration.architecture)
            } catch {
                throw Failure(description: "\(path) cannot be used: \(error)")
            }
        } else {
            configuration = TrainingConfiguration(
                architecture: self["--architecture"] ?? TrainingConfiguration().architecture)
        }
        if has("--no-augmentation") { configuration.augmentation = .none }
        for parameter in Hyperparameter.all {
            guard let text = self[parameter.option] else { continue }
            guard parameter.set(text, in: &configuration) else {
                throw UsageError(
                    description: "\(parameter.option) needs \(parameter.range), not \"\(text)\"")
            }
        }
        guard configuration.augmentation.devices.drawAnything else {
            throw UsageError(
                description: "one of the devices' shares, and of the pens', has to be above 0")
        }
        return configuration
    }

    /// What `--data`, `--pen` and `--letters` name, split as the configuration says.
    func trainingSets(
        for configuration: TrainingConfiguration
    ) throws -> TrainingSets {
        try TrainingSets.load(
            from: try dataFolder(), penPath: self["--pen"], lettersPath: self["--letters"],
            heldOutFold: configuration.heldOutFold == 0 ? nil : configuration.heldOutFold)
    }
}
