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

    private final class Counter: Sendable {
        let value = Atomic<Int>(0)
    }
}
