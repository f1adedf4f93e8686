import Glibc
import NeuralNetwork
import Synchronization
import Testing

@Suite struct ParallelTests {
    @Test(arguments: [0, 1, 2, 15, 16, 17, 1000])
    func rangesCoverEverythingOnceInOrder(count: Int) {
        let ranges = Parallel.ranges(of: count)
        #expect(ranges.flatMap { Array($0) } == Array(0..<count))
        #expect(ranges.count <= 16)
    }

    @Test func rangesAreNoSmallerThanTheMinimum() {
        #expect(Parallel.ranges(of: 99, minimum: 50) == [0..<99])
        #expect(Parallel.ranges(of: 100, minimum: 50) == [0..<50, 50..<100])
    }

    @Test func everyChunkIsVisitedOnce() {
        let visits = (0..<40).map { _ in Counter() }
        Parallel.forEach(chunks: 40) { visits[$0].value.wrappingAdd(1, ordering: .relaxed) }
        #expect(visits.allSatisfy { $0.value.load(ordering: .relaxed) == 1 })
    }

    @Test(arguments: [1, 2, 3, 5])
    func workersHaveNumbersBelowTheirCount(workers: Int) {
        let visits = (0..<workers).map { _ in Counter() }
        Parallel.forEach(chunks: 100, workers: workers) { worker, _ in
            visits[worker].value.wrappingAdd(1, ordering: .relaxed)
        }
        #expect(visits.reduce(0) { $0 + $1.value.load(ordering: .relaxed) } == 100)
    }

    @Test(.timeLimit(.minutes(1))) func theWorkIsSharedOut() {
        // While another test has the threads, who asks for help gets none: ask again.
        var isShared = false
        for _ in 0..<1_000_000 where !isShared {
            let (begun, met) = (Counter(), Counter())
            Parallel.forEach(chunks: 2, workers: 2) { _, _ in
                begun.value.wrappingAdd(1, ordering: .relaxed)
                for _ in 0..<1_000_000 where begun.value.load(ordering: .relaxed) < 2 {}
                if begun.value.load(ordering: .relaxed) == 2 {
                    met.value.wrappingAdd(1, ordering: .relaxed)
                }
            }
            // Done one after the other, the first never sees the second.
            isShared = met.value.load(ordering: .relaxed) == 2
        }
        #expect(isShared)
    }

    @Test func workWithinWorkIsDoneByItsCaller() {
        let visits = (0..<64).map { _ in Counter() }
        Parallel.forEach(chunks: 8, workers: 2) { _, outer in
            let caller = pthread_self()
            Parallel.forEach(chunks: 8, workers: 2) { _, inner in
                if pthread_self() == caller {
                    visits[8 * outer + inner].value.wrappingAdd(1, ordering: .relaxed)
                }
            }
        }
        #expect(visits.allSatisfy { $0.value.load(ordering: .relaxed) == 1 })
    }

    @Test func severalThreadsShareOutTheirWorkAtOnce() async {
        let sums = await withTaskGroup(of: Int.self) { group in
            for caller in 0..<4 {
                group.addTask {
                    let sum = Counter()
                    for _ in 0..<50 {
                        Parallel.forEach(chunks: 10, workers: 2 + caller % 2) { _, chunk in
                            sum.value.wrappingAdd(chunk, ordering: .relaxed)
                        }
                    }
                    return sum.value.load(ordering: .relaxed)
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(sums == [Int](repeating: 50 * 45, count: 4))
    }

    private final class Counter: Sendable {
        let value = Atomic<Int>(0)
    }
}
