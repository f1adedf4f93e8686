/// The shape of a network: what goes in, what comes out, and the layers between.
///
/// To add one, describe it here and list it in `all`.
package struct Architecture: Sendable {
    /// The name that weights files carry.
    package let name: String
    /// Channels, height and width of one input image.
    package let inputShape: [Int]
    /// How many logits come out for each image.
    package let outputCount: Int
    /// Fresh layers, first to last; their parameters are zero until initialised or loaded.
    package let makeLayers: @Sendable () -> [any Layer]

    /// Two convolutions and two linear layers: 1,199,882 parameters.
    package static let cnn = Architecture(
        name: "cnn", inputShape: [1, 28, 28], outputCount: 10
    ) {
        [
            Convolution(name: "conv1", inputChannels: 1, outputChannels: 32, kernelSize: 3),
            ReLU(),
            Convolution(name: "conv2", inputChannels: 32, outputChannels: 64, kernelSize: 3),
            ReLU(),
            MaxPooling(2),
            Dropout(rate: 0.25),
            Flatten(),
            Linear(name: "fc1", inputCount: 9216, outputCount: 128),
            ReLU(),
            Dropout(rate: 0.5),
            Linear(name: "fc2", inputCount: 128, outputCount: 10),
        ]
    }

    /// Every architecture that this program can build.
    package static let all = [cnn]

    /// An architecture that need not be one of `all`, for a test's small network.
    package init(
        name: String, inputShape: [Int], outputCount: Int,
        makeLayers: @escaping @Sendable () -> [any Layer]
    ) {
        self.name = name
        self.inputShape = inputShape
        self.outputCount = outputCount
        self.makeLayers = makeLayers
    }

    /// The architecture of this name among `all`.
    package init(named name: String) throws(UnknownArchitecture) {
        guard let found = Architecture.all.first(where: { $0.name == name }) else {
            throw UnknownArchitecture(name: name)
        }
        self = found
    }
}

/// A name that no architecture has.
package struct UnknownArchitecture: Error, Equatable, CustomStringConvertible {
    /// The name that was asked for.
    package let name: String

    /// One sentence for the user.
    package var description: String {
        let known = Architecture.all.map(\.name).joined(separator: ", ")
        return "There is no network architecture \"\(name)\"; known: \(known)."
    }
}
