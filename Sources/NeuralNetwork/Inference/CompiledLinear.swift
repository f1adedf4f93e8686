import CKernels

/// A linear layer with its rectifier, if there is one, ready for use.
struct CompiledLinear {
    let inputCount, outputCount: Int
    /// How many floats the outputs of an image take: filled up to whole vectors.
    let paddedCount: Int
    /// [in, out].
    private let weights, bias: [Float]
    private let rectifies: Bool
    /// What parts of the inputs of a single image come to, [stretches, out].
    private let sums: Workspace

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
                // By lines of the cache.
                let (pixels, line) = (inputs / channels, 16)
                Parallel.forEach(rangeOf: (pixels + line - 1) / line) { lines in
                    digitpad_put_channels_last(
                        linear.weight.value.values, outputs, channels, pixels,
                        line * lines.lowerBound, min(line * lines.upperBound, pixels), start,
                        padded)
                }
            }
            count = inputs * padded
        }
        bias =
            linear.bias.value.values + [Float](repeating: 0, count: padded - outputs)
        sums = Workspace(count: Self.stretchCount(inputs: inputs) * padded)
    }

    /// Writes the outputs [images, padded] of inputs that lie `stride` apart.
    ///
    /// - Parameter team: threads to share a single image with; nil for none.
    func write(
        _ outputs: UnsafeMutablePointer<Float>, of input: UnsafePointer<Float>, stride: Int,
        images: Int, _ loops: UnsafePointer<digitpad_loops>, sharedBy team: OpaquePointer?
    ) {
        for image in 0..<images {
            (outputs + image * paddedCount).update(from: bias, count: paddedCount)
        }
        if images == 1 {
            weights.withUnsafeBufferPointer { weights in
                var layer = digitpad_linear(
                    input: input, inputs: inputCount, weights: weights.baseAddress,
                    output: outputs, outputs: paddedCount)
                digitpad_add_products_of_image(&layer, sums.start, loops, team)
            }
        } else {
            addProducts(of: input, stride: stride, images: images, to: outputs, loops)
        }
        guard rectifies else { return }
        for index in 0..<images * paddedCount { outputs[index] = max(outputs[index], 0) }
    }

    private func addProducts(
        of input: UnsafePointer<Float>, stride: Int, images: Int,
        to outputs: UnsafeMutablePointer<Float>, _ loops: UnsafePointer<digitpad_loops>
    ) {
        // Each thread takes some of the inputs of all images: weights are more than images' values.
        let ranges = Parallel.ranges(of: Self.stretchCount(inputs: inputCount), chunks: 4)
        let sums = Parallel.sums(count: images * paddedCount, over: ranges) { _, stretches, sums in
            let stretch = Int(DIGITPAD_STRETCH)
            let first = stretches.lowerBound * stretch
            let end = min(stretches.upperBound * stretch, inputCount)
            weights.withUnsafeBufferPointer { weights in
                guard let weights = weights.baseAddress else { return }
                loops.pointee.add_sparse_products(
                    input + first, stride, weights + first * paddedCount, sums,
                    paddedCount, images, end - first, paddedCount)
            }
        }
        add(sums, to: outputs, count: sums.count)
    }

    private static func stretchCount(inputs: Int) -> Int {
        (inputs + Int(DIGITPAD_STRETCH) - 1) / Int(DIGITPAD_STRETCH)
    }
}
