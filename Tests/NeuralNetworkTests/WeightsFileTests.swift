import Files
import Glibc
@testable import NeuralNetwork
import Testing
import TestSupport

@Suite struct WeightsFileTests {
    /// Between its header and its tensors, say.
    @Test func aFileThatIsCutShortWhileItIsReadIsRefused() throws {
        let path = "\(folder)/cut.safetensors"
        try weights.write(to: path)
        let file = try RegularFile(path, limit: 1 << 20)
        #expect(try Weights(safetensors: .file(file)) == weights)
        #expect(truncate(path, file.size - 1) == 0)
        #expect(throws: WeightsError.truncated(expected: file.size, found: file.size - 1)) {
            try Weights(safetensors: .file(file))
        }
    }

    private let temporary: TemporaryFolder
    private var folder: String { temporary.path }
    private let weights = Weights(
        tensors: [.init(name: "w", tensor: Tensor(shape: [3], values: [1, 2, 3]))])

    init() throws {
        temporary = try TemporaryFolder()
    }

    @Test func aFileIsWrittenAndReadBack() throws {
        try weights.write(to: "\(folder)/a.safetensors")
        #expect(try Weights(contentsOf: "\(folder)/a.safetensors") == weights)
    }

    @Test func anOlderFileIsReplacedAndNothingElseIsLeft() throws {
        try Weights(tensors: []).write(to: "\(folder)/a.safetensors")
        try weights.write(to: "\(folder)/a.safetensors")
        #expect(try Weights(contentsOf: "\(folder)/a.safetensors") == weights)
        #expect(names == ["a.safetensors"])
    }

    @Test func aTruncatedFileIsRefused() throws {
        let path = "\(folder)/a.safetensors"
        try weights.write(to: path)
        #expect(truncate(path, 20) == 0)
        #expect(throws: WeightsError.self) { try Weights(contentsOf: path) }
    }

    @Test func anAbsentFileIsRefusedWithTheSystemsReason() {
        let path = "\(folder)/absent"
        let error = #expect(throws: WeightsError.self) { try Weights(contentsOf: path) }
        #expect(
            error?.description
                == "The weights file \(path) cannot be used: No such file or directory.")
    }

    @Test func aFolderIsNoWeightsFile() {
        #expect(
            throws: WeightsError.file(path: folder, reason: "it is not a regular file")
        ) {
            try Weights(contentsOf: folder)
        }
    }

    @Test func writingWhereThereIsNoFolderFails() {
        #expect(throws: WeightsError.self) { try weights.write(to: "\(folder)/none/a") }
    }

    private var names: [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }
}
