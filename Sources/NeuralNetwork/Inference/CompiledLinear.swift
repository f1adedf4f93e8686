import CInference

/// A linear layer for one image, with its rectifier if there is one.
struct CompiledLinear {
    let outputCount: Int
    private let inputCount: Int
    /// [in, out], the outputs filled up to whole vectors.
    private let weights, bias: [Float]
    private let rectifies: Bool
    private let paddedCount: Int

    init(_ linear: Linear, rectifies: Bool) {
        let unit = Int(DIGITPAD_CHANNEL_UNIT)
        let (inputs, outputs) = (linear.inputCount, linear.outputCount)
        let padded = (outputs + unit - 1) / unit * unit
        (inputCount, outputCount, paddedCount) = (inputs, outputs, padded)
        self.rectifies = rectifies
        var weights = [Float](repeating: 0, count: inputs * padded)
        let given = linear.weight.value.values
        for output in 0..<outputs {
            for input in 0..<inputs {
                weights[input * padded + output] = given[output * inputs + input]
            }
        }
        self.weights = weights
        bias =
            linear.bias.value.values + [Float](repeating: 0, count: padded - outputs)
    }

    /// The outputs of one image's inputs.
    func outputs(of input: [Float], _ loops: UnsafePointer<digitpad_inference>) -> [Float] {
        var sums = bias
        loops.pointee.add_products(input, inputCount, weights, &sums, paddedCount)
        sums.removeLast(paddedCount - outputCount)
        if rectifies {
            for index in sums.indices { sums[index] = max(sums[index], 0) }
        }
        return sums
    }
}
