import NeuralNetwork

extension ModelInput {
    /// Mean and standard deviation of the pixels of MNIST's training images, as used since LeCun.
    private static let mean: Float = 0.1307
    static let standardDeviation: Float = 0.3081

    /// The inputs as a network takes them: [N, 28, 28, 1], brought to mean 0 and deviation 1.
    package static func batch(_ inputs: some Collection<ModelInput>) -> Tensor {
        let pixelCount = side * side
        var values: [Float] = []
        values.reserveCapacity(inputs.count * pixelCount)
        for input in inputs {
            for pixel in input.pixels {
                values.append((pixel - mean) / standardDeviation)
            }
        }
        return Tensor(shape: [inputs.count, side, side, 1], values: values)
    }
}
