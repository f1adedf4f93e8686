import CKernels
import NeuralNetwork
import Testing

/// Holds the loops for each kind of processor against those that run everywhere.
///
/// The layers' tests hold the fastest against the definitions.
@Suite struct KernelsTests {
    @Test func thereAreLoopsForEveryProcessor() {
        let processors = allLoops.map { String(cString: $0.processor) }
        #expect(processors.last == "any")
        #expect(Set(processors).count == processors.count)
    }

    @Test(arguments: special)
    func kernelsAndTheirGradientsAreTransformed(index: Int) {
        expectTheSame(index) { loops, generator in
            let kernels = Tensor.random([32, 16, 3, 3], using: &generator).values
            var transformed = [Float](repeating: 0, count: 36 * 16 * 32)
            var backwards = transformed
            loops.transform_kernels(
                kernels, digitpad_kernel_strides(input: 1, output: 16), 16, 32, 4, &transformed,
                16 * 32)
            loops.transform_kernels(
                kernels, digitpad_kernel_strides(input: 16, output: 1), 32, 16, 4, &backwards,
                16 * 32)
            var gradients = kernels
            loops.transform_kernel_gradients(transformed, 16, 32, &gradients)
            return transformed + backwards + gradients
        }
    }

    // More columns than any block, and as few as have a way of their own.
    @Test(arguments: special, [112, 16])
    func productsAreTheSame(index: Int, outputs: Int) {
        expectTheSame(index) { loops, generator in
            // More rows than any block, and some left over.
            let (rows, inputs) = (31, 16)
            let input = Tensor.random([rows, inputs], using: &generator).values
            let weights = Tensor.random([inputs, outputs], using: &generator).values
            let gradient = Tensor.random([rows, outputs], using: &generator).values
            var products = [Float](repeating: 0, count: rows * outputs)
            loops.multiply(input, weights, &products, outputs, rows, inputs, outputs)
            // Into the first columns of a wider matrix.
            var wider = [Float](repeating: 0, count: rows * (outputs + 5))
            loops.multiply(input, weights, &wider, outputs + 5, rows, inputs, outputs)
            var sums = weights
            loops.add_products_of_rows(input, gradient, &sums, rows, inputs, outputs)
            return products + wider + sums
        }
    }

    /// Where there are loops of one kind only, nothing else holds them against anything.
    @Test(arguments: 0..<allLoops.count, [112, 16])
    func productsAreWhatTheirDefinitionSays(index: Int, outputs: Int) {
        let loops = allLoops[index]
        var generator = RandomGenerator(seed: 5)
        let (rows, inputs) = (13, 70)
        let input = Tensor.random([rows, inputs], using: &generator).values
            .map { $0 < -0.5 ? 0 : $0 }
        let weights = Tensor.random([inputs, outputs], using: &generator).values
        let gradient = Tensor.random([rows, outputs], using: &generator).values
        var expected = [Float](repeating: 0, count: rows * outputs)
        var expectedSums = weights
        for row in 0..<rows {
            for place in 0..<inputs {
                let factor = input[row * inputs + place]
                for output in 0..<outputs {
                    expected[row * outputs + output] += factor * weights[place * outputs + output]
                    expectedSums[place * outputs + output] +=
                        factor * gradient[row * outputs + output]
                }
            }
        }
        var products = expected
        loops.multiply(input, weights, &products, outputs, rows, inputs, outputs)
        var sparse = [Float](repeating: 0, count: rows * outputs)
        loops.add_sparse_products(
            input, inputs, weights, &sparse, outputs, rows, inputs, outputs)
        var written = [Float](repeating: 1, count: rows * outputs)
        loops.write_sparse_products(
            input, inputs, weights, &written, outputs, rows, inputs, outputs)
        var row = [Float](repeating: 0, count: outputs)
        loops.add_products_of_row(input, inputs, weights, &row, outputs)
        var sums = weights
        loops.add_products_of_rows(input, gradient, &sums, rows, inputs, outputs)

        func distance(_ a: [Float], _ b: [Float]) -> Float {
            zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
        }
        #expect(distance(products, expected) < 1e-4)
        #expect(distance(sparse, expected) < 1e-4)
        #expect(distance(written, expected) < 1e-4)
        #expect(distance(row, Array(expected[..<outputs])) < 1e-4)
        #expect(distance(sums, expectedSums) < 1e-4)
    }

