/// Gradient descent with momentum, by PyTorch's formula.
///
/// The weight decay is added to the gradient (an L2 penalty), as PyTorch's `SGD` does it and unlike
/// ``Adam``'s, which is decoupled. There is no dampening and no Nesterov step.
/// Source: Sutskever et al. 2013, in PyTorch's form, where the learning rate scales the velocity.
package struct StochasticGradientDescent: Optimizer, Equatable {
    package var learningRate: Float
    /// How much of its velocity a parameter keeps from step to step, 0 ..< 1.
    package let momentum: Float
    /// How much of each parameter is added to its gradient.
    package let weightDecay: Float
    package private(set) var stepCount: Int
    /// The running sums of the gradients, a tensor for each parameter.
    private var velocities: [Tensor]

    /// The velocities, or nothing before the first step.
    package var moments: [[Tensor]] { velocities.isEmpty ? [] : [velocities] }

    /// An optimizer at its first step, or one that resumes from what another had stored.
    package init(
        learningRate: Float, momentum: Float = 0.9, weightDecay: Float = 0, stepCount: Int = 0,
        moments: [[Tensor]] = []
    ) {
        self.learningRate = learningRate
        self.momentum = momentum
        self.weightDecay = weightDecay
        self.stepCount = stepCount
        velocities = moments.first ?? []
    }

    package mutating func step(_ parameters: [Parameter]) {
        // From zero, the first velocity is the first gradient, as in PyTorch.
        if velocities.isEmpty {
            velocities = parameters.map { Tensor(zeros: $0.value.shape) }
        }
        precondition(
            velocities.map(\.shape) == parameters.map(\.value.shape),
            "the optimizer's velocities belong to other parameters")
        stepCount += 1
        for (index, parameter) in parameters.enumerated() {
            update(
                &parameter.value.values, gradient: parameter.gradient.values,
                &velocities[index].values, count: parameter.value.count)
        }
    }

    private func update(
        _ values: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>,
        _ velocities: UnsafeMutablePointer<Float>, count: Int
    ) {
        Parallel.forEach(rangeOf: count, minimum: Parallel.elementwiseMinimum) { range in
            for index in range {
                let slope = gradient[index] + weightDecay * values[index]
                let velocity = momentum * velocities[index] + slope
                velocities[index] = velocity
                values[index] -= learningRate * velocity
            }
        }
    }
}
