/// Brings each channel of a batch to mean 0 and deviation 1, then scales and moves it as learnt.
///
/// While training, mean and variance are the batch's own; in use they are running means of those of
/// the batches seen. PyTorch's formula. Source: Ioffe and Szegedy 2015.
package final class BatchNormalization: Layer {
    let gain: Parameter  // [C]
    let shift: Parameter  // [C]
    let runningMean: Parameter  // [C]
    let runningVariance: Parameter  // [C]
    private let channels: Int
    private var input: Tensor?
    /// Of the last batch: each channel's mean, and one over its deviation.
    private var mean: [Float] = []
    private var inverseDeviation: [Float] = []

    /// How much of a batch enters the running means.
    private static let momentum: Float = 0.1
    /// Keeps the division away from zero.
    private static let epsilon: Float = 1e-5

    /// The parameters are called `name`.weight and `name`.bias, the statistics `name`.running_mean
    /// and `name`.running_var.
    package init(name: String, channels: Int) {
        self.channels = channels
        gain = Parameter(name: "\(name).weight", shape: [channels])
        shift = Parameter(name: "\(name).bias", shape: [channels])
        runningMean = Parameter(name: "\(name).running_mean", shape: [channels])
        runningVariance = Parameter(name: "\(name).running_var", shape: [channels])
    }

    package var parameters: [Parameter] { [gain, shift] }
    package var runningStatistics: [Parameter] { [runningMean, runningVariance] }

    package func initialize(using generator: inout RandomGenerator) {
        gain.value.values = [Float](repeating: 1, count: channels)
        runningVariance.value.values = [Float](repeating: 1, count: channels)
    }

    /// In use, each channel is multiplied by `scale` and `offset` is added.
    var scaleAndOffset: (scale: [Float], offset: [Float]) {
        let scale = zip(gain.value.values, runningVariance.value.values).map {
            $0 / ($1 + Self.epsilon).squareRoot()
        }
        let offset = (0..<channels).map {
            shift.value.values[$0] - scale[$0] * runningMean.value.values[$0]
        }
        return (scale, offset)
    }

    /// [N, C, H, W] → [N, C, H, W].
    package func infer(_ input: consuming Tensor) -> Tensor {
        let planes = ChannelPlanes(of: input.shape, channels: channels)
        let (scale, offset) = scaleAndOffset
        planes.apply(scale: scale, offset: offset, to: &input.values)
        return input
    }

    package func forward(
        _ input: consuming Tensor, using generator: inout RandomGenerator
    ) -> Tensor {
        let planes = ChannelPlanes(of: input.shape, channels: channels)
        self.input = copy input
        let variance: [Float]
        (mean, variance) = planes.moments(of: input.values)
        inverseDeviation = variance.map { 1 / ($0 + Self.epsilon).squareRoot() }
        // The variance of a sample is a little smaller than that of what it was drawn from.
        let count = Float(planes.count)
        let correction = count / max(count - 1, 1)
        for channel in 0..<channels {
            runningMean.value.values[channel] +=
                Self.momentum * (mean[channel] - runningMean.value.values[channel])
            runningVariance.value.values[channel] +=
                Self.momentum
                * (correction * variance[channel] - runningVariance.value.values[channel])
        }
        let scale = zip(gain.value.values, inverseDeviation).map { $0 * $1 }
        let offset = (0..<channels).map { shift.value.values[$0] - scale[$0] * mean[$0] }
        return Tensor(shape: input.shape) { output in
            planes.write(input.values, scale: scale, offset: offset, to: output)
        }
    }

    package func computeParameterGradients(_ outputGradient: borrowing Tensor) {
        let input = kept(input)
        let planes = ChannelPlanes(of: input.shape, channels: channels)
        let sums = planes.gradientSums(
            outputGradient.values, input.values, mean: mean)
        shift.gradient.values = sums.gradient
        gain.gradient.values = zip(sums.product, inverseDeviation).map { $0 * $1 }
    }

    /// Uses the parameters' gradients, so they must have been computed before.
    package func inputGradient(_ outputGradient: consuming Tensor) -> Tensor {
        let input = kept(input)
        let planes = ChannelPlanes(of: input.shape, channels: channels)
        // With x̂ the normalised input and g the output's gradient:
        // gradient = gain / deviation * (g − mean(g) − x̂ * mean(g * x̂)).
        let count = Float(planes.count)
        var (ofGradient, ofInput, constant) = ([Float](), [Float](), [Float]())
        for channel in 0..<channels {
            let scale = gain.value.values[channel] * inverseDeviation[channel]
            let slope = scale * inverseDeviation[channel] * gain.gradient.values[channel] / count
            ofGradient.append(scale)
            ofInput.append(-slope)
            constant.append(
                slope * mean[channel] - scale * shift.gradient.values[channel] / count)
        }
        planes.combine(
            &outputGradient.values, times: ofGradient, input.values, times: ofInput,
            adding: constant)
        return outputGradient
    }

    package var onnxOperator: ONNXOperator? {
        preconditionFailure("batch normalisation is folded into the convolution before export")
    }
}

