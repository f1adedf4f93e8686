import Files
import FoundationEssentials

/// What a cross-validation came to, in a file of JSON: the whole report is written, and read is what weights
/// say of themselves later.
package struct CalibrationFile: Decodable, Sendable {
    /// How digits fared in a form.
    package struct Form: Decodable, Sendable {
        package let form: String
        /// The share whose most probable digit is right, 0…1.
        package let accuracy: Double
    }

    /// What the architecture of the networks is called; nil where it is not said.
    package let architecture: String?
    /// How the answers are read.
    package let temperature: Double
    /// From which probability on the answer is "not a digit".
    package let notDigitThreshold: Double
    /// How digits fared; nil where it is not said.
    package let digits: [Form]?
    /// As ``CrossValidationReport/auroc``.
    package let auroc: Double?

    /// Reads a file's JSON; nil if there is no temperature above 0 and no threshold from 0 to 1.
    package init?(json: [UInt8]) {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let file = try? decoder.decode(CalibrationFile.self, from: Data(json)),
            file.temperature > 0, file.temperature.isFinite,
            (0...1).contains(file.notDigitThreshold)
        else { return nil }
        self = file
    }

    /// Replaces the file.
    package static func write(_ report: CrossValidationReport, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        let json = [UInt8](try encoder.encode(report)) + [UInt8(ascii: "\n")]
        do {
            try WholeFile.write(json, to: path)
        } catch {
            throw TrainingError.notWritable(path: path, reason: error.reason)
        }
    }
}
