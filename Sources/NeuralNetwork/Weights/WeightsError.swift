/// Why weights could not be read, written or used.
package enum WeightsError: Error, Equatable {
    /// The system refused to read or write a file; `reason` is its own wording.
    case file(path: String, reason: String)
    /// A file too large to hold the weights of any network here.
    case tooLarge(path: String, limit: Int)
    /// Bytes are missing at the end; both numbers count the whole file.
    case truncated(expected: Int, found: Int)
    /// Bytes follow after the last tensor.
    case trailingBytes(Int)
    /// The header would be absurdly long.
    case headerLength(UInt64)
    /// The header is not JSON, or not of the form that safetensors has.
    case malformedHeader
    /// A tensor of anything but 32-bit floats.
    case unsupportedType(tensor: String, type: String)
    /// A negative dimension, or more values than a computer can count.
    case badShape(tensor: String)
    /// A tensor that overlaps another, leaves a gap, or is not as long as its shape.
    case badOffsets(tensor: String)
    /// A value that is infinite or not a number.
    case notFinite(tensor: String)
    /// The metadata name no architecture.
    case missingArchitecture
    /// The metadata name an architecture that this program does not have.
    case unknownArchitecture(UnknownArchitecture)
    /// A tensor that the architecture needs is not there.
    case missingTensor(String, architecture: String)
    /// A tensor that the architecture does not have.
    case unexpectedTensor(String, architecture: String)
    /// A tensor whose shape is not what the architecture needs.
    case wrongShape(String, expected: [Int], found: [Int])
}

extension WeightsError: CustomStringConvertible {
    /// One sentence for the user.
    package var description: String {
        switch self {
        case .file(let path, let reason):
            "The weights file \(path) cannot be used: \(reason)."
        case .tooLarge(let path, let limit):
            "\(path) is larger than \(limit) bytes, so it holds no weights for this program."
        case .truncated(let expected, let found):
            "The weights file is cut short: \(found) of \(expected) bytes are there."
        case .trailingBytes(let count):
            "The weights file has \(count) bytes after its last tensor."
        case .headerLength:
            "This is not a safetensors file: it does not begin with the length of a header."
        case .malformedHeader:
            "This is not a safetensors file: its header is not the JSON it should be."
        case .unsupportedType(let tensor, let type):
            "The tensor \(tensor) holds \(type) numbers; only F32 is supported."
        case .badShape(let tensor):
            "The tensor \(tensor) has an impossible shape."
        case .badOffsets(let tensor):
            "The place of the tensor \(tensor) in the weights file does not fit its shape or "
                + "its neighbours."
        case .notFinite(let tensor):
            "The tensor \(tensor) holds infinities or values that are not numbers."
        case .missingArchitecture:
            "The weights do not say which network they are for: "
                + "their metadata has no \"\(Weights.architectureKey)\"."
        case .unknownArchitecture(let error):
            "The weights are for a network \"\(error.name)\", which this program does not have."
        case .missingTensor(let name, let architecture):
            "The weights lack the tensor \(name) of the network \"\(architecture)\"."
        case .unexpectedTensor(let name, let architecture):
            "The weights hold a tensor \(name) that the network \"\(architecture)\" does not have."
        case .wrongShape(let name, let expected, let found):
            "The tensor \(name) has the shape \(found); the network needs \(expected)."
        }
    }
}
