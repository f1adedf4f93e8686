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
        for parameter in [gain, runningVariance] { parameter.fill(with: 1) }
        for parameter in [shift, runningMean] { parameter.fill(with: 0) }
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
        let moments = batch.moments(of: input.values, about: pivots)
        return forward(input, moments: moments, finish: finish)
    }

    /// Values near the channels' means, about which moments are taken [C].
    var pivots: [Float] { runningMean.value.values }

    /// The same, where somebody has taken the moments.
    ///
    /// - Parameter moments: the sums of the values' distances from the pivots, and of their squares.
    func forward(_ input: consuming Tensor, moments: ChannelSums, finish: Finish) -> Tensor {
        let batch = NormalizedBatch(input.shape, channels: channels, finish: finish)
        let count = Float(batch.count)
        let (distances, squares) = moments.totals
        let distance = distances.map { $0 / Double(count) }
        let variance = zip(distance, squares).map { Float(max(0, $1 / Double(count) - $0 * $0)) }
        mean = zip(pivots, distance).map { $0 + Float($1) }
        inverseDeviation = variance.map { 1 / ($0 + Self.epsilon).squareRoot() }
        // The variance of a sample is a little smaller than that of what it was drawn from.
        let correction = count / max(count - 1, 1)
        for channel in 0..<channels {
            runningMean.value.values[channel] +=
                Self.momentum * (mean[channel] - runningMean.value.values[channel])
            runningVariance.value.values[channel] +=
                Self.momentum
                * (correction * variance[channel] - runningVariance.value.values[channel])
        }
        let output = batch.output(
            input.values, scale: batchScale, offset: offset(scale: batchScale, mean: mean))
        self.input = input
        places = output.places
        return output.values
    }

    /// By what the values of the last batch were multiplied.
    private var batchScale: [Float] { zip(gain.value.values, inverseDeviation).map { $0 * $1 } }

    func backward(
        _ outputGradient: consuming Tensor, finish: Finish, of wanted: Gradients
    ) -> Tensor {
        let gradient = normalizationGradient(outputGradient, finish: finish, of: wanted)
        return wanted.contains(.input) ? gradient.computed() : Tensor(zeros: [0])
    }

    /// Writes the gradients of the parameters, if wanted, and says how that of the input is computed.
    func normalizationGradient(
        _ outputGradient: consuming Tensor, finish: Finish, of wanted: Gradients
    ) -> NormalizationGradient {
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
        // With x̂ the normalised input and g the slope:
        // gradient = gain / deviation * (g − mean(g) − x̂ * mean(g * x̂)).
        let count = Float(batch.count)
        let ofInput = (0..<channels).map {
            -scale[$0] * inverseDeviation[$0] * gainGradient[$0] / count
        }
        let constant = (0..<channels).map {
            -ofInput[$0] * mean[$0] - scale[$0] * sums.slope[$0] / count
        }
        return NormalizationGradient(
            batch, input: input.values, outputGradient: outputGradient.values, places: places,
            scale: scale, offset: offset, ofInput: ofInput, constant: constant)
    }
}