    // Fewer inputs than are looked at together, just as many, and several times as many with some left
    // over; more outputs than are kept in registers, and fewer.
    @Test(arguments: special, [(61, 144), (64, 16), (203, 256)])
    func sparseProductsAreTheSame(index: Int, sizes: (inputs: Int, outputs: Int)) {
        expectTheSame(index) { loops, generator in
            let (rows, inputs, outputs) = (5, sizes.inputs, sizes.outputs)
            // Rows that are part of longer ones.
            let stride = inputs + 7
            var input = Tensor.random([rows, stride], using: &generator).values.map { max($0, 0) }
            let weights = Tensor.random([inputs, outputs], using: &generator).values
            // To what is there already.
            var products = Tensor.random([rows, outputs], using: &generator).values
            var row = Array(products[..<outputs])
            loops.add_sparse_products(
                input, stride, weights, &products, outputs, rows, inputs, outputs)
            loops.add_products_of_row(input, inputs, weights, &row, outputs)
            // Into the first columns of a wider matrix.
            var wider = [Float](repeating: 1, count: rows * (outputs + 5))
            loops.write_sparse_products(
                input, stride, weights, &wider, outputs + 5, rows, inputs, outputs)
            // Where nothing is zero, nothing is passed over.
            for index in input.indices { input[index] += 1 }
            loops.add_sparse_products(
                input, stride, weights, &products, outputs, rows, inputs, outputs)
            return products + row + wider
        }
    }

    // Fewer outputs than a word has bits, and more; an input that ends with the last window, and one
    // that goes on.
    @Test(arguments: special, [(48, 6), (80, 7)])
    func gradientsOfWhatWasPooledAreTheSame(index: Int, sizes: (outputs: Int, side: Int)) {
        expectTheSame(index) { loops, generator in
            let (inputs, outputs, side) = (32, sizes.outputs, sizes.side)
            var input = Tensor.random([side, side, inputs], using: &generator).values
            var inputGradient = input
            let kernels = Tensor.random([9, inputs * outputs], using: &generator).values
            var kernelGradients = kernels
            var biasGradient = Tensor.random([outputs], using: &generator).values
            // 2×2 places of which one in five has no gradient, and some more a gradient of 0.
            var gradient = Tensor.random([4, outputs], using: &generator).values.map { max($0, 0) }
            let places = (0..<gradient.count).map { UInt8($0 % 5) }
            var marks = [UInt](repeating: 0, count: 4 * 4 * 2)
            gradient.withUnsafeMutableBufferPointer { gradient in
                let map = Self.map(gradient.baseAddress, (2, 2), outputs)
                loops.mark_pooled(map, places, &marks, &biasGradient)
                input.withUnsafeMutableBufferPointer { input in
                    loops.add_pooled_kernel_gradients(
                        map, marks, Self.map(input.baseAddress, (side, side), inputs),
                        &kernelGradients)
                }
                inputGradient.withUnsafeMutableBufferPointer { inputGradient in
                    loops.write_pooled_input_gradient(
                        map, marks, kernels,
                        Self.map(inputGradient.baseAddress, (side, side), inputs))
                }
            }
            let bits = marks.flatMap { word in (0..<64).map { Float(word >> $0 & 1) } }
            return bits + biasGradient + kernelGradients + inputGradient
        }
    }

    @Test(arguments: special, [DIGITPAD_PLAIN, DIGITPAD_RECTIFIED])
    func convolutionsOfOneChannelAreTheSame(index: Int, finish: digitpad_finish) {
        expectTheSame(index) { loops, generator in
            let (height, width, channels) = (5, 7, 32)
            var image = Tensor.random([height + 2, width + 2], using: &generator).values
            let weights = Tensor.random([9, channels], using: &generator).values
            let bias = Tensor.random([channels], using: &generator).values
            var gradient = Tensor.random([height, width, channels], using: &generator).values
            var output = gradient
            var (weightGradient, biasGradient) = (weights, bias)
            image.withUnsafeMutableBufferPointer { image in
                let input = Self.map(image.baseAddress, (height + 2, width + 2), 1)
                output.withUnsafeMutableBufferPointer { output in
                    loops.convolve_single(
                        input, weights, bias,
                        Self.map(output.baseAddress, (height, width), channels), finish)
                }
                gradient.withUnsafeMutableBufferPointer { gradient in
                    loops.convolve_single_gradient(
                        input, Self.map(gradient.baseAddress, (height, width), channels),
                        finish == DIGITPAD_PLAIN ? nil : output, &weightGradient, &biasGradient)
                }
            }
            return output + weightGradient + biasGradient
        }
    }

