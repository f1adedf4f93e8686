/// Named tensors and what is known about them: the contents of a weights file.
package struct Weights: Equatable, Sendable {
    /// A tensor and its name.
    package struct Entry: Equatable, Sendable {
        /// As PyTorch's `state_dict` would name it.
        package let name: String
        /// Its shape and values.
        package let tensor: Tensor

        /// An entry of that name.
        package init(name: String, tensor: Tensor) {
            self.name = name
            self.tensor = tensor
        }
    }

    /// The metadata key that names the network's architecture.
    package static let architectureKey = "architecture"

    /// The metadata key for ``Network/tensorsChecksum`` when the file was written.
    package static let tensorsChecksumKey = "tensors_checksum"

    /// The tensors, in the order in which they lie in a file.
    package let tensors: [Entry]
    /// What the file says about itself.
    package var metadata: [String: String]

    /// Weights of these tensors, whose names must differ.
    package init(tensors: [Entry], metadata: [String: String] = [:]) {
        precondition(Set(tensors.map(\.name)).count == tensors.count, "two tensors share a name")
        self.tensors = tensors
        self.metadata = metadata
    }

    /// The tensor of that name.
    package subscript(name: String) -> Tensor? {
        tensors.first { $0.name == name }?.tensor
    }
}