/// The channels of a batch [N, C, H, W], one after the other.
private struct ChannelPlanes {
    let images, channels, size: Int

    init(of shape: [Int], channels: Int) {
        precondition(
            shape.count == 4 && shape[1] == channels,
            "a batch normalisation of \(channels) channels cannot take \(shape)")
        images = shape[0]
        self.channels = channels
        size = shape[2] * shape[3]
    }

    /// How many values a channel has.
    var count: Int { images * size }

    private func forEachChannel(_ body: (_ channel: Int, _ starts: StridedStarts) -> Void) {
        Parallel.forEach(rangeOf: channels, chunks: channels) { range in
            for channel in range {
                body(
                    channel,
                    StridedStarts(first: channel * size, stride: channels * size, count: images))
            }
        }
    }

    /// Where a channel's part of each image begins.
    struct StridedStarts {
        let first, stride, count: Int
        func forEach(_ body: (_ start: Int) -> Void) {
            for index in 0..<count { body(first + index * stride) }
        }
    }

    /// Mean and variance of each channel.
    func moments(of values: UnsafePointer<Float>) -> (mean: [Float], variance: [Float]) {
        var mean = [Float](repeating: 0, count: channels)
        var variance = mean
        write(&mean, &variance) { channel, starts in
            var total = 0.0
            starts.forEach { total += Double(sum(values + $0, count: size)) }
            let mean = total / Double(count)
            var squares = 0.0
            starts.forEach {
                squares += Double(
                    sumOfSquares(values + $0, from: Float(mean), count: size))
            }
            return (Float(mean), Float(squares / Double(count)))
        }
        return (mean, variance)
    }

    /// Of each channel, the sum of the gradient, and of its product with the input less its mean.
    func gradientSums(
        _ gradient: UnsafePointer<Float>, _ input: UnsafePointer<Float>, mean: [Float]
    ) -> (gradient: [Float], product: [Float]) {
        var sums = [Float](repeating: 0, count: channels)
        var products = sums
        write(&sums, &products) { channel, starts in
            var (total, product) = (0.0, 0.0)
            starts.forEach {
                total += Double(sum(gradient + $0, count: size))
                product += Double(
                    sumOfProducts(
                        gradient + $0, input + $0, from: mean[channel], count: size))
            }
            return (Float(total), Float(product))
        }
        return (sums, products)
    }

    private func write(
        _ first: UnsafeMutablePointer<Float>, _ second: UnsafeMutablePointer<Float>,
        _ body: (_ channel: Int, _ starts: StridedStarts) -> (Float, Float)
    ) {
        forEachChannel { channel, starts in
            (first[channel], second[channel]) = body(channel, starts)
        }
    }

    func write(
        _ input: UnsafePointer<Float>, scale: [Float], offset: [Float],
        to output: UnsafeMutablePointer<Float>
    ) {
        forEachChannel { channel, starts in
            let (scale, offset) = (scale[channel], offset[channel])
            starts.forEach { start in
                for index in start..<start + size { output[index] = scale * input[index] + offset }
            }
        }
    }

    func apply(scale: [Float], offset: [Float], to values: UnsafeMutablePointer<Float>) {
        write(values, scale: scale, offset: offset, to: values)
    }

    func combine(
        _ gradient: UnsafeMutablePointer<Float>, times ofGradient: [Float],
        _ input: UnsafePointer<Float>, times ofInput: [Float], adding constant: [Float]
    ) {
        forEachChannel { channel, starts in
            let (a, b, c) = (ofGradient[channel], ofInput[channel], constant[channel])
            starts.forEach { start in
                for index in start..<start + size {
                    gradient[index] = a * gradient[index] + b * input[index] + c
                }
            }
        }
    }
}

private func sumOfSquares(
    _ values: UnsafePointer<Float>, from centre: Float, count: Int
) -> Float {
    var lanes = SIMD8<Float>.zero
    let whole = count / 8
    let raw = UnsafeRawPointer(values)
    for index in 0..<whole {
        let difference =
            raw.loadUnaligned(fromByteOffset: 32 * index, as: SIMD8<Float>.self) - centre
        lanes += difference * difference
    }
    var total = lanes.sum()
    for index in 8 * whole..<count {
        total += (values[index] - centre) * (values[index] - centre)
    }
    return total
}

private func sumOfProducts(
    _ gradient: UnsafePointer<Float>, _ values: UnsafePointer<Float>, from centre: Float,
    count: Int
) -> Float {
    var lanes = SIMD8<Float>.zero
    let whole = count / 8
    let (rawGradient, raw) = (UnsafeRawPointer(gradient), UnsafeRawPointer(values))
    for index in 0..<whole {
        lanes +=
            rawGradient.loadUnaligned(fromByteOffset: 32 * index, as: SIMD8<Float>.self)
            * (raw.loadUnaligned(fromByteOffset: 32 * index, as: SIMD8<Float>.self) - centre)
    }
    var total = lanes.sum()
    for index in 8 * whole..<count { total += gradient[index] * (values[index] - centre) }
    return total
}
