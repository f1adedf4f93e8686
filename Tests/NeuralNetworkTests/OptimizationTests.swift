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
            firstMoments: first.firstMoments, secondMoments: first.secondMoments)
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
        for _ in 0..<800 { optimizer.step(layer.parameters) }
        #expect(optimizer.firstMoments.allSatisfy { $0.values.allSatisfy { $0 == 0 } })
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
}
