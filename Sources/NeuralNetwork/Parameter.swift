/// One tensor that a network learns, with the gradient of the loss by it.
package final class Parameter {
    /// The name that PyTorch's `state_dict` would give it, such as `conv1.weight`.
    package let name: String
    /// The shape of its value.
    package let shape: [Int]
    /// What the layer computes with.
    ///
    /// Empty until it is initialised or loaded: a program that starts has no time for zeros.
    package var value = Tensor(zeros: [0])
    /// The gradient that the last backward pass wrote, of the same shape as `value`.
    ///
    /// Empty before: a network in use needs no memory for it.
    package var gradient = Tensor(zeros: [0])

    /// Whether it has a value.
    var hasValue: Bool { value.shape == shape }

    init(name: String, shape: [Int]) {
        self.name = name
        self.shape = shape
    }

    /// Makes every value this number.
    func fill(with number: Float) {
        let count = shape.reduce(1, *)
        value = Tensor(shape: shape, values: [Float](repeating: number, count: count))
    }

    /// Draws every value uniformly from ±1/√fanIn.
    ///
    /// This is what PyTorch does to the weights and biases of its convolutions and linear layers:
    /// Kaiming's uniform rule with a = √5 (He et al. 2015) comes to the same bound.
    func initialize(fanIn: Int, using generator: inout RandomGenerator) {
        let bound = 1 / Float(fanIn).squareRoot()
        fill(with: 0)
        for index in value.values.indices {
            value.values[index] = (2 * generator.uniform() - 1) * bound
        }
    }
}
