import Testing
import Training

@Suite struct LearningRateScheduleTests {
    @Test func cosineRisesThenFallsToNearlyNothing() {
        let factors = (0..<200).map { LearningRateSchedule.cosine.factor(step: $0, of: 200) }
        #expect(factors.prefix(10) == (1...10).map { Float($0) / 10 }[...])
        #expect(factors[10] == 1)
        #expect(zip(factors[10...], factors[11...]).allSatisfy { $0 > $1 })
        #expect(abs(factors[105] - 0.5) < 1e-6)
        #expect(factors[199] > 0 && factors[199] < 1e-3)
    }

    @Test(arguments: 1...3)
    func theShortestTrainingsLearnToo(count: Int) {
        for step in 0..<count {
            let factor = LearningRateSchedule.cosine.factor(step: step, of: count)
            #expect(factor > 0 && factor <= 1)
        }
    }

    @Test func constantStays() {
        #expect(LearningRateSchedule.constant.factor(step: 7, of: 9) == 1)
    }
}
