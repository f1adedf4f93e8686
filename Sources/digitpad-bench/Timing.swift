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
/// - Returns: a function that does one step with the same images.
func trainingStep(_ architecture: Architecture, batchSize: Int) -> () -> Void {
    keepFreedMemory()
    var generator = RandomGenerator(seed: 1)
    let network = Network(architecture, using: &generator)
    var optimizer = Adam()
    let images = Tensor(
        shape: [batchSize] + architecture.inputShape,
        values: (0..<batchSize * architecture.inputShape.reduce(1, *)).map { _ in
            generator.uniform()
        })
    let labels = (0..<batchSize).map { $0 % architecture.outputCount }
    return {
        let logits = network.forward(images, using: &generator)
        network.backward(softmaxCrossEntropy(logits, labels: labels).gradient)
        optimizer.step(network.parameters)
    }
}
