import CKernels

/// A convolution of 3×3 by Winograd's method F(4×4, 3×3): a quarter of the multiplications.
///
/// Input and kernels are transformed, multiplied as 36 matrices, and the products transformed back.
/// Each gradient takes the same steps, transposed and the other way around. A group of images goes all
/// the way at once, so that what lies between the steps stays in the cache.
///
/// Source: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2015.
struct WinogradConvolution: ConvolutionMethod {
    private let size: ConvolutionSize
    private let tiling: WinogradTiling

    /// Whether a convolution has the form that this method computes.
    static func fits(_ convolution: Convolution) -> Bool {
        let unit = Int(DIGITPAD_CHANNEL_UNIT)
        return convolution.kernelSize == 3 && convolution.inputChannels % unit == 0
            && convolution.outputChannels % unit == 0
    }

    init(_ size: ConvolutionSize) {
        self.size = size
        tiling = WinogradTiling(size)
    }

    func output(
        _ input: [Float], weight: Tensor, bias: [Float], finish: Finish
    ) -> FinishedOutput {
        let shape = finish.shape(of: size.outputShape)
        let transformed = transform(weight)
        var places = [UInt8](repeating: 0, count: finish == .pooled ? shape.reduce(1, *) : 0)
        let values = places.withUnsafeMutableBufferPointer { places in
            Tensor(shape: shape) { output in
                convolve(input, transformed) { image, products in
                    let start = image * shape.dropFirst().reduce(1, *)
                    loops.transform_output(
                        products, bias, digitpad_map(of: output + start, Array(shape.dropFirst())),
                        finish.loopsValue,
                        finish == .pooled ? places.baseAddress.map { $0 + start } : nil)
                }
            }
        }
        return FinishedOutput(values: values, places: places)
    }

    /// The plain sums of a convolution without a bias; and of each of their channels, those of the
    /// distances from the pivots and of their squares.
    func sums(
        _ input: [Float], weight: Tensor, pivots: [Float]
    ) -> (values: Tensor, moments: ChannelSums) {
        let shape = Array(size.outputShape.dropFirst())
        let transformed = transform(weight)
        let moments = ChannelSums(images: size.images, channels: size.outputChannels)
        let values = Tensor(shape: size.outputShape) { sums in
            convolve(input, transformed) { image, products in
                let (distances, squares) = moments.sums(of: image)
                loops.transform_output_with_moments(
                    products, digitpad_map(of: sums + image * shape.reduce(1, *), shape), pivots,
                    distances, squares)
            }
        }
        return (values, moments)
    }

    /// Calls `transformOutput` with every image and its products.
    private func convolve(
        _ input: UnsafePointer<Float>, _ transformed: Workspace,
        _ transformOutput: (_ image: Int, _ products: digitpad_tiles) -> Void
    ) {
        let memories = memories()
        Parallel.forEach(chunks: tiling.groupCount, workers: memories.count) { worker, group in
            let (memory, images) = (memories[worker], tiling.group(group))
            transformInput(input, images, in: memory)
            multiply(memory.factors.start, transformed, into: memory.products.start, images)
            for (index, image) in images.enumerated() {
                transformOutput(
                    image,
                    tiling.tiles(memory.products.start, index, of: images, size.outputChannels))
            }
        }
    }

    func gradients(
        _ outputGradient: [Float], of wanted: Gradients, input: [Float], output: FinishedOutput,
        weight: Tensor, finish: Finish
    ) -> (weight: Tensor, bias: [Float], input: Tensor) {
        if finish == .pooled {
            return PooledGradients(size).gradients(
                outputGradient, places: output.places, of: wanted, input: input, weight: weight)
        }
        let shape = Array(size.outputShape.dropFirst())
        return gradients(of: wanted, input: input, weight: weight) { image, biasSums, tiles in
            transformOutputGradient(
                outputGradient, of: image * shape.reduce(1, *), shape, finish,
                output.values.values, to: tiles, biasSums: biasSums)
        }
    }

    /// The same of a convolution without a bias, given the gradient by its plain sums.
    func gradients(
        of wanted: Gradients, sumsGradient: NormalizationGradient, input: [Float], weight: Tensor
    ) -> (weight: Tensor, input: Tensor) {
        let result = gradients(of: wanted, input: input, weight: weight) { image, _, tiles in
            sumsGradient.transform(image: image, to: tiles)
        }
        return (result.weight, result.input)
    }

    /// - Parameter transformOutputGradient: transforms the gradient by an image's sums to tiles, and
    ///   adds to that of the bias.
    private func gradients(
        of wanted: Gradients, input: [Float], weight: Tensor,
        _ transformOutputGradient: (
            _ image: Int, _ biasSums: UnsafeMutablePointer<Float>, _ tiles: digitpad_tiles
        ) -> Void
    ) -> (weight: Tensor, bias: [Float], input: Tensor) {
        let backwards = wanted.contains(.input) ? transform(weight, backwards: true) : nil
        let memories = memories()
        let result = size.gradients(
            of: wanted, over: Parallel.ranges(of: tiling.groupCount, chunks: 4),
            workers: memories.count
        ) { worker, groups, sums in
            let memory = memories[worker]
            if wanted.contains(.parameters) { memory.clearWeights() }
            for images in groups.lazy.map(tiling.group) {
                for (index, image) in images.enumerated() {
                    transformOutputGradient(
                        image, sums.bias,
                        tiling.tiles(
                            memory.products.start, index, of: images, size.outputChannels))
                }
                if wanted.contains(.parameters) {
                    transformInput(input, images, in: memory)
                    addWeightGradients(images, in: memory)
                }
                if let inputGradient = sums.input, let backwards {
                    multiply(
                        memory.products.start, backwards, into: memory.factors.start, images,
                        backwards: true)
                    writeInputGradient(inputGradient, images, in: memory)
                }
            }
            if wanted.contains(.parameters) {
                loops.transform_kernel_gradients(
                    memory.weights.start, size.channels, size.outputChannels, sums.weight)
            }
        }
        return (Tensor(shape: weight.shape, values: result.weight), result.bias, result.input)
    }

