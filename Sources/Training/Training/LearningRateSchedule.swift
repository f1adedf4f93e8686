import Glibc

/// How the learning rate changes over a training.
package enum LearningRateSchedule: String, Codable, CaseIterable, Sendable {
    /// The same rate from the first step to the last.
    case constant
    /// Up in a straight line over the first twentieth, then down to zero along half a cosine.
    ///
    /// The long slow end settles the last tenths of a percent.
    case cosine

    /// The share of the highest rate at step number `step` of `count`, counted from 0.
    package func factor(step: Int, of count: Int) -> Float {
        switch self {
        case .constant:
            return 1
        case .cosine:
            let warmup = max(1, count / 20)
            if step < warmup { return Float(step + 1) / Float(warmup) }
            let progress = Float(step - warmup) / Float(max(1, count - warmup))
            return (1 + cosf(.pi * min(progress, 1))) / 2
        }
    }
}
