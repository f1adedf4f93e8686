import CKernels

/// A linear layer with its rectifier, if there is one, ready for use.
struct CompiledLinear {
    let outputCount: Int
    private let inputCount: Int
    /// [in, out], the outputs filled up to whole vectors.
    private let weights, bias: [Float]
    private let rectifies: Bool
    private let paddedCount: Int

    /// - Parameter channels: of the maps that are its inputs, which come pixel by pixel here and not, as
    ///   the layer has it, channel by channel; 1 where they are no maps.
    init(_ linear: Linear, channels: Int, rectifies: Bool) {
        let unit = Int(DIGITPAD_CHANNEL_UNIT)
        let (inputs, outputs) = (linear.inputCount, linear.outputCount)
        precondition(inputs % channels == 0, "\(inputs) inputs are not of \(channels) channels")
        let padded = (outputs + unit - 1) / unit * unit
        (inputCount, outputCount, paddedCount) = (inputs, outputs, padded)
        self.rectifies = rectifies
        weights = [Float](unsafeUninitializedCapacity: inputs * padded) { weights, count in
            if padded > outputs { weights.initialize(repeating: 0) }
            if let start = weights.baseAddress {
                transpose(
                    linear.weight.value.values, outputs: outputs, pixels: inputs / channels,
                    channels: channels, to: start, stride: padded)
            }
            count = inputs * padded
        }
        bias =
            linear.bias.value.values + [Float](repeating: 0, count: padded - outputs)
    }

    /// The outputs [images, outputs] of inputs [images, inputs].
    ///
    /// - Parameter team: threads to share a single image with; nil for none.
    func outputs(
        of input: [Float], images: Int, _ loops: UnsafePointer<digitpad_loops>,
        sharedBy team: OpaquePointer?
    ) -> [Float] {
        var outputs = [Float](unsafeUninitializedCapacity: images * paddedCount) { outputs, count in
            for image in 0..<images {
                _ = outputs[(image * paddedCount)...].initialize(fromContentsOf: bias)
            }
            count = images * paddedCount
        }
        outputs.withUnsafeMutableBufferPointer { outputs in
            input.withUnsafeBufferPointer { input in
                guard let input = input.baseAddress, let outputs = outputs.baseAddress else {
                    return
                }
                if images == 1 {
                    addProducts(of: input, to: outputs, loops, sharedBy: team)
                } else {
                    addProducts(of: input, images: images, to: outputs, loops)
                }
            }
        }
        if rectifies {
            for index in outputs.indices { outputs[index] = max(outputs[index], 0) }
        }
        guard paddedCount > outputCount else { return outputs }
        return (0..<images).flatMap { outputs[$0 * paddedCount..<$0 * paddedCount + outputCount] }
    }

    private func addProducts(
        of input: UnsafePointer<Float>, to outputs: UnsafeMutablePointer<Float>,
        _ loops: UnsafePointer<digitpad_loops>, sharedBy team: OpaquePointer?
    ) {
        let sumCount = stretchCount * paddedCount
        withUnsafeTemporaryAllocation(of: Float.self, capacity: sumCount) { sums in
            weights.withUnsafeBufferPointer { weights in
                var layer = digitpad_linear(
                    input: input, inputs: inputCount, weights: weights.baseAddress,
                    output: outputs, outputs: paddedCount)
                digitpad_add_products_of_image(&layer, sums.baseAddress, loops, team)
            }
        }
    }

    private func addProducts(
        of input: UnsafePointer<Float>, images: Int, to outputs: UnsafeMutablePointer<Float>,
        _ loops: UnsafePointer<digitpad_loops>
    ) {
        // Each thread takes some of the inputs of all images: weights are more than images' values.
        let ranges = Parallel.ranges(of: stretchCount, chunks: 4)
        let sums = Parallel.sums(count: images * paddedCount, over: ranges) { _, stretches, sums in
            let stretch = Int(DIGITPAD_STRETCH)
            let first = stretches.lowerBound * stretch
            let end = min(stretches.upperBound * stretch, inputCount)
            weights.withUnsafeBufferPointer { weights in
                guard let weights = weights.baseAddress else { return }
                loops.pointee.add_sparse_products(
                    input + first, inputCount, weights + first * paddedCount, sums, images,
                    end - first, paddedCount)
            }
        }
        add(sums, to: outputs, count: sums.count)
    }

    private var stretchCount: Int {
        (inputCount + Int(DIGITPAD_STRETCH) - 1) / Int(DIGITPAD_STRETCH)
    }
}

/// Writes weights [outputs, channels, pixels] as [pixels, channels, outputs], these `stride` apart.
private func transpose(
    _ weights: UnsafePointer<Float>, outputs: Int, pixels: Int, channels: Int,
    to result: UnsafeMutablePointer<Float>, stride: Int
) {
    Parallel.forEach(rangeOf: channels) { range in
        for channel in range {
            digitpad_transpose(
                weights + channel * pixels, channels * pixels, outputs, pixels,
                result + channel * stride, channels * stride)
        }
    }
}
