import CKernels

/// Brings each channel of a batch to mean 0 and deviation 1, then scales and moves it as learnt.
///
/// While training, mean and variance are the batch's own; in use they are running means of those of
/// the batches seen. PyTorch's formula. Source: Ioffe and Szegedy 2015.
package final class BatchNormalization: FinishingLayer {
    let gain: Parameter  // [C]
    let shift: Parameter  // [C]
    let runningMean: Parameter  // [C]
    let runningVariance: Parameter  // [C]
    private let channels: Int
    private var input: Tensor?
    /// For pooled outputs, which of four each one was.
    private var places: [UInt8] = []
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
        return (scale, offset(scale: scale, mean: runningMean.value.values))
    }

    private func offset(scale: [Float], mean: [Float]) -> [Float] {
        (0..<channels).map { shift.value.values[$0] - scale[$0] * mean[$0] }
    }

    var canPool: Bool { true }

    /// [N, H, W, C] → [N, H, W, C].
    func infer(_ input: consuming Tensor, finish: Finish) -> Tensor {
        let (scale, offset) = scaleAndOffset
        return NormalizedBatch(input.shape, channels: channels, finish: finish)
            .output(input.values, scale: scale, offset: offset).values
    }

    func forward(_ input: consuming Tensor, finish: Finish) -> Tensor {
        let batch = NormalizedBatch(input.shape, channels: channels, finish: finish)
        let moments = batch.moments(of: input.values, about: runningMean.value.values)
        mean = moments.mean
        inverseDeviation = moments.variance.map { 1 / ($0 + Self.epsilon).squareRoot() }
        // The variance of a sample is a little smaller than that of what it was drawn from.
        let count = Float(batch.count)
        let correction = count / max(count - 1, 1)
        for channel in 0..<channels {
            runningMean.value.values[channel] +=
                Self.momentum * (mean[channel] - runningMean.value.values[channel])
            runningVariance.value.values[channel] +=
                Self.momentum
                * (correction * moments.variance[channel] - runningVariance.value.values[channel])
        }
        let output = batch.output(
            input.values, scale: batchScale, offset: offset(scale: batchScale, mean: mean))
        self.input = input
        places = output.places
        return output.values
    }

    /// By what the values of the last batch were multiplied.
    private var batchScale: [Float] { zip(gain.value.values, inverseDeviation).map { $0 * $1 } }

    func gradients(
        _ outputGradient: consuming Tensor, finish: Finish, of wanted: Gradients
    ) -> Tensor {
        let input = kept(input)
        let batch = NormalizedBatch(input.shape, channels: channels, finish: finish)
        let scale = batchScale
        let offset = offset(scale: scale, mean: mean)
        let sums = batch.gradientSums(
            outputGradient.values, places, input.values, scale: scale, offset: offset, mean: mean)
        let gainGradient = zip(sums.product, inverseDeviation).map { $0 * $1 }
        if wanted.contains(.parameters) {
            shift.gradient = Tensor(shape: shift.value.shape, values: sums.slope)
            gain.gradient = Tensor(shape: gain.value.shape, values: gainGradient)
        }
        guard wanted.contains(.input) else { return Tensor(zeros: [0]) }
        // With x̂ the normalised input and g the slope:
        // gradient = gain / deviation * (g − mean(g) − x̂ * mean(g * x̂)).
        let count = Float(batch.count)
        let ofInput = (0..<channels).map {
            -scale[$0] * inverseDeviation[$0] * gainGradient[$0] / count
        }
        let constant = (0..<channels).map {
            -ofInput[$0] * mean[$0] - scale[$0] * sums.slope[$0] / count
        }
        return batch.inputGradient(
            outputGradient.values, places, input.values, scale: scale, offset: offset,
            ofInput: ofInput, constant: constant)
    }

    package var onnxOperator: ONNXOperator? {
        preconditionFailure("batch normalisation is folded into the convolution before export")
    }
}

/// A batch [N, H, W, C] on its way through a normalisation.
private struct NormalizedBatch {
    private let shape, outputShape: [Int]
    private let finish: Finish

    init(_ shape: [Int], channels: Int, finish: Finish) {
        precondition(
            shape.count == 4 && shape[3] == channels,
            "a batch normalisation of \(channels) channels cannot take \(shape)")
        self.shape = shape
        self.finish = finish
        outputShape = finish.shape(of: shape)
    }

