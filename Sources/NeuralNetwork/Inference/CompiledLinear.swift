import CKernels

extension Linear {
    /// The same layer for inputs that come pixel by pixel, and not channel by channel.
    func reordered(channels: Int, pixels: Int) -> Linear {
        precondition(channels * pixels == inputCount, "\(inputCount) inputs are not so many")
        let result = Linear(name: "", inputCount: inputCount, outputCount: outputCount)
        result.bias.value = bias.value
        let given = weight.value.values
        var weights = given
        for row in stride(from: 0, to: given.count, by: inputCount) {
            for channel in 0..<channels {
                for pixel in 0..<pixels {
                    weights[row + pixel * channels + channel] =
                        given[row + channel * pixels + pixel]
                }
            }
        }
        result.weight.value.values = weights
        return result
    }
}

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
    ///
    /// - Parameter team: threads to share a large layer with; nil for none.
    func outputs(
        of input: [Float], _ loops: UnsafePointer<digitpad_loops>,
        sharedBy team: OpaquePointer?
    ) -> [Float] {
        var sums = bias
        sums.withUnsafeMutableBufferPointer { sums in
            input.withUnsafeBufferPointer { input in
                weights.withUnsafeBufferPointer { weights in
                    var linear = digitpad_linear(
                        input: input.baseAddress, inputs: inputCount,
                        weights: weights.baseAddress, output: sums.baseAddress,
                        outputs: paddedCount)
                    digitpad_add_products(&linear, loops, team)
                }
            }
        }
        sums.removeLast(paddedCount - outputCount)
        if rectifies {
            for index in sums.indices { sums[index] = max(sums[index], 0) }
        }
        return sums
    }
}
