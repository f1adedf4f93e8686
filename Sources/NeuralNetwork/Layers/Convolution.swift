import CConvolution

/// A 2-D convolution with a square kernel and stride 1, padded with zeros or not at all.
///
/// The sums run over ``ShiftedPlanes``.
package final class Convolution: Layer {
    let name: String
    let weight: Parameter  // [O, C, k, k]
    /// Nil where a batch normalisation follows, which would take any bias away again.
    let bias: Parameter?  // [O]
    let inputChannels: Int
    let outputChannels: Int
    let kernelSize: Int
    let padding: Int
    private var input: Tensor?

    /// The weights start at zero; the parameters are called `name`.weight and `name`.bias.
    ///
    /// - Parameter padding: how many zeros surround the image, fewer than the kernel is wide.
    package init(
        name: String, inputChannels: Int, outputChannels: Int, kernelSize: Int, padding: Int = 0,
        hasBias: Bool = true
    ) {
        precondition((0..<kernelSize).contains(padding), "the padding \(padding) is too wide")
        self.name = name
        self.inputChannels = inputChannels
        self.outputChannels = outputChannels
        self.kernelSize = kernelSize
        self.padding = padding
        weight = Parameter(
            name: "\(name).weight", shape: [outputChannels, inputChannels, kernelSize, kernelSize])
        bias = hasBias ? Parameter(name: "\(name).bias", shape: [outputChannels]) : nil
    }

    package var parameters: [Parameter] { [weight] + (bias.map { [$0] } ?? []) }

    package var multiplyAddsPerOutput: Int { inputChannels * kernelSize * kernelSize }

    package func initialize(using generator: inout RandomGenerator) {
        let fanIn = inputChannels * kernelSize * kernelSize
        weight.initialize(fanIn: fanIn, using: &generator)
        bias?.initialize(fanIn: fanIn, using: &generator)
    }

    /// [N, C, H, W] → [N, O, Y, X] with Y = H + 2p − k + 1 and X = W + 2p − k + 1.
    package func infer(_ input: consuming Tensor) -> Tensor {
        let planes = planes(for: input.shape)
        let bias = bias?.value.values
        return Tensor(shape: planes.outputShape) { output in
            correlate(
                planes, input.values, weight: weight.value.values, bias: bias, into: output)
        }
    }

    package func forward(
        _ input: consuming Tensor, using generator: inout RandomGenerator
    ) -> Tensor {
        self.input = copy input
        return infer(input)
    }

    package func computeParameterGradients(_ outputGradient: borrowing Tensor) {
        let input = kept(input)
        let planes = planes(for: input.shape)
        weight.gradient.values = weightGradient(planes, input.values, outputGradient.values)
        if let bias {
            let size = planes.outputHeight * planes.outputWidth
            bias.gradient.values = channelSums(
                outputGradient.values, images: planes.images, channels: outputChannels, size: size)
        }
    }

    package func inputGradient(_ outputGradient: consuming Tensor) -> Tensor {
        let planes = planes(for: kept(input).shape)
        return Tensor(shape: planes.inputShape) { inputGradient in
            correlateBackwards(
                planes, outputGradient.values, weight: weight.value.values, into: inputGradient)
        }
    }

    package var onnxOperator: ONNXOperator? {
        let kernelShape = [kernelSize, kernelSize]
        guard padding > 0 else {
            return ONNXOperator("Conv", ["kernel_shape": .integers(kernelShape)])
        }
        let pads = [Int](repeating: padding, count: 4)
        return ONNXOperator(
            "Conv", ["kernel_shape": .integers(kernelShape), "pads": .integers(pads)])
    }

    private func planes(for inputShape: [Int]) -> ShiftedPlanes {
        precondition(
            inputShape.count == 4 && inputShape[1] == inputChannels
                && min(inputShape[2], inputShape[3]) + 2 * padding >= kernelSize,
            "a convolution of \(inputChannels) channels cannot take \(inputShape)")
        return ShiftedPlanes(
            images: inputShape[0], channels: inputChannels, height: inputShape[2],
            width: inputShape[3], outputChannels: outputChannels, kernelSize: kernelSize,
            padding: padding)
    }
}

