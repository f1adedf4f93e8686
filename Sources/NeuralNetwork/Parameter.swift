/// One tensor that a network learns, with the gradient of the loss by it.
package final class Parameter {
    /// The name that PyTorch's `state_dict` would give it, such as `conv1.weight`.
    package let name: String
    /// What the layer computes with.
    package var value: Tensor
    /// The gradient that the last backward pass wrote, of the same shape as `value`.
    ///
    /// Empty before: a network in use needs no memory for it.
    package var gradient = Tensor(zeros: [0])

    init(name: String, shape: [Int]) {
        self.name = name
        self.value = Tensor(zeros: shape)
    }

    /// Draws every value uniformly from ±1/√fanIn.
    ///
    /// This is what PyTorch does to the weights and biases of its convolutions and linear layers:
    /// Kaiming's uniform rule with a = √5 (He et al. 2015) comes to the same bound.
    func initialize(fanIn: Int, using generator: inout RandomGenerator) {
        let bound = 1 / Float(fanIn).squareRoot()
        for index in value.values.indices {
            value.values[index] = (2 * generator.uniform() - 1) * bound
        }
    }
}
