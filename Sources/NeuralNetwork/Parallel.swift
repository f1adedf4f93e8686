import CKernels
import Dispatch
import Glibc
import Synchronization

/// Work shared out over the processor's cores.
///
/// How the work is cut depends on its size alone, never on the number of threads, so every result
/// is the same to the last bit on one core and on many. Meanwhile numbers below 1e-38, which take the
/// processor very long, count as 0.
package enum Parallel {
    private static let threads = Atomic<Int>(availableCores)

    /// The most threads that work at once; starts as the machine's number of cores.
    package static var threadCount: Int {
        get { threads.load(ordering: .relaxed) }
        set { threads.store(max(1, newValue), ordering: .relaxed) }
    }

    /// How many threads so many chunks keep busy.
    static func workers(for count: Int) -> Int { max(1, min(threadCount, count)) }

    /// Calls `body` once for every chunk number in 0 ..< `count`, in any order, and waits for all.
    package static func forEach(chunks count: Int, _ body: (_ chunk: Int) -> Void) {
        forEach(chunks: count, workers: workers(for: count)) { _, chunk in body(chunk) }
    }

    /// The same by so many threads; `body` is also told which of them calls it, from 0 on, so that each
    /// can have memory of its own.
    package static func forEach(
        chunks count: Int, workers: Int, _ body: (_ worker: Int, _ chunk: Int) -> Void
    ) {
        guard workers > 1 else {
            let arithmetic = digitpad_flush_denormals()
            defer { digitpad_set_arithmetic(arithmetic) }
            for chunk in 0..<count { body(0, chunk) }
            return
        }
        let unclaimed = Atomic<Int>(0)
        // The call returns only when every thread is done: the body never outlives its captures.
        nonisolated(unsafe) let body = body
        DispatchQueue.concurrentPerform(iterations: workers) { worker in
            let arithmetic = digitpad_flush_denormals()
            defer { digitpad_set_arithmetic(arithmetic) }
            while true {
                let chunk = unclaimed.wrappingAdd(1, ordering: .relaxed).oldValue
                guard chunk < count else { return }
                body(worker, chunk)
            }
        }
    }

    /// Cuts 0 ..< `count` into at most `chunks` neighbouring ranges of `minimum` or more.
    package static func ranges(of count: Int, minimum: Int = 1, chunks: Int = 16) -> [Range<Int>] {
        let number = max(1, min(chunks, count / minimum))
        return (0..<number).map { count * $0 / number..<count * ($0 + 1) / number }
    }

    /// Calls `body` with every range that `ranges(of:minimum:chunks:)` cuts.
    package static func forEach(
        rangeOf count: Int, minimum: Int = 1, chunks: Int = 16, _ body: (Range<Int>) -> Void
    ) {
        let ranges = ranges(of: count, minimum: minimum, chunks: chunks)
        forEach(chunks: ranges.count) { body(ranges[$0]) }
    }

    /// Sums to which neighbouring parts of the work add, each range of them on its own.
    ///
    /// The ranges are few, because each has sums of its own. They are added up in order, so that the
    /// rounding does not depend on which thread finishes first.
    ///
    /// - Parameter add: adds what the range comes to, to `sums` that begin at zero.
    static func sums(
        count: Int, over ranges: [Range<Int>], workers: Int,
        _ add: (_ worker: Int, _ range: Range<Int>, _ sums: UnsafeMutablePointer<Float>) -> Void
    ) -> [Float] {
        let sums = Workspace(zeros: ranges.count * count)
        forEach(chunks: ranges.count, workers: workers) { worker, chunk in
            add(worker, ranges[chunk], sums.start + chunk * count)
        }
        var total = [Float](repeating: 0, count: count)
        for chunk in ranges.indices {
            NeuralNetwork.add(sums.start + chunk * count, to: &total, count: count)
        }
        return total
    }

    /// The fewest elements of simple arithmetic that are worth handing to another thread.
    static let elementwiseMinimum = 16_384

    private static var availableCores: Int {
        max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }
}
