import NeuralNetwork
import Testing

@Suite struct SoftmaxCrossEntropyTests {
    @Test func probabilitiesFollowTheLogitsAndSumToOne() {
        let probabilities = softmax(Tensor(shape: [2, 3], values: [0, 0, 0, 1, 2, 3]))
        let expected = Tensor(
            shape: [2, 3],
            values: [1.0 / 3, 1.0 / 3, 1.0 / 3, 0.090_030_57, 0.244_728_47, 0.665_240_96])
        #expect(probabilities.distance(to: expected) < 1e-6)
    }

    @Test func hugeLogitsOverflowNothing() {
        let logits = Tensor(shape: [1, 3], values: [1e30, 0, -1e30])
        #expect(softmax(logits).values == [1, 0, 0])
        let (loss, gradient) = softmaxCrossEntropy(logits, labels: [1])
        #expect(loss == 1e30)
        #expect(gradient.values == [1, -1, 0])
    }

    @Test func lossAndGradientAreMeansOverTheBatch() {
        let one = softmaxCrossEntropy(Tensor(shape: [1, 2], values: [1, -1]), labels: [0])
        let two = softmaxCrossEntropy(
            Tensor(shape: [2, 2], values: [1, -1, 1, -1]), labels: [0, 0])
        #expect(abs(one.loss - two.loss) < 1e-6)
        #expect(abs(one.gradient.values[0] / 2 - two.gradient.values[0]) < 1e-6)
    }
}

@Suite struct AdamTests {
    @Test func resumesFromWhatItKept() {
        let (whole, resumed) = (layerWithGradient(), layerWithGradient())
        var optimizer = Adam(learningRate: 0.1, weightDecay: 0.01)
        for _ in 0..<4 { optimizer.step(whole.parameters) }

        var first = Adam(learningRate: 0.1, weightDecay: 0.01)
        for _ in 0..<2 { first.step(resumed.parameters) }
        var second = Adam(
            learningRate: 0.1, weightDecay: 0.01, stepCount: first.stepCount,
            moments: first.moments)
        for _ in 0..<2 { second.step(resumed.parameters) }

        #expect(second == optimizer)
        #expect(resumed.parameters.map(\.value) == whole.parameters.map(\.value))
    }

    /// Without this, moments of a parameter without gradient become denormal, and slow.
    @Test func momentsThatFadeEndAtZero() {
        let layer = layerWithGradient()
        var optimizer = Adam()
        optimizer.step(layer.parameters)
        for parameter in layer.parameters {
            parameter.gradient = Tensor(zeros: parameter.value.shape)
        }
        for _ in 0..<1000 { optimizer.step(layer.parameters) }
        #expect(optimizer.moments[0].allSatisfy { $0.values.allSatisfy { $0 == 0 } })
    }
}

@Suite struct StochasticGradientDescentTests {
    /// The velocity is 0.9 of itself and the gradient, to which 0.1 of the weight is added.
    @Test func twoStepsAreThoseOfPyTorch() {
        let layer = layerWithGradient()
        var expected = layer.parameters.map(\.value)
        var velocities = expected.map { Tensor(zeros: $0.shape) }
        var optimizer = StochasticGradientDescent(learningRate: 0.5, weightDecay: 0.1)
        for _ in 0..<2 {
            for (index, parameter) in layer.parameters.enumerated() {
                for place in 0..<parameter.value.count {
                    let slope = parameter.gradient.values[place]
                    velocities[index].values[place] =
                        0.9 * velocities[index].values[place] + slope
                        + 0.1 * expected[index].values[place]
                    expected[index].values[place] -= 0.5 * velocities[index].values[place]
                }
            }
            optimizer.step(layer.parameters)
        }
        for (found, wanted) in zip(layer.parameters.map(\.value), expected) {
            #expect(zip(found.values, wanted.values).allSatisfy { abs($0 - $1) < 1e-6 })
        }
        #expect(optimizer.stepCount == 2)
    }

    @Test func resumesFromWhatItKept() {
        let (whole, resumed) = (layerWithGradient(), layerWithGradient())
        var optimizer = StochasticGradientDescent(learningRate: 0.1)
        for _ in 0..<3 { optimizer.step(whole.parameters) }
        var first = StochasticGradientDescent(learningRate: 0.1)
        first.step(resumed.parameters)
        var second = StochasticGradientDescent(
            learningRate: 0.1, stepCount: 1, moments: first.moments)
        for _ in 0..<2 { second.step(resumed.parameters) }
        #expect(second == optimizer)
        #expect(resumed.parameters.map(\.value) == whole.parameters.map(\.value))
    }
}

@Suite struct WeightAverageTests {
    /// (1 + t) / (10 + t) at first, then the decay that was asked for.
    @Test func theMeanForgetsItsBeginningQuickly() {
        var generator = RandomGenerator(seed: 3)
        let architecture = Architecture(name: "one", inputShape: [1, 1, 1], outputCount: 1) {
            [Flatten(), Linear(name: "fc", inputCount: 1, outputCount: 1)]
        }
        let network = Network(architecture, using: &generator)
        for parameter in network.parameters { parameter.value.values[0] = 0 }
        let average = WeightAverage(of: network, decay: 0.25)
        for parameter in network.parameters { parameter.value.values[0] = 1 }
        average.add(network, step: 0)
        #expect(abs(average.network.parameters[0].value.values[0] - 0.9) < 1e-6)
        average.add(network, step: 100)
        #expect(abs(average.network.parameters[0].value.values[0] - 0.975) < 1e-6)
        #expect(network.parameters[0].value.values[0] == 1)
    }
}

private func layerWithGradient() -> Linear {
    var generator = RandomGenerator(seed: 14)
    let layer = Linear(name: "fc", inputCount: 3, outputCount: 2)
    layer.initialize(using: &generator)
    for parameter in layer.parameters {
        parameter.gradient = Tensor.random(parameter.value.shape, using: &generator)
    }
    return layer
}