    // MARK: The steps of a group

    /// Transforms the input of some images to the memory's factors.
    private func transformInput(
        _ input: UnsafePointer<Float>, _ images: Range<Int>, in memory: WinogradMemory
    ) {
        for (index, image) in images.enumerated() {
            loops.transform_input(
                digitpad_map(
                    of: UnsafeMutablePointer(mutating: input + image * imageCount), imageShape),
                size.padding,
                tiling.tiles(memory.factors.start, index, of: images, size.channels))
        }
    }

    /// Multiplies the 36 matrices of the images' tiles with those of the weights.
    private func multiply(
        _ tiles: UnsafeMutablePointer<Float>, _ weights: Workspace,
        into products: UnsafeMutablePointer<Float>, _ images: Range<Int>, backwards: Bool = false
    ) {
        let (inputs, outputs) =
            backwards
            ? (size.outputChannels, size.channels) : (size.channels, size.outputChannels)
        for value in 0..<WinogradTiling.valueCount {
            loops.multiply(
                tiles + value * tiling.stride(of: images, inputs),
                weights.start + value * inputs * outputs,
                products + value * tiling.stride(of: images, outputs), outputs,
                images.count * tiling.count, inputs, outputs)
        }
    }

    /// Transforms the gradient of the finished outputs that begin at `start`.
    private func transformOutputGradient(
        _ gradient: UnsafePointer<Float>, of start: Int, _ shape: [Int], _ finish: Finish,
        _ output: UnsafePointer<Float>, to tiles: digitpad_tiles,
        biasSums: UnsafeMutablePointer<Float>
    ) {
        loops.transform_output_gradient(
            digitpad_map(of: UnsafeMutablePointer(mutating: gradient + start), shape),
            finish == .rectified ? output + start : nil, biasSums, tiles)
    }

    /// Adds what the factors and the gradients in place of the products come to.
    private func addWeightGradients(_ images: Range<Int>, in memory: WinogradMemory) {
        for value in 0..<WinogradTiling.valueCount {
            loops.add_products_of_rows(
                memory.factors.start + value * tiling.stride(of: images, size.channels),
                memory.products.start + value * tiling.stride(of: images, size.outputChannels),
                memory.weights.start + value * size.channels * size.outputChannels,
                images.count * tiling.count, size.channels, size.outputChannels)
        }
    }

    /// Transforms the gradients in place of the factors to those of the input.
    private func writeInputGradient(
        _ inputGradient: UnsafeMutablePointer<Float>, _ images: Range<Int>,
        in memory: WinogradMemory
    ) {
        for (index, image) in images.enumerated() {
            loops.transform_input_gradient(
                tiling.tiles(memory.factors.start, index, of: images, size.channels),
                size.padding,
                digitpad_map(of: inputGradient + image * imageCount, imageShape))
        }
    }

    private var imageShape: [Int] { [size.height, size.width, size.channels] }
    private var imageCount: Int { size.height * size.width * size.channels }

    // MARK: Memory

    /// One for each thread.
    private func memories() -> [WinogradMemory] {
        (0..<Parallel.threadCount).map { _ in WinogradMemory(size, tiling) }
    }

    /// The weights of [O, C, 3, 3] as matrices [36, C, O]; or, `backwards`, [36, O, C].
    private func transform(_ weight: Tensor, backwards: Bool = false) -> Workspace {
        let weightCount = size.channels * size.outputChannels
        let result = Workspace(count: WinogradTiling.valueCount * weightCount)
        if backwards {
            transform(
                weight.values, digitpad_kernel_strides(input: size.channels, output: 1),
                inputs: size.outputChannels, outputs: size.channels, to: result)
        } else {
            transform(
                weight.values, digitpad_kernel_strides(input: 1, output: size.channels),
                inputs: size.channels, outputs: size.outputChannels, to: result)
        }
        return result
    }

    private func transform(
        _ weight: UnsafePointer<Float>, _ strides: digitpad_kernel_strides, inputs: Int,
        outputs: Int, to result: Workspace
    ) {
        Parallel.forEach(rangeOf: inputs, minimum: 16, chunks: 4) { range in
            let first = range.lowerBound
            loops.transform_kernels(
                weight + 9 * first * strides.input, strides, range.count, outputs, 4,
                result.start + first * outputs, inputs * outputs)
        }
    }
}

extension digitpad_map {
    /// An image of this shape, [height, width, channels], without gaps.
    init(of start: UnsafeMutablePointer<Float>, _ shape: [Int]) {
        self.init(
            start: start, row_stride: shape[1] * shape[2], channels: shape[2], height: shape[0],
            width: shape[1])
    }
}
