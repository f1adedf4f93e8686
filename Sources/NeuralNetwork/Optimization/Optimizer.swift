/// A rule by which gradients move the parameters.
package protocol Optimizer: Sendable {
    /// The size of a step; may change between steps, as a schedule has it.
    var learningRate: Float { get set }
    /// How many steps were made.
    var stepCount: Int { get }
    /// What the optimizer remembers of the gradients: for each kind of memory a tensor for each
    /// parameter, or none before the first step.
    var moments: [[Tensor]] { get }

    /// Moves every parameter against its gradient; always the same parameters in the same order.
    mutating func step(_ parameters: [Parameter])
}

/// The optimizers by the names that a configuration gives them.
package enum OptimizerName: String, CaseIterable, Sendable {
    /// ``Adam`` with decoupled weight decay.
    case adamw
    /// ``StochasticGradientDescent`` with momentum.
    case sgd
}