    @Test(arguments: special, [DIGITPAD_PLAIN, DIGITPAD_RECTIFIED, DIGITPAD_POOLED])
    func tilesAreTheSame(index: Int, finish: digitpad_finish) {
        expectTheSame(index) { loops, generator in
            // Outputs of 7×5 in two tiles by two, of 16 channels, of an image without a border and of
            // its first rows with one.
            let channels = 16
            var image = Tensor.random([10, 10, channels], using: &generator).values
            var tiles = Tensor.random([36, 4, channels], using: &generator).values
            let bias = Tensor.random([channels], using: &generator).values
            let shape = finish == DIGITPAD_POOLED ? (3, 2) : (7, 5)
            let count = shape.0 * shape.1 * channels
            var output = [Float](repeating: 0, count: count)
            var places = [UInt8](repeating: 0, count: count)
            var gradient = Tensor.random([count], using: &generator).values
            var biasGradient = bias
            var (gradients, factors) = (tiles, tiles)
            tiles.withUnsafeMutableBufferPointer { tiles in
                let products = Self.tiles(tiles.baseAddress, channels)
                output.withUnsafeMutableBufferPointer { output in
                    let map = Self.map(output.baseAddress, shape, channels)
                    places.withUnsafeMutableBufferPointer { places in
                        loops.transform_output(products, bias, map, finish, places.baseAddress)
                    }
                }
                gradients.withUnsafeMutableBufferPointer { gradients in
                    gradient.withUnsafeMutableBufferPointer { gradient in
                        guard finish != DIGITPAD_POOLED else { return }
                        let map = Self.map(gradient.baseAddress, shape, channels)
                        loops.transform_output_gradient(
                            map, finish == DIGITPAD_RECTIFIED ? output : nil, &biasGradient,
                            Self.tiles(gradients.baseAddress, channels))
                    }
                }
                image.withUnsafeMutableBufferPointer { image in
                    let map = Self.map(image.baseAddress, (10, 10), channels)
                    let bordered = Self.map(image.baseAddress, (7, 5), channels)
                    loops.transform_input_gradient(products, 0, map)
                    loops.transform_input_gradient(products, 1, bordered)
                    factors.withUnsafeMutableBufferPointer { factors in
                        loops.transform_input(map, 0, Self.tiles(factors.baseAddress, channels))
                    }
                    loops.transform_input(bordered, 1, products)
                }
            }
            return output + places.map(Float.init) + biasGradient + gradients + image + factors
                + tiles
        }
    }

    @Test(arguments: special, [DIGITPAD_PLAIN, DIGITPAD_RECTIFIED, DIGITPAD_POOLED])
    func normalizationsAreTheSame(index: Int, finish: digitpad_finish) {
        expectTheSame(index) { loops, generator in
            // An odd number of pixels and of channels.
            let (height, width, channels) = (5, 7, 19)
            var input = Tensor.random([height, width, channels], using: &generator).values
            let scale = Tensor.random([channels], using: &generator).values
            let offset = Tensor.random([channels], using: &generator).values
            let gradient = Tensor.random([input.count], using: &generator).values
            var places = [UInt8](repeating: 0, count: input.count)
            var (output, written) = (gradient, gradient)
            var (first, second) = (scale, offset)
            loops.channel_moments(
                input, height * width, channels, offset, &first, &second)
            input.withUnsafeMutableBufferPointer { input in
                let map = Self.map(input.baseAddress, (height, width), channels)
                loops.normalize(map, scale, offset, finish, &output, &places)
                loops.normalization_sums(
                    map, scale, offset, finish, gradient, places, offset, &first, &second)
                Self.withNormalization(scale, offset) { normalization in
                    loops.normalization_gradient(
                        map, normalization, finish, gradient, places, &written)
                }
            }
            return output + places.map(Float.init) + first + second + written
        }
    }

    @Test(arguments: special, [DIGITPAD_PLAIN, DIGITPAD_RECTIFIED, DIGITPAD_POOLED])
    func tilesOfNormalizedOutputsAreTheSame(index: Int, finish: digitpad_finish) {
        expectTheSame(index) { loops, generator in
            // Outputs of 7×5 in two tiles by two, of 16 channels; the last row and column of them fill
            // no window.
            let channels = 16
            // Small, for the squares are added up in single precision.
            var tiles = Tensor.random([36, 4, channels], using: &generator).values.map { 0.1 * $0 }
            var values = Tensor.random([7, 5, channels], using: &generator).values
            let scale = Tensor.random([channels], using: &generator).values
            let offset = Tensor.random([channels], using: &generator).values
            var gradient = Tensor.random([values.count], using: &generator).values
            let places = (0..<values.count).map { UInt8($0 % 5) }
            var (sums, squares) = (scale, offset)
            tiles.withUnsafeMutableBufferPointer { tiles in
                values.withUnsafeMutableBufferPointer { values in
                    let map = Self.map(values.baseAddress, (7, 5), channels)
                    let products = Self.tiles(tiles.baseAddress, channels)
                    loops.transform_output_with_moments(products, map, offset, &sums, &squares)
                    gradient.withUnsafeMutableBufferPointer { gradient in
                        let shape = finish == DIGITPAD_POOLED ? (3, 2) : (7, 5)
                        let gradientMap = Self.map(gradient.baseAddress, shape, channels)
                        Self.withNormalization(scale, offset) { normalization in
                            loops.transform_normalized_gradient(
                                map, normalization, finish, gradientMap, places, products)
                        }
                    }
                }
            }
            return values + tiles + sums + squares
        }
    }

