import Drawing
import FoundationEssentials
import Glibc
import NeuralNetwork
import Recognition
import Testing
import Training
import TestSupport

/// An answer that is sure of a digit by this logit, all others being zero.
private func answer(
    _ form: String, _ label: Int, seen digit: Int, logit: Float, notDigit: Float = -9,
    writer: String = "w"
) -> Answer {
    var logits = [Float](repeating: 0, count: 11)
    logits[digit] = logit
    logits[10] = notDigit
    return Answer(form: form, writer: writer, label: label, logits: logits)
}

@Suite struct TemperatureTests {
    /// Right in three of four, where e^x / (e^x + 9) is 3/4: x = ln 27 = 3 ln 3.
    private func answers(logit: Float) -> [Answer] {
        (0..<400).map { index in
            answer("mouse", index % 4 == 0 ? 1 : 2, seen: 2, logit: logit)
        }
    }

    @Test(arguments: [1.0, 2.0, 6.0])
    func itMakesConfidenceWhatItSays(logit: Double) {
        let temperature = Calibration.temperature(fitting: [answers(logit: Float(logit))])
        // The nine others share what is left, one of them being the truth in the fourth case.
        let scaled = Calibration(temperature: temperature, notDigitThreshold: 1)
        let confidence = scaled.prediction(of: answers(logit: Float(logit))[1].logits).confidence
        #expect(abs(confidence - 0.75) < 0.01)
    }

    @Test func bothGroupsWeighTheSame() {
        let sure = (0..<10).map { _ in answer("mouse", 2, seen: 2, logit: 4) }
        let wrong = answers(logit: 4)
        let one = Calibration.temperature(fitting: [sure, wrong])
        let two = Calibration.temperature(fitting: [sure + sure + sure, wrong])
        #expect(abs(one - two) < 1e-3)
    }

    @Test func theThresholdFlagsNoMoreThanTheShares() {
        let drawn = (0..<1000).map {
            answer("mouse", 2, seen: 2, logit: 4, notDigit: Float($0) / 100)
        }
        let scanned = (0..<100).map { _ in answer("MNIST", 2, seen: 2, logit: 4) }
        let threshold = Calibration.threshold(
            temperature: 1, flagging: [(drawn, 0.01), (scanned, 0)])
        let calibration = Calibration(temperature: 1, notDigitThreshold: threshold)
        let flagged = (drawn + scanned).count { calibration.prediction(of: $0.logits).digit == nil }
        #expect(flagged == 10)
    }

    @Test func theThresholdOfWhatIsSurelyNoDigitIsAProbability() {
        let sure = [answer("mouse", 2, seen: 2, logit: 0, notDigit: 1000)]
        #expect(Calibration.threshold(temperature: 1, flagging: [(sure, 0)]) == 1)
    }
}

@Suite struct CrossValidationReportTests {
    private let answers: [Answer] =
        (0..<200).map { answer("MNIST", $0 % 10, seen: $0 % 10, logit: 5, writer: "") }
        + (0..<200).map {
            // Every tenth digit of the second writer is read wrong.
            answer(
                "mouse", $0 % 10, seen: $0 % 20 == 19 ? 0 : $0 % 10, logit: 5,
                writer: $0 % 2 == 0 ? "a" : "b")
        }
        + (0..<50).map { answer("letters", 10, seen: 3, logit: 8, notDigit: $0 < 45 ? 12 : -9) }

    @Test func itCountsByForm() throws {
        let report = try #require(CrossValidationReport(answers, architecture: "tiny"))
        let mouse = try #require(report.digits.first { $0.form == "mouse" })
        #expect(mouse.count == 200)
        #expect(abs(mouse.accuracy - 0.95) < 1e-9)
        #expect(mouse.flagged == 0)
        #expect(report.nonDigits.map(\.form) == ["letters"])
        #expect(abs(report.nonDigits[0].passed - 0.1) < 1e-9)
        // One writer at 100 %, one at 90 %.
        #expect(abs(try #require(report.tenthPercentileWriter) - 0.91) < 1e-9)
        // Nine in ten are above every digit, the rest below all.
        #expect(abs(try #require(report.auroc) - 0.9) < 1e-9)
    }

    /// Of `mlp` and `cnn`, which have no eleventh answer.
    @Test func whatNetworksCannotSayIsNotReported() throws {
        let ten = answers.enumerated().map { index, answer in
            Answer(
                form: answer.form, writer: "\(index)", label: answer.label,
                logits: Array(answer.logits.prefix(10)))
        }
        let report = try #require(CrossValidationReport(ten, architecture: "mlp"))
        #expect(report.auroc == nil)
        #expect(report.notDigitThreshold == Calibration.none.notDigitThreshold)
        // Each writer wrote one digit.
        #expect(report.tenthPercentileWriter == nil)
    }

    @Test func theFileOfTheReportIsReadAgain() throws {
        let folder = try TemporaryFolder()
        let report = try #require(CrossValidationReport(answers, architecture: "tiny"))
        try CalibrationFile.write(report, to: "\(folder.path)/calibration.json")
        let file = try #require(CalibrationFile(json: try folder.bytes(of: "calibration.json")))
        #expect(file.architecture == "tiny")
        #expect(file.temperature == report.temperature)
        #expect(file.notDigitThreshold == report.notDigitThreshold)
        #expect(file.auroc == report.auroc)
        #expect(file.digits?.map(\.form) == report.digits.map(\.form))
        #expect(file.digits?.map(\.accuracy) == report.digits.map(\.accuracy))
    }

    @Test func noFormOnTheGridIsFlaggedMoreThanTheOthers() throws {
        // Only what comes from pairs of rows looks like no digit at times.
        let coarse = (0..<1000).map {
            answer("mouse, paired rows", 2, seen: 2, logit: 4, notDigit: Float($0) / 100)
        }
        let report = try #require(CrossValidationReport(answers + coarse, architecture: "tiny"))
        let form = try #require(report.digits.first { $0.form == "mouse, paired rows" })
        #expect(abs(form.flagged - 0.009) < 1e-9)
    }

    @Test func withoutNonDigitsThereIsNoReport() {
        #expect(
            CrossValidationReport(answers.filter { $0.form != "letters" }, architecture: "tiny")
                == nil)
    }

    @Test func answersAreReadAgain() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/answers.jsonl"
        try AnswerFile.write(answers, to: path)
        #expect(try AnswerFile.read(path) == answers)
        let logits = "[0,0,0,0,0,0,0,0,0,0]"
        for line in ["{}", #"{"form":"mouse","label":42,"logits":\#(logits),"writer":""}"#] {
            try Data("\(line)\n".utf8).write(to: URL(filePath: path))
            #expect(throws: DatasetError.self) { try AnswerFile.read(path) }
        }
    }
}
