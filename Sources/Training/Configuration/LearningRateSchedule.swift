import Glibc

/// How the learning rate changes over a training.
package struct LearningRateSchedule: Equatable, Sendable {
    /// The form of the curve.
    package enum Shape: String, CaseIterable, Sendable {
        /// The same rate from the first step to the last.
        case constant
        /// Up in a straight line, then down to zero along half a cosine.
        ///
        /// The long slow end settles the last tenths of a percent.
        case cosine
        /// Up along half a cosine from a twenty-fifth, and down to almost nothing along another.
        ///
        /// Source: Smith and Topin 2018, with the numbers of PyTorch's `OneCycleLR`.
        case oneCycle = "one-cycle"
        /// The highest rate first, and a factor of it less after every so many epochs.
        case step
    }

    /// The form of the curve.
    package var shape = Shape.cosine
    /// The share of the steps in which the rate rises, 0…1; constant and step never rise.
    package var warmup: Float = 0.05
    /// After how many epochs the rate falls by a step.
    package var stepEpochs = 5
    /// By what the rate is multiplied at each step.
    package var stepFactor: Float = 0.3

    /// A schedule with the standard choices.
    package init() {}

    /// The share of the highest rate at step number `step` of `count`, counted from 0, in an epoch, counted
    /// from 1.
    package func factor(step: Int, of count: Int, epoch: Int) -> Float {
        switch shape {
        case .constant:
            return 1
        case .cosine:
            let rising = max(1, Int(warmup * Float(count)))
            if step < rising { return Float(step + 1) / Float(rising) }
            return fall(from: 1, to: 0, Float(step - rising) / Float(max(1, count - rising)))
        case .oneCycle:
            let (start, end): (Float, Float) = (1 / 25, 1 / 25 / 10_000)
            let peak = warmup * Float(count) - 1
            if Float(step) < peak { return fall(from: start, to: 1, Float(step) / peak) }
            return fall(from: 1, to: end, (Float(step) - peak) / max(1, Float(count - 1) - peak))
        case .step:
            return powf(stepFactor, Float((epoch - 1) / max(1, stepEpochs)))
        }
    }
}

/// Half a cosine from one value to another; `progress` is 0…1.
private func fall(from start: Float, to end: Float, _ progress: Float) -> Float {
    end + (start - end) * (1 + cosf(.pi * min(progress, 1))) / 2
}
