import Glibc

/// The Adam optimizer, with PyTorch's formula and decoupled weight decay.
///
/// Sources: Kingma and Ba 2015; Loshchilov and Hutter 2019 for the decay (AdamW).
package struct Adam: Equatable, Sendable {
    /// The size of a step; may change between steps, as a schedule has it.
    package var learningRate: Float
    /// The share of each parameter, times the learning rate, that every step takes away.
    package let weightDecay: Float

    /// How much of the past the running means keep, and what keeps a division away from zero.
    private static let beta1: Float = 0.9
    private static let beta2: Float = 0.999
    private static let epsilon: Float = 1e-8

    /// How many steps were made.
    package private(set) var stepCount: Int
    /// The running means of the gradients, a tensor for each parameter.
    package private(set) var firstMoments: [Tensor]
    /// The running means of the squared gradients, a tensor for each parameter.
    package private(set) var secondMoments: [Tensor]

    /// An optimizer at its first step, or one that resumes from what another had stored.
    package init(
        learningRate: Float = 1e-3, weightDecay: Float = 0, stepCount: Int = 0,
        firstMoments: [Tensor] = [], secondMoments: [Tensor] = []
    ) {
        self.learningRate = learningRate
        self.weightDecay = weightDecay
        self.stepCount = stepCount
        self.firstMoments = firstMoments
        self.secondMoments = secondMoments
    }

    /// Moves every parameter against its gradient; always the same parameters in the same order.
    package mutating func step(_ parameters: [Parameter]) {
        if firstMoments.isEmpty {
            firstMoments = parameters.map { Tensor(zeros: $0.value.shape) }
            secondMoments = firstMoments
        }
        precondition(
            firstMoments.map(\.shape) == parameters.map(\.value.shape)
                && secondMoments.map(\.shape) == firstMoments.map(\.shape),
            "the optimizer's moments belong to other parameters")
        stepCount += 1
        // In double precision: at the first steps the powers are too close to 1 for single.
        let correction1 = 1 - pow(Double(Adam.beta1), Double(stepCount))
        let correction2 = 1 - pow(Double(Adam.beta2), Double(stepCount))
        let scale = StepScale(
            step: learningRate / Float(correction1),
            root: 1 / Float(correction2.squareRoot()),
            shrink: 1 - learningRate * weightDecay)
        for (index, parameter) in parameters.enumerated() {
            Adam.update(
                &parameter.value.values, gradient: parameter.gradient.values,
                &firstMoments[index].values, &secondMoments[index].values,
                count: parameter.value.count, scale)
        }
    }

    /// The numbers of a step that are the same for every element.
    private struct StepScale {
        let step, root, shrink: Float
    }

    private static func update(
        _ values: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>,
        _ firstMoments: UnsafeMutablePointer<Float>, _ secondMoments: UnsafeMutablePointer<Float>,
        count: Int, _ scale: StepScale
    ) {
        Parallel.forEach(rangeOf: count, minimum: Parallel.elementwiseMinimum) { range in
            for index in range {
                let slope = gradient[index]
                let first = beta1 * firstMoments[index] + (1 - beta1) * slope
                let second = beta2 * secondMoments[index] + (1 - beta2) * slope * slope
                // A parameter that gets no gradient would leave moments too small for the
                // processor's fast path (denormal numbers), in every later step.
                firstMoments[index] = abs(first) < 1e-30 ? 0 : first
                secondMoments[index] = second < 1e-30 ? 0 : second
                values[index] =
                    scale.shrink * values[index] - scale.step * first
                    / (second.squareRoot() * scale.root + epsilon)
            }
        }
    }
}
