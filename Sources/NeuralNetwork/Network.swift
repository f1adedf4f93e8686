import Files

/// A chain of layers with everything it has learnt.
package final class Network {
    /// What the network was built from.
    package let architecture: Architecture
    /// The layers, first to last, as the architecture describes them.
    package let layers: [any Layer]
    /// The same, some of them joined.
    private let joinedLayers: [any Layer]
    /// Everything that is learnt, layer by layer.
    package let parameters: [Parameter]
    /// Everything that makes the network what it is, layer by layer.
    ///
    /// What is learnt and what was measured meanwhile; no two have the same name.
    package let state: [Parameter]

    /// How many numbers are learnt.
    package var parameterCount: Int { parameters.reduce(0) { $0 + $1.value.count } }

    /// How many multiplications with an addition one image takes in use.
    package var multiplyAddCount: Int {
        var activation = Tensor(zeros: [1] + architecture.inputShape)
        var count = 0
        for layer in layers {
            activation = layer.infer(consume activation)
            count += activation.count * layer.multiplyAddsPerOutput
        }
        return count
    }

    /// An untrained network with random weights.
    package convenience init(_ architecture: Architecture, using generator: inout RandomGenerator) {
        self.init(architecture, layers: architecture.makeLayers())
        for layer in layers { layer.initialize(using: &generator) }
    }

    /// The trained network that a weights file describes, for use.
    package convenience init(_ weights: Weights) throws(WeightsError) {
        guard let name = weights.metadata[Weights.architectureKey] else {
            throw .missingArchitecture
        }
        let architecture: Architecture
        do {
            architecture = try Architecture(named: name)
        } catch {
            throw .unknownArchitecture(error)
        }
        try self.init(architecture, weights: weights)
    }

    /// A network of any architecture with these weights, for use, whatever their metadata says.
    package convenience init(
        _ architecture: Architecture, weights: Weights
    ) throws(WeightsError) {
        self.init(architecture, layers: layersForUse(architecture.makeLayers()))
        try load(weights)
    }

    /// A network of these layers, which are to be initialised or loaded.
    init(_ architecture: Architecture, layers: [any Layer]) {
        self.architecture = architecture
        self.layers = layers
        joinedLayers = joined(layers)
        parameters = layers.flatMap(\.parameters)
        state = layers.flatMap { $0.parameters + $0.runningStatistics }
    }

    /// The network as it is used and stored: batch normalisation is folded into the convolutions.
    package func foldedForUse() -> Network {
        Network(architecture, layers: layersForUse(layers))
    }

    /// The logits [N, classes] of a batch [N, height, width, channels], for use.
    package func infer(_ batch: consuming Tensor) -> Tensor {
        var activation = batch
        for layer in joinedLayers { activation = layer.infer(consume activation) }
        return activation
    }

    /// The logits of a batch while training; the layers keep what `backward` needs.
    package func forward(
        _ batch: consuming Tensor, using generator: inout RandomGenerator
    ) -> Tensor {
        var activation = batch
        for layer in joinedLayers {
            activation = layer.forward(consume activation, using: &generator)
        }
        return activation
    }

    /// Writes every parameter's gradient, given the gradient [N, classes] of the last logits.
    package func backward(_ logitsGradient: consuming Tensor) {
        // Before the first layer that learns, nobody needs a gradient.
        let learning = joinedLayers.drop { $0.parameters.isEmpty }
        var gradient = logitsGradient
        for layer in learning.dropFirst().reversed() {
            gradient = layer.backward(consume gradient)
        }
        _ = learning.first?.backward(gradient, of: .parameters)
    }

    /// The gradient of something by the inputs [N, H, W, C], given its gradient by their logits.
    ///
    /// - Precondition: the network is one for use, where nothing is left to chance.
    package func inputGradient(
        of batch: consuming Tensor, logitsGradient: (Tensor) -> Tensor
    ) -> Tensor {
        var generator = RandomGenerator(seed: 0)
        var gradient = logitsGradient(forward(batch, using: &generator))
        for layer in joinedLayers.reversed() {
            gradient = layer.backward(consume gradient, of: .input)
        }
        return gradient
    }

    /// A copy of everything learnt as it is used, with the architecture's name among the metadata.
    package func weights(metadata: [String: String] = [:]) -> Weights {
        var metadata = metadata
        metadata[Weights.architectureKey] = architecture.name
        return Weights(
            tensors: foldedForUse().parameters.map {
                Weights.Entry(name: $0.name, tensor: $0.value)
            },
            metadata: metadata)
    }

    /// The checksum of the tensors as they are used, whatever else a file says of them.
    package var tensorsChecksum: String { "sha256:" + sha256(weights().encoded()) }

    private func load(_ weights: Weights) throws(WeightsError) {
        let known = Set(parameters.map(\.name))
        if let extra = weights.tensors.first(where: { !known.contains($0.name) }) {
            throw .unexpectedTensor(extra.name, architecture: architecture.name)
        }
        for parameter in parameters {
            guard let tensor = weights[parameter.name] else {
                throw .missingTensor(parameter.name, architecture: architecture.name)
            }
            guard tensor.shape == parameter.shape else {
                throw .wrongShape(
                    parameter.name, expected: parameter.shape, found: tensor.shape)
            }
            parameter.value = tensor
        }
    }
}