    /// How many values a channel has.
    var count: Int { shape[0] * pixels }

    private var pixels: Int { shape[1] * shape[2] }
    private var channels: Int { shape[3] }
    private var imageCount: Int { pixels * channels }
    private var outputCount: Int { outputShape.dropFirst().reduce(1, *) }

    /// Mean and variance of each channel.
    ///
    /// - Parameter pivots: values near the means, about which the sums are taken.
    func moments(
        of values: UnsafePointer<Float>, about pivots: [Float]
    ) -> (mean: [Float], variance: [Float]) {
        let sums = sums { image, distances, squares in
            loops.channel_moments(
                values + image * imageCount, pixels, channels, pivots, distances, squares)
        }
        let distances = sums.first.map { $0 / Double(count) }
        let variances = zip(distances, sums.second).map { max(0, $1 / Double(count) - $0 * $0) }
        return (zip(pivots, distances).map { $0 + Float($1) }, variances.map { Float($0) })
    }

    func output(
        _ input: UnsafePointer<Float>, scale: [Float], offset: [Float]
    ) -> (values: Tensor, places: [UInt8]) {
        var places = [UInt8](repeating: 0, count: finish == .pooled ? outputShape.reduce(1, *) : 0)
        let values = Tensor(shape: outputShape) { output in
            write(output, &places, of: input, scale: scale, offset: offset)
        }
        return (values, places)
    }

    private func write(
        _ output: UnsafeMutablePointer<Float>, _ places: UnsafeMutablePointer<UInt8>,
        of input: UnsafePointer<Float>, scale: [Float], offset: [Float]
    ) {
        forEachImage { image in
            loops.normalize(
                map(image, of: input), scale, offset, finish.loopsValue,
                output + image * outputCount,
                places + image * outputCount)
        }
    }

    /// Of each channel, the sum of the slopes, and of their products with the input less its mean.
    func gradientSums(
        _ gradient: UnsafePointer<Float>, _ places: UnsafePointer<UInt8>,
        _ input: UnsafePointer<Float>, scale: [Float], offset: [Float], mean: [Float]
    ) -> (slope: [Float], product: [Float]) {
        let sums = sums { image, slopes, products in
            loops.normalization_sums(
                map(image, of: input), scale, offset, finish.loopsValue,
                gradient + image * outputCount, places + image * outputCount, mean, slopes,
                products)
        }
        return (sums.first.map { Float($0) }, sums.second.map { Float($0) })
    }

    /// scale * slope + ofInput * input + constant.
    func inputGradient(
        _ gradient: UnsafePointer<Float>, _ places: UnsafePointer<UInt8>,
        _ input: UnsafePointer<Float>, scale: [Float], offset: [Float], ofInput: [Float],
        constant: [Float]
    ) -> Tensor {
        Tensor(shape: shape) { inputGradient in
            forEachImage { image in
                loops.normalization_gradient(
                    map(image, of: input), scale, offset, finish.loopsValue,
                    gradient + image * outputCount, places + image * outputCount, ofInput,
                    constant, inputGradient + image * imageCount)
            }
        }
    }

    private func map(_ image: Int, of values: UnsafePointer<Float>) -> digitpad_map {
        digitpad_map(
            of: UnsafeMutablePointer(mutating: values + image * imageCount),
            Array(shape.dropFirst()))
    }

    private func forEachImage(_ body: (_ image: Int) -> Void) {
        Parallel.forEach(rangeOf: shape[0]) { images in
            for image in images { body(image) }
        }
    }

    /// Two sums for each channel, added up in single precision only within an image.
    private func sums(
        _ add: (
            _ image: Int, _ first: UnsafeMutablePointer<Float>,
            _ second: UnsafeMutablePointer<Float>
        ) -> Void
    ) -> (first: [Double], second: [Double]) {
        let perImage = Workspace(zeros: shape[0] * 2 * channels)
        forEachImage { image in
            let first = perImage.start + image * 2 * channels
            add(image, first, first + channels)
        }
        var total = [Double](repeating: 0, count: 2 * channels)
        for image in 0..<shape[0] {
            for index in total.indices {
                total[index] += Double(perImage.start[image * total.count + index])
            }
        }
        return (Array(total[..<channels]), Array(total[channels...]))
    }
}
