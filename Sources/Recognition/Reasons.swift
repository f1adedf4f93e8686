import NeuralNetwork

extension Recognizer {
    /// How much each of the 784 pixels spoke for a digit, in nats of its log-probability.
    ///
    /// Below zero it spoke against it. Together they are the difference to a blank input, but for an
    /// error that falls with the number of steps; 0 where the weights are so large that the sums have no
    /// value. Source: Sundararajan, Taly and Yan, "Axiomatic
    /// Attribution for Deep Networks" (integrated gradients, 2017).
    ///
    /// - Parameter digit: 0…9.
    package func reasons(for digit: Int, in input: ModelInput, steps: Int = 8) -> [Float] {
        // From blank to the drawing, in the middle of each step.
        let path = (0..<steps).map { step in
            let share = (Float(step) + 0.5) / Float(steps)
            return ModelInput(pixels: input.pixels.map { share * $0 })
        }
        let gradients = network.inputGradient(of: ModelInput.batch(path)) { logits in
            // The gradient of the loss of that digit, turned round.
            var gradient = softmaxCrossEntropy(
                logits, labels: [Int](repeating: digit, count: steps)
            ).gradient
            for index in gradient.values.indices { gradient.values[index] *= -1 }
            return gradient
        }
        let count = input.pixels.count
        return (0..<count).map { pixel in
            // The loss is the mean over the steps already; the rest is the input's own scale.
            let slope = stride(from: pixel, to: gradients.count, by: count).reduce(Float(0)) {
                $0 + gradients.values[$1]
            }
            let reason = slope * input.pixels[pixel] / ModelInput.standardDeviation
            return reason.isFinite ? reason : 0
        }
    }
}
