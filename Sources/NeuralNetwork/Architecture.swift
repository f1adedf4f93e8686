/// The shape of a network: what goes in, what comes out, and the layers between.
///
/// To add one, describe it here and list it in `all`.
package struct Architecture: Sendable {
    /// The name that weights files carry.
    package let name: String
    /// Height, width and channels of one input image.
    package let inputShape: [Int]
    /// How many logits come out for each image.
    package let outputCount: Int
    /// Fresh layers for training, first to last; their parameters are to be initialised or loaded.
    package let makeLayers: @Sendable () -> [any Layer]

    /// One hidden layer: 101,770 parameters.
    ///
    /// Source: TensorFlow's tutorial for beginners.
    package static let mlp = Architecture(
        name: "mlp", inputShape: [28, 28, 1], outputCount: 10
    ) {
        [
            Flatten(),
            Linear(name: "fc1", inputCount: 784, outputCount: 128),
            ReLU(),
            Dropout(rate: 0.2),
            Linear(name: "fc2", inputCount: 128, outputCount: 10),
        ]
    }

    /// Two convolutions and two linear layers: 1,199,882 parameters.
    ///
    /// Source: PyTorch's MNIST example.
    package static let cnn = Architecture(
        name: "cnn", inputShape: [28, 28, 1], outputCount: 10
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

    /// The project's own: pairs of 3×3 convolutions at three scales, 16, 48 and 96 channels wide.
    ///
    /// 155,899 parameters in use, after batch normalisation is folded away. The mean over the last
    /// maps stands in for the large linear layer of `cnn`. Ten digits and "not a digit".
    package static let digitnet = Architecture(
        name: "digitnet", inputShape: [28, 28, 1], outputCount: 11
    ) {
        normalizedConvolution(1, from: 1, to: 16) + normalizedConvolution(2, from: 16, to: 16)
            + [MaxPooling(2)]
            + normalizedConvolution(3, from: 16, to: 48)
            + normalizedConvolution(4, from: 48, to: 48)
            + [MaxPooling(2)]
            + normalizedConvolution(5, from: 48, to: 96)
            + normalizedConvolution(6, from: 96, to: 96)
            + [
                GlobalAveragePooling(),
                Dropout(rate: 0.2),
                Linear(name: "fc", inputCount: 96, outputCount: 11),
            ]
    }

    /// A 3×3 convolution that keeps the image's size, batch normalisation and rectifier.
    private static func normalizedConvolution(
        _ number: Int, from inputs: Int, to outputs: Int
    ) -> [any Layer] {
        [
            Convolution(
                name: "conv\(number)", inputChannels: inputs, outputChannels: outputs,
                kernelSize: 3, padding: 1, hasBias: false),
            BatchNormalization(name: "norm\(number)", channels: outputs),
            ReLU(),
        ]
    }

    /// Every architecture that this program can build.
    package static let all = [mlp, cnn, digitnet]

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
