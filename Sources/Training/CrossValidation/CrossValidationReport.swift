import Recognition

/// What networks that did not know the writers made of their drawings, over all folds together.
package struct CrossValidationReport: Encodable, Sendable {
    /// What the networks' architecture is called.
    package let architecture: String
    /// How the answers are read, chosen on them.
    package let temperature: Double
    /// From which probability on the answer is "not a digit", chosen on the answers.
    package let notDigitThreshold: Double
    /// How digits fare in each form.
    package let digits: [DigitForm]
    /// How what is no digit fares in each form.
    package let nonDigits: [NonDigitForm]
    /// The accuracy of the writer below whom a tenth of the writers lie, by mouse, 0…1.
    ///
    /// Of writers with at least 20 digits; nil where there are none.
    package let tenthPercentileWriter: Double?
    /// How likely a letter or scribble gets a higher probability of being none than a digit; nil where the
    /// networks cannot say "not a digit".
    package let auroc: Double?

    /// How digits fare in a form.
    package struct DigitForm: Encodable, Sendable {
        package let form: String
        package let count: Int
        /// The share whose most probable digit is right, 0…1, whether it is said or not.
        package let accuracy: Double
        package let interval: WilsonInterval
        /// The share that is answered with the right digit, 0…1: not with another, nor with "not a digit".
        package let answeredRight: Double
        /// The share answered with "not a digit", 0…1.
        package let flagged: Double
        /// The expected calibration error as the network answers, 0…1.
        package let calibrationErrorBefore: Double
        /// The same with the temperature.
        package let calibrationError: Double
        /// What a perfectly calibrated network stays below 19 times in 20.
        package let calibrationErrorByChance: Double
    }

    /// How what is no digit fares in a form.
    package struct NonDigitForm: Encodable, Sendable {
        package let form: String
        package let count: Int
        /// The share that passed for a digit, 0…1.
        package let passed: Double
    }

    /// The shares of digits that may be called none, of each usual form of drawing and of MNIST, with a
    /// margin below 1 % and 0.1 %.
    private static let allowedFlags = (drawn: 0.009, mnist: 0.0008)

    /// Judges answers of all folds; nil where there is no digit or nothing that is none among them.
    package init?(_ all: [Answer], architecture: String) {
        self.architecture = architecture
        let forms = Dictionary(grouping: all, by: \.form)
        func answers(_ form: HeldOut.Form) -> [Answer] { forms[form.rawValue] ?? [] }
        let mnist = forms[Answer.mnist] ?? []
        let mouse = answers(.mouse)
        let noDigits = [HeldOut.Form.letters, .signs, .scribbles].flatMap(answers)
        guard !mnist.isEmpty, !mouse.isEmpty, !noDigits.isEmpty else { return nil }

        temperature = Calibration.temperature(fitting: [
            mnist, HeldOut.Form.usual.flatMap(answers),
        ])
        // Whoever has a coarse terminal or imports a picture is not to be flagged more often than others.
        let drawn = HeldOut.Form.usual.map(answers).filter { !$0.isEmpty }
        notDigitThreshold = Calibration.threshold(
            temperature: temperature,
            flagging: drawn.map { ($0, Self.allowedFlags.drawn) }
                + [(mnist, Self.allowedFlags.mnist)])
        let calibration = Calibration(
            temperature: temperature, notDigitThreshold: notDigitThreshold)
        digits = ([(Answer.mnist, mnist)] + HeldOut.Form.digits.map { ($0.rawValue, answers($0)) })
            .filter { !$0.1.isEmpty }.map { DigitForm($0.0, $0.1, calibration) }
        nonDigits = HeldOut.Form.nonDigits.map { ($0.rawValue, answers($0)) }
            .filter { !$0.1.isEmpty }.map { NonDigitForm($0.0, $0.1, calibration) }
        tenthPercentileWriter = Self.tenthPercentileWriter(of: mouse)
        func scores(_ answers: [Answer]) -> [Double] {
            answers.compactMap { calibration.prediction(of: $0.logits).notDigitProbability }
        }
        auroc = areaUnderROC(positives: scores(noDigits), negatives: scores(mouse))
    }

    private static func tenthPercentileWriter(of answers: [Answer]) -> Double? {
        let writers = Dictionary(grouping: answers, by: \.writer).values.filter { $0.count >= 20 }
        guard !writers.isEmpty else { return nil }
        return percentile(10, of: writers.map(accuracy))
    }
}

private func accuracy(of answers: [Answer]) -> Double {
    Double(answers.count(where: \.isRight)) / Double(max(1, answers.count))
}

extension Answer {
    fileprivate var isRight: Bool { logits.prefix(10).indexOfMaximum == label }
}

extension CrossValidationReport.DigitForm {
    fileprivate init(_ form: String, _ answers: [Answer], _ calibration: Calibration) {
        func judged(_ calibration: Calibration) -> [(Prediction, Int)] {
            answers.map { (calibration.prediction(of: $0.logits), $0.label) }
        }
        let scaled = judged(calibration)
        self.form = form
        count = answers.count
        accuracy = Double(answers.count(where: \.isRight)) / Double(answers.count)
        // All networks read the same images of MNIST: only these are independent.
        let networks = form == Answer.mnist ? max(1, answers.count / MNIST.validationCount) : 1
        interval = WilsonInterval(
            successes: answers.count(where: \.isRight) / networks, of: answers.count / networks)
        answeredRight =
            Double(zip(scaled, answers).count { $0.0.digit == $1.label }) / Double(answers.count)
        flagged = Double(scaled.count { $0.0.digit == nil }) / Double(answers.count)
        calibrationErrorBefore = Reliability(of: judged(.none)).expectedCalibrationError
        calibrationError = Reliability(of: scaled).expectedCalibrationError
        calibrationErrorByChance = expectedCalibrationErrorByChance(
            confidences: scaled.map(\.0.confidence))
    }
}

extension CrossValidationReport.NonDigitForm {
    fileprivate init(_ form: String, _ answers: [Answer], _ calibration: Calibration) {
        self.form = form
        count = answers.count
        let passedCount = answers.count { calibration.prediction(of: $0.logits).digit != nil }
        passed = Double(passedCount) / Double(answers.count)
    }
}
