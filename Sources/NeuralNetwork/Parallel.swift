import CKernels
import Synchronization

/// Work shared out over the processor's cores.
///
/// How the work is cut depends on its size alone, never on the number of threads, so every result
/// is the same to the last bit on one core and on many. Meanwhile numbers below 1e-38, which take the
/// processor very long, count as 0.
package enum Parallel {
    /// How many cores this process may use.
    package static let usableCores: Int = digitpad_usable_cores()
    private static let threads = Atomic<Int>(usableCores)

    /// How many threads work at once, 1 at least; starts as the number of cores.
    ///
    /// With more than those the work takes longer: they wait for each other by turning round.
    package static var threadCount: Int {
        get { threads.load(ordering: .relaxed) }
        set { threads.store(max(1, newValue), ordering: .relaxed) }
    }

    /// Calls `body` once for every chunk number in 0 ..< `count`, in any order, and waits for all.
    package static func forEach(chunks count: Int, _ body: (_ chunk: Int) -> Void) {
        forEach(chunks: count, workers: threadCount) { _, chunk in body(chunk) }
    }

    /// The same by so many threads; `body` is also told which of them calls it, from 0 on, so that each
    /// can have memory of its own.
    ///
    /// While another thread has its work shared out, or within such work, the caller does it alone.
    package static func forEach(
        chunks count: Int, workers: Int, _ body: (_ worker: Int, _ chunk: Int) -> Void
    ) {
        withTeam(of: count > 1 ? workers : 1) { team in
            withoutActuallyEscaping(body) { body in
                withUnsafePointer(to: body) { body in
                    digitpad_team_run(
                        team, count,
                        { body, worker, chunk in
                            body?.assumingMemoryBound(to: ((Int, Int) -> Void).self)
                                .pointee(worker, chunk)
                        }, body)
                }
            }
        }
    }

    /// Calls `body` with a team of so many threads, the caller among them, for work that is shared out
    /// in C; with nil where one has to do, or while somebody else has the team.
    ///
    /// - Parameter isBrief: whether it takes less time than sleeping threads take to wake. Then they are
    ///   woken only where other such work came just before, and more is likely to follow.
    static func withTeam<Result>(
        of size: Int, isBrief: Bool = false, _ body: (OpaquePointer?) -> Result
    ) -> Result {
        let team = size > 1 ? Team.claim(size: size, isBrief: isBrief) : nil
        defer { if team != nil { Team.release() } }
        return body(team)
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
        count: Int, over ranges: [Range<Int>], workers: Int = threadCount,
        _ add: (_ worker: Int, _ range: Range<Int>, _ sums: UnsafeMutablePointer<Float>) -> Void
    ) -> [Float] {
        let sums = Workspace(zeros: ranges.count * count)
        defer { withExtendedLifetime(sums) {} }
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
}

/// The threads that help whoever has claimed them.
private enum Team {
    private static let isFree = Atomic<Bool>(true)
    // Only whoever has claimed them reads or changes these.
    nonisolated(unsafe) private static var team: OpaquePointer?
    nonisolated(unsafe) private static var wantedSize = 1
    nonisolated(unsafe) private static var lastBriefWork: ContinuousClock.Instant?

    /// At most so many threads with the caller; nil while somebody else has them, or where none can be had.
    static func claim(size: Int, isBrief: Bool) -> OpaquePointer? {
        guard
            isFree.compareExchange(expected: true, desired: false, ordering: .acquiring).exchanged
        else { return nil }
        if size != wantedSize {
            digitpad_team_free(team)
            team = digitpad_team_create(size - 1)
            wantedSize = size
        }
        // Read before the release: afterwards it is somebody else's.
        let claimed = team.flatMap { !isBrief || isWorthWaking($0) ? $0 : nil }
        if claimed == nil { release() }
        return claimed
    }

    private static func isWorthWaking(_ team: OpaquePointer) -> Bool {
        let now = ContinuousClock.now
        defer { lastBriefWork = now }
        guard !digitpad_team_is_awake(team), let lastBriefWork else { return true }
        return now - lastBriefWork < .milliseconds(1)
    }

    static func release() {
        isFree.store(true, ordering: .releasing)
    }
}
