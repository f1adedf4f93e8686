import NeuralNetwork
import Synchronization

private let threadsLock = Mutex(())

/// What `body` comes to with each of these numbers of threads.
///
/// Tests run at the same time in one process, and the number of threads is one for all of it: only one test
/// changes it at a time, so that each puts back what was there.
package func withThreads<Result: Sendable>(
    _ counts: [Int], _ body: () throws -> Result
) throws -> [Result] {
    try threadsLock.withLock { _ in
        let usual = Parallel.threadCount
        defer { Parallel.threadCount = usual }
        return try counts.map { count in
            Parallel.threadCount = count
            return try body()
        }
    }
}