    @Test(arguments: [(1, 1), (3, 50), (4, 4), (16, 16), (18, 37), (37, 18), (64, 33)])
    func transposesHaveRowsForColumns(rows: Int, columns: Int) {
        // With gaps between the rows, of three and of two.
        let matrix = (0..<rows * (columns + 3)).map(Float.init)
        var transposed = [Float](repeating: -1, count: columns * (rows + 2))
        digitpad_transpose(matrix, columns + 3, rows, columns, &transposed, rows + 2)
        let expected = (0..<columns).flatMap { column -> [Float] in
            (0..<rows).map { row in Float(row * (columns + 3) + column) } + [-1, -1]
        }
        #expect(transposed == expected)
    }

    @Test(arguments: [(1, 1, 5), (16, 3, 16), (18, 4, 37), (32, 2, 144)])
    func weightsCanHaveTheirChannelsLast(outputs: Int, channels: Int, pixels: Int) {
        let weights = (0..<outputs * channels * pixels).map(Float.init)
        // With gaps of two between the rows, and in two parts.
        var result = [Float](repeating: -1, count: pixels * channels * (outputs + 2))
        for part in [0..<pixels / 2, pixels / 2..<pixels] {
            digitpad_put_channels_last(
                weights, outputs, channels, pixels, part.lowerBound, part.upperBound, &result,
                outputs + 2)
        }
        let expected = (0..<pixels * channels).flatMap { row -> [Float] in
            let (pixel, channel) = (row / channels, row % channels)
            return (0..<outputs).map { weights[($0 * channels + channel) * pixels + pixel] }
                + [-1, -1]
        }
        #expect(result == expected)
    }

    @Test(arguments: special)
    func stepsOfAdamAreTheSame(index: Int) {
        expectTheSame(index) { loops, generator in
            let gradient = Tensor.random([37], using: &generator).values
            var values = gradient
            var (first, second) = (gradient, gradient.map { $0 * $0 })
            let step = digitpad_adam(
                beta1: 0.9, beta2: 0.999, rate: 0.01, root: 1.5, epsilon: 1e-8, shrink: 0.99)
            loops.adam(step, 37, gradient, &values, &first, &second)
            return values + first + second
        }
    }

    /// The loops that not every processor can run; the last ones can, and are what these are held against.
    private static let special = 0..<allLoops.count - 1

    /// Expects what `compute` gives with these loops to be what it gives with those for everywhere.
    private func expectTheSame(
        _ index: Int, _ compute: (digitpad_loops, inout RandomGenerator) -> [Float]
    ) {
        let results = [index, allLoops.count - 1].map { index in
            var generator = RandomGenerator(seed: 11)
            let values = compute(allLoops[index], &generator)
            return Tensor(shape: [values.count], values: values)
        }
        #expect(results[0].distance(to: results[1]) < 1e-3)
    }

    private static func withNormalization(
        _ scale: [Float], _ offset: [Float], _ body: (digitpad_normalization) -> Void
    ) {
        // Four different numbers for each channel.
        (scale + offset + scale.map { 2 * $0 } + offset.map { $0 - 1 })
            .withUnsafeBufferPointer { constants in
                guard let start = constants.baseAddress else { return }
                let count = scale.count
                body(
                    digitpad_normalization(
                        scale: start, offset: start + count, of_value: start + 2 * count,
                        constant: start + 3 * count))
            }
    }

    private static func tiles(
        _ start: UnsafeMutablePointer<Float>?, _ channels: Int
    ) -> digitpad_tiles {
        digitpad_tiles(start: start, value_stride: 4 * channels, side: 4, down: 2, across: 2)
    }

    private static func map(
        _ start: UnsafeMutablePointer<Float>?, _ size: (Int, Int), _ channels: Int
    ) -> digitpad_map {
        digitpad_map(
            start: start, row_stride: size.1 * channels, channels: channels, height: size.0,
            width: size.1)
    }
}

nonisolated(unsafe) private let allLoops: [digitpad_loops] = {
    var found: [digitpad_loops] = []
    while let loops = digitpad_loops(found.count) { found.append(loops.pointee) }
    return found
}()
