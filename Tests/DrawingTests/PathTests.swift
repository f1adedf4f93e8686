import Drawing
import Testing

@Suite struct PathTests {
    private let corner = [Point(x: 0, y: 0), Point(x: 3, y: 4), Point(x: 3, y: 5)]

    @Test func aWalkKeepsThePointsAndFillsTheWayBetweenThem() {
        let path = corner.walked(inStepsOf: 1)
        #expect(path.count == 7)
        #expect(path[1] == Point(x: 0.6, y: 0.8))
        #expect(path[0] == corner[0] && path[5] == corner[1] && path[6] == corner[2])
        #expect(corner.walked(inStepsOf: 0.5, sparing: 1).count == 12)
        #expect([Point]().walked(inStepsOf: 1).isEmpty)
        #expect([corner[0], corner[0]].walked(inStepsOf: 1) == [corner[0], corner[0]])
    }

    @Test func smoothingMovesEachPointTowardsTheMiddleOfItsNeighbours() {
        #expect(corner.smoothed(passes: 0) == corner)
        #expect(
            corner.smoothed(passes: 1) == [corner[0], Point(x: 2.25, y: 3.25), corner[2]])
        #expect(Array(corner.prefix(2)).smoothed(passes: 3) == Array(corner.prefix(2)))
    }

    @Test func aStraightPathIsSmoothAlready() {
        let line = (0..<6).map { Point(x: Double($0), y: 2 * Double($0)) }
        #expect(line.smoothed(passes: 2) == line)
    }
}
