import Recognition
import Testing
import Training

/// A prediction of `digit` with the given confidence, the rest shared out evenly.
private func prediction(_ digit: Int, confidence: Double = 0.9) -> Prediction {
    let probabilities = (0..<10).map { $0 == digit ? confidence : (1 - confidence) / 9 }
    return Prediction(probabilities: probabilities, digit: digit)
}

@Suite struct EvaluationTests {
    /// Truth 0 0 1 1, seen 0 1 1 1.
    private let evaluation = Evaluation(
        of: [prediction(0), prediction(1), prediction(1), prediction(1)], labels: [0, 0, 1, 1])

    @Test func countsAndAccuracy() {
        #expect(evaluation.count == 4)
        #expect(evaluation.accuracy == 0.75)
        #expect(evaluation.confusionMatrix[0][0] == 1)
        #expect(evaluation.confusionMatrix[0][1] == 1)
        #expect(evaluation.confusionMatrix[1][1] == 2)
    }

    @Test func precisionRecallAndF1() {
        let (zero, one) = (evaluation.digits[0], evaluation.digits[1])
        #expect(zero.precision == 1)
        #expect(zero.recall == 0.5)
        #expect(abs(zero.f1 - 2.0 / 3) < 1e-12)
        #expect(abs(one.precision - 2.0 / 3) < 1e-12)
        #expect(one.recall == 1)
        #expect(evaluation.digits[5].support == 0)
        #expect(evaluation.digits[5].f1 == 0)
    }

    @Test func logLikelihoodIsOfTheTrueDigit() {
        // -(3 ln 0.9 + ln (0.1 / 9)) / 4
        #expect(abs(evaluation.meanNegativeLogLikelihood - 1.203973) < 1e-6)
    }

    @Test func calibrationErrorIsTheGapBetweenConfidenceAndAccuracy() {
        // All four answers are in one bin: confidence 0.9, accuracy 0.75.
        #expect(abs(evaluation.expectedCalibrationError - 0.15) < 1e-12)
        let perfect = (0..<10).map { (confidence: 0.7, isCorrect: $0 < 7) }
        #expect(Reliability(perfect).expectedCalibrationError < 1e-12)
    }

    @Test func theIntervalIsWilsons() {
        let interval = WilsonInterval(successes: 9, of: 10)
        #expect(abs(interval.low - 0.5958) < 1e-4)
        #expect(abs(interval.high - 0.9821) < 1e-4)
        let unknown = WilsonInterval(successes: 0, of: 0)
        #expect(unknown.low == 0 && unknown.high == 1)
        #expect(abs(WilsonInterval(successes: 10, of: 10).high - 1) < 1e-12)
    }

    @Test func theBrierScoreIsTheSquaredDistanceFromTheTruth() {
        // (3 (0.1² + 9 (0.1 / 9)²) + (0.9² + (1 − 0.1 / 9)² + 8 (0.1 / 9)²)) / 4
        #expect(abs(evaluation.brierScore - 0.455556) < 1e-6)
    }

    @Test func binsHoldWhatFallsIntoThem() {
        let reliability = Reliability(
            [(0.5, true), (0.45, false), (1, true), (0, false)], bins: 2)
        #expect(reliability.bins.map(\.count) == [3, 1])
        #expect(reliability.bins.map(\.correct) == [1, 1])
        #expect(abs(reliability.bins[0].confidence - 0.95 / 3) < 1e-12)
        // |0.95 − 1| + |1 − 1|, over four answers.
        #expect(abs(reliability.expectedCalibrationError - 0.0125) < 1e-12)
    }

    @Test func chanceAloneMakesSomeCalibrationError() {
        let confidences = [Double](repeating: 0.9, count: 400)
        let limit = expectedCalibrationErrorByChance(confidences: confidences, seed: 5)
        #expect(limit == expectedCalibrationErrorByChance(confidences: confidences, seed: 5))
        // One bin: 1.96 deviations of a mean of 400 trials, 1.96 · 0.015.
        #expect(abs(limit - 0.0294) < 0.004)
        #expect(
            expectedCalibrationErrorByChance(
                confidences: [Double](repeating: 1, count: 50)) == 0)
    }

    @Test func percentilesLieBetweenValues() {
        #expect(percentile(50, of: [3, 1, 2]) == 2)
        #expect(percentile(25, of: [1, 3]) == 1.5)
        #expect(percentile(100, of: [1, 3]) == 3)
        #expect(percentile(95, of: [7]) == 7)
    }

    @Test func theAreaUnderTheCurveCountsTiesAsHalf() {
        #expect(areaUnderROC(positives: [0.9, 0.8], negatives: [0.1, 0.2, 0.3]) == 1)
        #expect(areaUnderROC(positives: [0.1], negatives: [0.9]) == 0)
        #expect(areaUnderROC(positives: [0.5, 0.5], negatives: [0.5, 0.5, 0.5]) == 0.5)
        // Of six pairs four are in order and one is a tie.
        #expect(areaUnderROC(positives: [0.6, 0.3], negatives: [0.1, 0.3, 0.5]) == 4.5 / 6)
        #expect(areaUnderROC(positives: [], negatives: [1]) == nil)
    }

    @Test func whatIsNoDigitIsCountedApart() throws {
        let refused = Prediction(
            probabilities: prediction(3).probabilities, notDigitProbability: 0.9, digit: nil)
        let passed = Prediction(
            probabilities: prediction(8).probabilities, notDigitProbability: 0.2, digit: 8)
        let seen = Prediction(
            probabilities: prediction(5).probabilities, notDigitProbability: 0.3, digit: 5)
        let evaluation = Evaluation(
            of: [refused, passed, seen, refused],
            labels: [Prediction.notADigit, Prediction.notADigit, 5, 3])
        #expect(evaluation.count == 2)
        #expect(evaluation.accuracy == 0.5)
        #expect(evaluation.flaggedDigits[3] == 1)
        #expect(evaluation.flaggedDigitShare == 0.5)
        #expect(evaluation.digits[3].support == 1)
        let nonDigits = try #require(evaluation.nonDigits)
        #expect(nonDigits.count == 2)
        #expect(nonDigits.passedShare == 0.5)
        #expect(nonDigits.readAs[8] == 1)
        // Against 0.3 and 0.9: 0.9 is above one and level with the other, 0.2 is below both.
        #expect(nonDigits.auroc == 0.375)
    }

    @Test func notADigitCountsAsWrong() {
        let refused = Prediction(
            probabilities: prediction(3).probabilities, notDigitProbability: 0.9, digit: nil)
        #expect(Evaluation(of: [refused], labels: [3]).accuracy == 0)
    }
}
