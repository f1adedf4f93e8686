import CInference

/// A 3×3 convolution with its rectifier and, it may be, a pooling of 2×2, ready for use.
struct CompiledConvolution {
    private enum Method {
        /// Directly, from a single channel; weights [9, O].
        case single
        /// By Winograd's method; weights [36, C, O], so many tiles down and across.
        case winograd(down: Int, across: Int)
    }

    let outputShape: (channels: Int, height: Int, width: Int)
    /// How far the kernel reaches beyond the image, above and to the left.
    let padding: Int
    /// How many rows and columns are read, those of the padding among them.
    let reach: (rows: Int, columns: Int)
    /// How many floats the transformed tiles of one image take.
    let tileCount: Int
    private let method: Method
    private let inputChannels: Int
    private let weights, bias: [Float]
    private let pools: Bool

    /// Nil where the convolution has another form than this one computes.
    init?(
        _ convolution: Convolution, inputHeight: Int, inputWidth: Int, pools: Bool
    ) {
        let (inputs, outputs) = (convolution.inputChannels, convolution.outputChannels)
        let padding = convolution.padding
        let height = inputHeight + 2 * padding - 2
        let width = inputWidth + 2 * padding - 2
        let unit = Int(DIGITPAD_CHANNEL_UNIT)
        guard convolution.kernelSize == 3, outputs % unit == 0, height > 0, width > 0,
            !pools || (height % 2 == 0 && width % 2 == 0)
        else { return nil }
        self.padding = padding
        self.pools = pools
        inputChannels = inputs
        bias = convolution.bias?.value.values ?? [Float](repeating: 0, count: outputs)
        outputShape = pools ? (outputs, height / 2, width / 2) : (outputs, height, width)
        let kernel = convolution.weight.value.values
        if inputs == 1, !pools {
            method = .single
            reach = (height + 2, width + 2)
            tileCount = 0
            weights = (0..<9).flatMap { tap in (0..<outputs).map { kernel[$0 * 9 + tap] } }
        } else if inputs % unit == 0 {
            let (down, across) = ((height + 3) / 4, (width + 3) / 4)
            method = .winograd(down: down, across: across)
            reach = (4 * down + 2, 4 * across + 2)
            tileCount = Int(DIGITPAD_TILE_VALUES) * down * across * max(inputs, outputs)
            weights = winogradWeights(kernel, outputs: outputs, inputs: inputs)
        } else {
            return nil
        }
    }

    /// Computes the output map of so many images of the memory from their input map.
    func run(
        from input: ActivationMap, to output: ActivationMap, images: Int,
        in memory: ActivationMemory, _ loops: digitpad_inference
    ) {
        switch method {
        case .single:
            for image in 0..<images {
                let maps = memory.maps(ofImage: image)
                loops.convolve_single(input.whole(in: maps), weights, bias, output.image(in: maps))
            }
        case .winograd(let down, let across):
            let tiles = down * across
            func tilesOfImage(
                _ image: Int, at start: UnsafeMutablePointer<Float>, channels: Int
            ) -> digitpad_tiles {
                digitpad_tiles(
                    start: start + image * tiles * channels,
                    value_stride: images * tiles * channels, down: down, across: across)
            }
            for image in 0..<images {
                loops.transform_input(
                    input.whole(in: memory.maps(ofImage: image)),
                    tilesOfImage(image, at: memory.factors, channels: inputChannels))
            }
            let outputs = outputShape.channels
            weights.withUnsafeBufferPointer { weights in
                guard let weights = weights.baseAddress else { return }
                for value in 0..<Int(DIGITPAD_TILE_VALUES) {
                    loops.multiply(
                        memory.factors + value * images * tiles * inputChannels,
                        weights + value * inputChannels * outputs,
                        memory.products + value * images * tiles * outputs, images * tiles,
                        inputChannels, outputs)
                }
            }
            for image in 0..<images {
                loops.transform_output(
                    tilesOfImage(image, at: memory.products, channels: outputs), bias,
                    output.image(in: memory.maps(ofImage: image)), pools ? 1 : 0)
            }
        }
    }
}

/// The kernels [O, C, 3, 3] as Winograd's method multiplies by them: [36, C, O].
///
/// In double precision, because this is done once and every later rounding adds to it.
private func winogradWeights(_ kernel: [Float], outputs: Int, inputs: Int) -> [Float] {
    let transform: [Double] = [
        1 / 4, 0, 0, -1 / 6, -1 / 6, -1 / 6, -1 / 6, 1 / 6, -1 / 6,
        1 / 24, 1 / 12, 1 / 6, 1 / 24, -1 / 12, 1 / 6, 0, 0, 1,
    ]
    // The transform times a kernel: 6 rows, 3 columns.
    var down = [Double](repeating: 0, count: 18)
    var weights = [Float](
        repeating: 0, count: Int(DIGITPAD_TILE_VALUES) * inputs * outputs)
    for output in 0..<outputs {
        for input in 0..<inputs {
            let taps = (output * inputs + input) * 9
            for row in 0..<6 {
                for column in 0..<3 {
                    var sum = 0.0
                    for tap in 0..<3 {
                        sum += transform[3 * row + tap] * Double(kernel[taps + 3 * tap + column])
                    }
                    down[3 * row + column] = sum
                }
            }
            for value in 0..<Int(DIGITPAD_TILE_VALUES) {
                var sum = 0.0
                for tap in 0..<3 {
                    sum += transform[3 * (value % 6) + tap] * down[3 * (value / 6) + tap]
                }
                weights[(value * inputs + input) * outputs + output] = Float(sum)
            }
        }
    }
    return weights
}
