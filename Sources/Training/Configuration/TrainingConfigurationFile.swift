import FoundationEssentials
import NeuralNetwork

// A configuration file is JSON with the keys of ``Hyperparameter``, nested where a key has a dot,
// and the architecture. Any of them may be missing.

extension TrainingConfiguration {
    private static let architectureKey = "architecture"

    /// All choices as JSON that ``init(json:architecture:)`` reads again.
    package var json: String {
        var root: [String: ConfigurationValue] = [Self.architectureKey: .text(architecture)]
        for parameter in Hyperparameter.all {
            let value = ConfigurationValue(scalar: parameter.text(self))
            let parts = parameter.key.split(separator: ".").map(String.init)
            if parts.count == 1 {
                root[parts[0]] = value
            } else {
                var group = root[parts[0]]?.members ?? [:]
                group[parts[1]] = value
                root[parts[0]] = .object(group)
            }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // Words and numbers that were read or written down can always be encoded.
        let data = (try? encoder.encode(ConfigurationValue.object(root))) ?? Data()
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    /// Reads choices; those that are missing are standard for the architecture.
    ///
    /// The architecture is that of the argument, else that of the JSON, else the standard one.
    package init(json: String, architecture: String? = nil) throws(ConfigurationError) {
        let root: ConfigurationValue
        do {
            root = try JSONDecoder().decode(ConfigurationValue.self, from: Data(json.utf8))
        } catch {
            throw .notJSON
        }
        guard let members = root.members else { throw .notJSON }
        let named = members[Self.architectureKey]
        if let named, named.scalar == nil { throw .noScalar(key: Self.architectureKey) }
        self.init(architecture: architecture ?? named?.scalar ?? Architecture.digitnet.name)
        let parameters = Hyperparameter.all
        for (key, value) in members.sorted(by: { $0.key < $1.key })
        where key != Self.architectureKey {
            for (key, value) in value.flattened(under: key) {
                guard let parameter = parameters.first(where: { $0.key == key }) else {
                    throw .unknownKey(key)
                }
                guard let scalar = value.scalar else { throw .noScalar(key: key) }
                guard parameter.set(scalar, in: &self) else {
                    throw .badValue(key: key, value: scalar, range: parameter.range)
                }
            }
        }
    }
}

/// What JSON can say here: words, numbers and objects of them.
private enum ConfigurationValue: Codable {
    case text(String)
    case count(UInt64)
    case number(Double)
    case object([String: ConfigurationValue])

    /// A number where it reads as one; `0.15` stays that, whatever its nearest binary number.
    init(scalar: String) {
        self = UInt64(scalar).map(Self.count) ?? Double(scalar).map(Self.number) ?? .text(scalar)
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let count = try? container.decode(UInt64.self) {
            self = .count(count)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else {
            self = .object(try container.decode([String: ConfigurationValue].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .count(let count): try container.encode(count)
        case .number(let number): try container.encode(number)
        case .object(let members): try container.encode(members)
        }
    }

    var members: [String: ConfigurationValue]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The word or number as text; nil for an object.
    var scalar: String? {
        switch self {
        case .text(let text): text
        case .count(let count): "\(count)"
        case .number(let number):
            // As it was written: -1, and not -1.0.
            number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
        case .object: nil
        }
    }

    /// The members of an object with their full keys, or the value itself.
    func flattened(under key: String) -> [(key: String, value: ConfigurationValue)] {
        guard let members else { return [(key, self)] }
        return members.sorted { $0.key < $1.key }.map { ("\(key).\($0.key)", $0.value) }
    }
}

/// Why a configuration was refused.
package enum ConfigurationError: Error, Equatable, CustomStringConvertible {
    case notJSON
    case unknownKey(String)
    case noScalar(key: String)
    case badValue(key: String, value: String, range: String)

    /// One sentence for the user.
    package var description: String {
        switch self {
        case .notJSON: "it is not a JSON object of words, numbers and objects of them"
        case .unknownKey(let key): "there is no setting \"\(key)\""
        case .noScalar(let key): "\"\(key)\" needs a word or a number"
        case .badValue(let key, let value, let range): "\(key) needs \(range), not \"\(value)\""
        }
    }
}
