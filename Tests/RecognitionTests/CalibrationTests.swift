import Recognition
import Testing

/// Ten logits of which the digit's alone is not 0, and that of "not a digit" where there is one.
private func logits(_ digit: Int, _ value: Float, notADigit: Float? = nil) -> [Float] {
    var logits = [Float](repeating: 0, count: 10)
    logits[digit] = value
    return logits + (notADigit.map { [$0] } ?? [])
}

@Suite struct CalibrationTests {
    @Test func tenLogitsMakeTheirSoftmax() {
        // e² / (e² + 9)
        let prediction = Calibration.none.prediction(of: logits(4, 2))
        #expect(prediction.digit == 4)
        #expect(abs(prediction.confidence - 0.450853) < 1e-6)
        #expect(prediction.notDigitProbability == nil)
    }

    @Test func theTemperatureDividesTheLogits() {
        let calibration = Calibration(temperature: 2, notDigitThreshold: 0.5)
        let warm = calibration.prediction(of: logits(4, 6, notADigit: 2))
        let cold = Calibration.none.prediction(of: logits(4, 3, notADigit: 1))
        #expect(warm == cold)
    }

    @Test func theTenAreGivenThatItIsADigit() throws {
        let prediction = Calibration.none.prediction(of: logits(4, 2, notADigit: 3))
        #expect(abs(prediction.probabilities.reduce(0, +) - 1) < 1e-12)
        #expect(abs(prediction.confidence - 0.450853) < 1e-6)
        // e³ / (e² + 9 + e³)
        let notDigit = try #require(prediction.notDigitProbability)
        #expect(abs(notDigit - 0.550672) < 1e-6)
        #expect(prediction.answerProbability == notDigit)
        #expect(prediction.digit == nil)
        #expect(prediction.mostProbableDigit == 4)
    }

    @Test func fromTheThresholdOnItIsNotADigit() throws {
        let answer = logits(4, 2, notADigit: 3)
        let share = try #require(Calibration.none.prediction(of: answer).notDigitProbability)
        func digit(threshold: Double) -> Int? {
            Calibration(temperature: 1, notDigitThreshold: threshold).prediction(of: answer).digit
        }
        #expect(digit(threshold: share) == nil)
        #expect(digit(threshold: share.nextUp) == 4)
        #expect(digit(threshold: 0) == nil)
    }

    @Test func extremeLogitsStayProbabilities() {
        let calibration = Calibration(temperature: .leastNonzeroMagnitude, notDigitThreshold: 0.5)
        let prediction = calibration.prediction(of: logits(7, 80, notADigit: -80))
        #expect(prediction.digit == 7)
        #expect(prediction.confidence == 1)
        #expect(prediction.notDigitProbability == 0)
    }

    @Test func theMetadataHoldBothNumbers() throws {
        let calibration = Calibration(temperature: 1.0 / 3, notDigitThreshold: 0.1 + 0.2)
        #expect(try Calibration(metadata: calibration.metadata) == calibration)
        #expect(try Calibration(metadata: [:]) == .none)
    }
}
