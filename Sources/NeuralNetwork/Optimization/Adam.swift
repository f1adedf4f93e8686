import CKernels
import Glibc

/// The Adam optimizer, with PyTorch's formula and decoupled weight decay.
///
/// Sources: Kingma and Ba 2015; Loshchilov and Hutter 2019 for the decay (AdamW).
package struct Adam: Optimizer, Equatable {
    package var learningRate: Float
    /// The share of each parameter, times the learning rate, that every step takes away.
    package let weightDecay: Float
    /// How much of the past the running means of gradients and squared gradients keep, 0 ..< 1.
    package let beta1, beta2: Float
    /// What keeps a division away from zero.
    package let epsilon: Float
    package private(set) var stepCount: Int
    /// The running means of the gradients, a tensor for each parameter.
    private var firstMoments: [Tensor]
    /// The running means of the squared gradients, a tensor for each parameter.
    private var secondMoments: [Tensor]

    /// The first and the second moments, or nothing before the first step.
    package var moments: [[Tensor]] {
        firstMoments.isEmpty ? [] : [firstMoments, secondMoments]
    }

    /// An optimizer at its first step, or one that resumes from what another had stored.
    package init(
        learningRate: Float = 1e-3, weightDecay: Float = 0, beta1: Float = 0.9,
        beta2: Float = 0.999, epsilon: Float = 1e-8, stepCount: Int = 0, moments: [[Tensor]] = []
    ) {
        self.learningRate = learningRate
        self.weightDecay = weightDecay
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.stepCount = stepCount
        firstMoments = moments.first ?? []
        secondMoments = moments.last ?? []
    }

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
        let correction1 = 1 - pow(Double(beta1), Double(stepCount))
        let correction2 = 1 - pow(Double(beta2), Double(stepCount))
        let step = digitpad_adam(
            beta1: beta1, beta2: beta2, rate: learningRate / Float(correction1),
            root: 1 / Float(correction2.squareRoot()), epsilon: epsilon,
            shrink: 1 - learningRate * weightDecay)
        for (index, parameter) in parameters.enumerated() {
            update(
                &parameter.value.values, gradient: parameter.gradient.values,
                &firstMoments[index].values, &secondMoments[index].values,
                count: parameter.value.count, step)
        }
    }

    private func update(
        _ values: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>,
        _ firstMoments: UnsafeMutablePointer<Float>, _ secondMoments: UnsafeMutablePointer<Float>,
        count: Int, _ step: digitpad_adam
    ) {
        Parallel.forEach(rangeOf: count, minimum: Parallel.elementwiseMinimum) { range in
            let start = range.lowerBound
            loops.adam(
                step, range.count, gradient + start, values + start, firstMoments + start,
                secondMoments + start)
        }
    }
}
