import FoundationEssentials
import Testing
import Training

@Suite struct ConfigurationTests {
    @Test(arguments: ["mlp", "cnn", "digitnet"])
    func whatIsWrittenIsReadAgain(architecture: String) throws {
        var configuration = TrainingConfiguration(architecture: architecture)
        configuration.learningRate = 0.123
        configuration.seed = .max
        configuration.augmentation.scans.rotation = 7
        configuration.augmentation.devices.penSizes[2] = 0.5
        #expect(try TrainingConfiguration(json: configuration.json) == configuration)
    }

    @Test func missingKeysAreStandard() throws {
        let json = #"{"architecture": "mlp", "mix": {"pairs": 7}, "epochs": 3}"#
        var expected = TrainingConfiguration(architecture: "mlp")
        (expected.mix.pairs, expected.epochs) = (7, 3)
        #expect(try TrainingConfiguration(json: json) == expected)
        #expect(try TrainingConfiguration(json: json, architecture: "cnn").batchSize == 64)
    }

    @Test(arguments: [
        ("[1]", "not a JSON object"), ("{", "not a JSON object"),
        (#"{"epoch": 3}"#, #""epoch""#), (#"{"mix": {"pears": 3}}"#, #""mix.pears""#),
        (#"{"epochs": 0}"#, "from 1 to 10000"), (#"{"epochs": "many"}"#, #""many""#),
        (#"{"schedule": "up"}"#, "one of constant"), (#"{"epochs": {"a": {"b": 1}}}"#, "epochs.a"),
        (#"{"architecture": {"name": "cnn"}}"#, "\"architecture\" needs a word"),
    ])
    func nonsenseIsRefusedByName(json: String, words: String) {
        let error = #expect(throws: ConfigurationError.self) {
            try TrainingConfiguration(json: json)
        }
        #expect(error?.description.contains(words) == true, "\(error as Any)")
    }

    /// Else `make train` could not make the bundled network again.
    @Test func theBundledNetworksConfigurationIsRead() throws {
        let path = #filePath.replacing(
            "Tests/TrainingTests/ConfigurationTests.swift",
            with: "Resources/model/configuration.json")
        let json = try String(contentsOfFile: path, encoding: .utf8)
        let configuration = try TrainingConfiguration(json: json)
        #expect(configuration.architecture == "digitnet")
        // With every choice in it: a standard that changes later does not change what is made.
        for parameter in Hyperparameter.all {
            let name = parameter.key.split(separator: ".").last ?? ""
            #expect(json.contains("\"\(name)\""), "\(parameter.key)")
        }
    }

    @Test func everyHyperparameterHasAnOptionOfItsOwn() {
        let options = Hyperparameter.all.map(\.option)
        #expect(Set(options).count == options.count)
        #expect(options.allSatisfy { $0.wholeMatch(of: /--[a-z0-9]+(-[a-z0-9]+)*/) != nil })
    }

    /// A setting that is not in the table could neither be given nor found again.
    @Test func everyHyperparameterIsReadAndWritten() throws {
        for parameter in Hyperparameter.all {
            var configuration = TrainingConfiguration()
            let standard = parameter.text(configuration)
            let others = ["0", "1", "sgd", "step", "best", "3"].filter {
                parameter.set($0, in: &configuration)
                    && parameter.text(configuration) != standard
            }
            #expect(!others.isEmpty, "\(parameter.key) cannot be changed")
            #expect(try TrainingConfiguration(json: configuration.json) == configuration)
        }
    }
}
