import Testing
import Training

private func factors(
    _ shape: LearningRateSchedule.Shape, count: Int, epochSteps: Int = 10,
    adjust: (inout LearningRateSchedule) -> Void = { _ in }
) -> [Float] {
    var schedule = LearningRateSchedule()
    schedule.shape = shape
    adjust(&schedule)
    return (0..<count).map {
        schedule.factor(step: $0, of: count, epoch: $0 / epochSteps + 1)
    }
}

@Suite struct LearningRateScheduleTests {
    @Test func cosineRisesThenFallsToNearlyNothing() {
        let factors = factors(.cosine, count: 200)
        #expect(factors.prefix(10) == (1...10).map { Float($0) / 10 }[...])
        #expect(factors[10] == 1)
        #expect(zip(factors[10...], factors[11...]).allSatisfy { $0 > $1 })
        #expect(abs(factors[105] - 0.5) < 1e-6)
        #expect(factors[199] > 0 && factors[199] < 1e-3)
    }

    @Test(arguments: 1...3, LearningRateSchedule.Shape.allCases)
    func theShortestTrainingsLearnToo(count: Int, shape: LearningRateSchedule.Shape) {
        let factors = factors(shape, count: count)
        #expect(factors.allSatisfy { $0 > 0 && $0 <= 1 })
    }

    @Test func constantStays() {
        #expect(factors(.constant, count: 9)[7] == 1)
    }

    /// `torch.optim.lr_scheduler.OneCycleLR(max_lr=1, total_steps=10, pct_start=0.3)`.
    @Test func oneCycleIsThatOfPyTorch() {
        let expected: [Float] = [
            0.04, 0.52, 1.0, 0.950484573, 0.811744988, 0.611262023, 0.388741977, 0.188259012,
            0.049519427, 4e-06,
        ]
        let found = factors(.oneCycle, count: 10) { $0.warmup = 0.3 }
        #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-5 }, "\(found)")
    }

    @Test func aStepComesAfterSoManyEpochs() {
        let found = factors(.step, count: 60, epochSteps: 10) {
            ($0.stepEpochs, $0.stepFactor) = (2, 0.5)
        }
        #expect(found[..<20].allSatisfy { $0 == 1 })
        #expect(found[20..<40].allSatisfy { $0 == 0.5 })
        #expect(found[40...].allSatisfy { $0 == 0.25 })
    }
}
