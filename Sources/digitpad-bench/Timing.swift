import NeuralNetwork

/// The microseconds that each call of `body` takes, after some calls to warm up.
///
/// - Parameter pause: how long to sleep before each call, as somebody who draws leaves time between
///   two reports.
func microseconds(
    rounds: Int, warmUp: Int = 10, pause: Duration = .zero, _ body: () -> Void
) -> [Double] {
    for _ in 0..<warmUp { body() }
    let clock = ContinuousClock()
    return (0..<rounds).map { _ in
        if pause > .zero { sleep(pause) }
        return clock.measure(body) / .microseconds(1)
    }
}

/// A step of training: forward, loss, backward, optimizer.
///
/// - Parameter images: at least a batch of ``drawings(count:)``.
/// - Returns: a network, and a function that does one step with the next images.
func training(
    _ architecture: Architecture, images: Tensor, batchSize: Int
) -> (network: Network, step: () -> Void) {
    precondition(images.shape[0] >= batchSize, "there is too little to learn from")
    var generator = RandomGenerator(seed: 1)
    let network = Network(architecture, using: &generator)
    var optimizer = Adam()
    var next = 0
    func step() {
        let first = next % (images.shape[0] / batchSize) * batchSize
        next += 1
        let logits = network.forward(
            images.part(first: first, count: batchSize), using: &generator)
        // As `drawings` has them.
        let labels = (first..<first + batchSize).map { $0 % 10 }
        network.backward(softmaxCrossEntropy(logits, labels: labels).gradient)
        optimizer.step(network.parameters)
    }
    return (network, step)
}

extension Tensor {
    /// Some of the images.
    func part(first: Int, count: Int) -> Tensor {
        let size = self.count / shape[0]
        return Tensor(
            shape: [count] + shape.dropFirst(),
            values: Array(values[first * size..<(first + count) * size]))
    }
}
