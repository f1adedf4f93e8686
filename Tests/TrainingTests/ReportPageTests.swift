import Drawing
import FoundationEssentials
import NeuralNetwork
import Recognition
import Testing
import Training
import TestSupport

@Suite struct ReportPageTests {
    /// A digit, a digit again and something that is none.
    private func report(epochs: [EpochReport] = []) throws -> EvaluationReport {
        let strokes: [[Point]] = [
            [Point(x: 14, y: 4), Point(x: 14, y: 23)],
            [Point(x: 6, y: 6), Point(x: 20, y: 6), Point(x: 12, y: 22)],
            [Point(x: 3, y: 3), Point(x: 25, y: 25), Point(x: 3, y: 25), Point(x: 25, y: 3)],
        ]
        let inputs = try strokes.map {
            try #require(
                modelInput(from: GreyImage(Canvas(strokes: [Stroke(points: $0)]).raster)))
        }
        return EvaluationReport(
            of: try Recognizer.bundled(),
            on: LabelledInputs(inputs: inputs, labels: [1, 0, Prediction.notADigit]),
            title: "Bars & <hooks>", epochs: epochs)
    }

    private func epoch(_ number: Int, pen: Bool = true) -> EpochReport {
        let score = ValidationScore(loss: 1 / Double(number), accuracy: 0.9)
        return EpochReport(
            epoch: number, trainingLoss: 2 / Double(number), trainingAccuracy: 0.8, mnist: score,
            pen: pen ? score : nil, nonDigitAUROC: nil, learningRate: 0.001, seconds: 60)
    }

    /// Opening tags without their closing ones, closing ones out of order, or nothing.
    private func unbalanced(_ html: String) -> [Substring] {
        var open: [Substring] = []
        for match in html.matches(of: /<(\/?)([a-z0-9]+)([^<>]*)>/) {
            let (name, isClosing) = (match.2, !match.1.isEmpty)
            if isClosing {
                guard open.popLast() == name else { return open + ["/" + name] }
            } else if name != "meta", !match.3.hasSuffix("/") {
                open.append(name)
            }
        }
        return open
    }

    @Test func everyTagIsClosed() throws {
        #expect(unbalanced(try report(epochs: [epoch(1), epoch(2), epoch(3)]).html) == [])
    }

    @Test func thePageNeedsNothingElse() throws {
        let html = try report(epochs: [epoch(1), epoch(2)]).html
        for word in ["<script", "http:", "https:", "src=", "href=", "@import", "url("] {
            #expect(!html.contains(word), "\(word)")
        }
    }

    @Test func theModelIsDescribed() throws {
        let html = try report().html
        for fact in ["architecture", "multiply_adds", "checksum", "tensors_checksum"] {
            #expect(html.contains(">\(fact)</th>"), "\(fact)")
        }
        let count = try Recognizer.bundled().network.parameterCount
        #expect(html.contains(">parameters</th><td class=\"text\">\(count)<"))
    }

    /// The largest loss in the chart is 2/7, the last epoch the thirty-sixth.
    @Test func theAxesHaveRoundNumbers() throws {
        let html = try report(epochs: (6...41).map { epoch($0) }).html
        for label in ["0.0000", "0.1000", "0.2000", "1", "5", "35"] {
            #expect(html.contains(">\(label)</text>"), "\(label)")
        }
        #expect(!html.contains(">0.0714</text>"))
    }

    @Test func textIsEscaped() throws {
        let html = try report().html
        #expect(html.contains("Bars &amp; &lt;hooks&gt;"))
        #expect(!html.contains("<hooks>"))
    }

    @Test func theCurvesAreThoseOfTheTraining() throws {
        let without = try report(epochs: [epoch(1)]).html
        #expect(!without.contains("class=\"curve"))
        let three = try report(epochs: [epoch(1), epoch(2), epoch(3)]).html
        #expect(three.split(separator: "class=\"curve").count == 1 + 6)
        let two = try report(epochs: [epoch(1, pen: false), epoch(2, pen: false)]).html
        #expect(two.split(separator: "class=\"curve").count == 1 + 4)
    }

    @Test func mistakesAreShownWorstFirst() throws {
        let report = try report()
        #expect(report.mistakeCount == report.mistakes.count)
        // The hook is no zero, whatever else it is.
        #expect(report.mistakes.contains { $0.label == 0 })
        let losses = report.mistakes.map(\.loss)
        #expect(losses == losses.sorted(by: >))
        #expect(report.html.split(separator: "class=\"mistake\"").count == 1 + losses.count)
    }

    @Test func epochsAreReadAgain() throws {
        let folder = try TemporaryFolder()
        var configuration = tinyConfiguration(epochs: 2)
        configuration.selection = .last
        let output = try TrainingOutput(path: folder.path, configuration: configuration)
        var reports: [EpochReport] = []
        _ = try Trainer(configuration, architecture: tinyArchitecture, sets: tinySets())
            .train(into: output, onEpoch: { reports.append($0) })
        #expect(try EpochReport.read("\(folder.path)/epochs.jsonl") == reports)
        try folder.file("epochs.jsonl", [UInt8]("{}\n".utf8))
        #expect(throws: DatasetError.self) {
            try EpochReport.read("\(folder.path)/epochs.jsonl")
        }
    }
}