extension ShiftedPlanes {
    /// The kernel as seen from output to input; or, `backwards`, from input to output.
    fileprivate func withKernel(backwards: Bool = false, _ body: (digitpad_kernel) -> Void) {
        let taps = kernelSize * kernelSize
        let (perOutput, perInput) = (channels * taps, taps)
        let offsets = backwards ? offsets.map { -$0 } : offsets
        offsets.withUnsafeBufferPointer { offsets in
            body(
                digitpad_kernel(
                    output_stride: backwards ? perInput : perOutput,
                    input_stride: backwards ? perOutput : perInput,
                    taps: taps, offsets: offsets.baseAddress))
        }
    }
}

private func correlate(
    _ planes: ShiftedPlanes, _ input: UnsafePointer<Float>, weight: UnsafePointer<Float>,
    bias: [Float]?, into output: UnsafeMutablePointer<Float>
) {
    planes.withKernel { kernel in
        Parallel.forEach(rangeOf: planes.groupCount) { groups in
            planes.withMemory { inputPlanes, outputPlanes in
                for images in groups.lazy.map(planes.group) {
                    planes.gather(images, from: input, to: inputPlanes)
                    loops.correlate(
                        inputPlanes.correlated, weight, kernel, outputPlanes.start,
                        outputPlanes.stride, outputPlanes.channels, planes.length(of: images))
                    planes.scatter(images, from: outputPlanes, adding: bias, to: output)
                }
            }
        }
    }
}

private func correlateBackwards(
    _ planes: ShiftedPlanes, _ outputGradient: UnsafePointer<Float>,
    weight: UnsafePointer<Float>, into inputGradient: UnsafeMutablePointer<Float>
) {
    planes.withKernel(backwards: true) { kernel in
        Parallel.forEach(rangeOf: planes.groupCount) { groups in
            planes.withMemory { inputPlanes, outputPlanes in
                for images in groups.lazy.map(planes.group) {
                    planes.gather(images, from: outputGradient, to: outputPlanes)
                    loops.correlate(
                        outputPlanes.correlated, weight, kernel, inputPlanes.start,
                        inputPlanes.stride, inputPlanes.channels, planes.length(of: images))
                    planes.scatter(images, from: inputPlanes, to: inputGradient)
                }
            }
        }
    }
}

/// The gradient of the weights [O, C, k, k].
///
/// Each range of groups is summed on its own and the ranges then in order, so that the rounding does
/// not depend on which thread finishes first.
private func weightGradient(
    _ planes: ShiftedPlanes, _ input: UnsafePointer<Float>, _ outputGradient: UnsafePointer<Float>
) -> [Float] {
    let count = planes.outputChannels * planes.channels * planes.kernelSize * planes.kernelSize
    // Few, because each range has sums of its own.
    let ranges = Parallel.ranges(of: planes.groupCount, chunks: 8)
    let partialSums = Tensor(shape: [ranges.count, count]) { partialSums in
        partialSums.initialize(repeating: 0, count: ranges.count * count)
        planes.withKernel { kernel in
            Parallel.forEach(chunks: ranges.count) { chunk in
                planes.withMemory { inputPlanes, outputPlanes in
                    for images in ranges[chunk].lazy.map(planes.group) {
                        planes.gather(images, from: input, to: inputPlanes)
                        planes.gather(images, from: outputGradient, to: outputPlanes)
                        loops.correlate_weights(
                            inputPlanes.correlated, outputPlanes.correlated,
                            partialSums + chunk * count, kernel, planes.length(of: images))
                    }
                }
            }
        }
    }
    var total = [Float](repeating: 0, count: count)
    for chunk in ranges.indices {
        add(partialSums.values, from: chunk * count, to: &total, count: count)
    }
    return total
}

private func add(
    _ values: UnsafePointer<Float>, from start: Int, to total: UnsafeMutablePointer<Float>,
    count: Int
) {
    for index in 0..<count { total[index] += values[start + index] }
}

/// The inner loops, as compiled for this kind of processor.
// Function pointers that nothing changes.
nonisolated(unsafe) private let loops: digitpad_loops = {
    guard let fastest = digitpad_loops(0) else {
        preconditionFailure("the portable loops run everywhere")
    }
    return fastest.pointee
}()

extension ShiftedPlanes.Memory {
    /// The planes as the C functions read them.
    fileprivate var correlated: digitpad_planes {
        digitpad_planes(start: start, stride: stride, count: channels)
    }
}
