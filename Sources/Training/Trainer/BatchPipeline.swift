import Dispatch
import NeuralNetwork
import Synchronization

/// Hands out an epoch's batches and draws the next one while the network learns from the last.
///
/// With a single thread to work on, each is drawn when it is asked for.
final class BatchPipeline {
    private let plan: EpochPlan
    private let queue = DispatchQueue(label: "digitpad.batches")
    /// The batch that is being drawn.
    private var ahead: BatchInProgress?

    init(_ plan: EpochPlan) {
        self.plan = plan
    }

    /// The batch with this number.
    func batch(_ number: Int) -> Batch {
        let batch = ahead.flatMap { $0.number == number ? $0.wait() : nil } ?? plan.batch(number)
        let isWorthIt = Parallel.threadCount > 1 && number + 1 < plan.batchCount
        ahead = isWorthIt ? BatchInProgress(number + 1, of: plan, on: queue) : nil
        return batch
    }
}

/// A batch that another thread draws.
private final class BatchInProgress: Sendable {
    let number: Int
    private let isDone = DispatchSemaphore(value: 0)
    private let batch = Mutex<Batch?>(nil)

    init(_ number: Int, of plan: EpochPlan, on queue: DispatchQueue) {
        self.number = number
        queue.async { [self] in
            let drawn = plan.batch(number)
            batch.withLock { $0 = drawn }
            isDone.signal()
        }
    }

    /// The batch, once it is drawn; may be asked for once.
    func wait() -> Batch? {
        isDone.wait()
        return batch.withLock { $0 }
    }
}
