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
        #expect(expectedCalibrationError(perfect) < 1e-12)
    }

    @Test func theIntervalIsWilsons() {
        let interval = WilsonInterval(successes: 9, of: 10)
        #expect(abs(interval.low - 0.5958) < 1e-4)
        #expect(abs(interval.high - 0.9821) < 1e-4)
        let unknown = WilsonInterval(successes: 0, of: 0)
        #expect(unknown.low == 0 && unknown.high == 1)
        #expect(abs(WilsonInterval(successes: 10, of: 10).high - 1) < 1e-12)
    }

    @Test func notADigitCountsAsWrong() {
        let refused = Prediction(
            probabilities: prediction(3).probabilities, notDigitProbability: 0.9, digit: nil)
        #expect(Evaluation(of: [refused], labels: [3]).accuracy == 0)
    }
}
