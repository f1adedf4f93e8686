import Drawing
import NeuralNetwork
import Recognition
import Testing

/// The model input of one stroke through these points.
private func input(_ points: (Double, Double)...) throws -> ModelInput {
    let stroke = Stroke(points: points.map { Point(x: $0.0, y: $0.1) })
    return try #require(modelInput(from: GreyImage(Canvas(strokes: [stroke]).raster)))
}

@Suite struct RecognizerTests {
    private let recognizer: Recognizer

    init() throws {
        recognizer = try Recognizer.bundled()
    }

    @Test func theBundledNetworkReadsPlainDigits() throws {
        let one = try input((14.5, 4.5), (14.5, 23.5))
        let seven = try input((7.5, 6.5), (19.5, 6.5), (15.5, 14.5), (12.5, 22.5))
        #expect(recognizer.prediction(for: one).digit == 1)
        #expect(recognizer.prediction(for: seven).digit == 7)
    }

    /// As arrow keys draw them most easily: lines between the corners of a box, `a` and `b` above, `m` and
    /// `n` in the middle, `c` and `d` below.
    @Test(arguments: [(8, 14), (10, 18), (12, 20)])
    func digitsOfLevelAndUprightLinesAreRead(width: Double, height: Double) {
        let (left, top) = (14.5 - width / 2, 14.5 - height / 2)
        let corners: [Character: Point] = [
            "a": Point(x: left, y: top), "b": Point(x: left + width, y: top),
            "m": Point(x: left, y: top + height / 2),
            "n": Point(x: left + width, y: top + height / 2),
            "c": Point(x: left, y: top + height), "d": Point(x: left + width, y: top + height),
        ]
        let digits = [
            0: ["abdca"], 2: ["abnmcd"], 3: ["abdc", "mn"], 4: ["amn", "bd"], 5: ["bamndc"],
            6: ["bacdnm"], 7: ["abd"], 8: ["abdca", "mn"], 9: ["nmabdc"],
        ]
        for (digit, paths) in digits {
            let strokes = paths.map { path in
                Stroke(points: path.compactMap { corners[$0] }.walked(inStepsOf: 1))
            }
            let seen = modelInput(from: Canvas(strokes: strokes)).map(recognizer.prediction)
            #expect(seen?.digit == digit, "\(digit) is read as \(seen?.digit as Any)")
        }
    }

    @Test func probabilitiesSumToOne() throws {
        let prediction = recognizer.prediction(for: try input((9.5, 9.5), (20.5, 20.5)))
        #expect(abs(prediction.probabilities.reduce(0, +) - 1) < 1e-5)
        #expect(prediction.confidence == prediction.probabilities.max())
        let knowsNonDigits = recognizer.network.architecture.outputCount > 10
        #expect((prediction.notDigitProbability != nil) == knowsNonDigits)
    }

    @Test func aBatchGivesWhatSingleInputsGive() throws {
        let inputs = [
            try input((14.5, 4.5), (14.5, 23.5)), try input((5.5, 14.5), (22.5, 14.5)),
            try input((7.5, 6.5), (19.5, 6.5), (12.5, 22.5)),
        ]
        let batch = recognizer.predictions(for: inputs)
        for (together, input) in zip(batch, inputs) {
            let alone = recognizer.prediction(for: input)
            #expect(together.digit == alone.digit)
            #expect(
                zip(together.probabilities, alone.probabilities).allSatisfy {
                    abs($0 - $1) < 1e-5
                })
        }
        #expect(recognizer.predictions(for: []).isEmpty)
    }

    @Test func weightsForAnotherPreprocessingAreRefused() throws {
        var metadata = recognizer.metadata
        metadata["preprocessing"] = "raw-1"
        let weights = recognizer.network.weights(metadata: metadata)
        #expect(throws: RecognizerError.otherPreprocessing(found: "raw-1")) {
            try Recognizer(weights)
        }
        metadata["preprocessing"] = nil
        #expect(throws: RecognizerError.otherPreprocessing(found: nil)) {
            try Recognizer(recognizer.network.weights(metadata: metadata))
        }
    }

    @Test func metadataThatMakeNoSenseAreRefused() throws {
        for (key, value) in [
            ("temperature", "warm"), ("temperature", "0"), ("temperature", "-1"),
            ("temperature", "inf"), ("temperature", "nan"), ("not_digit_threshold", "high"),
            ("not_digit_threshold", "1.01"), ("not_digit_threshold", "-0.1"),
            ("not_digit_threshold", "nan"),
        ] {
            var metadata = recognizer.metadata
            metadata[key] = value
            #expect(throws: RecognizerError.badMetadata(key: key, value: value)) {
                try Recognizer(recognizer.network.weights(metadata: metadata))
            }
        }
    }

    @Test func theTemperatureOfTheWeightsMakesAnswersLessSure() throws {
        var metadata = recognizer.metadata
        metadata["temperature"] = "3"
        let cautious = try Recognizer(recognizer.network.weights(metadata: metadata))
        let drawing = try input((7.5, 6.5), (19.5, 6.5), (15.5, 14.5), (12.5, 22.5))
        let (before, after) = (
            recognizer.prediction(for: drawing), cautious.prediction(for: drawing)
        )
        #expect(after.digit == before.digit)
        #expect(after.confidence < before.confidence)
    }

    @Test func weightsTooLargeToComputeWithSayNothing() throws {
        let tensors = recognizer.network.weights().tensors.map {
            var tensor = $0.tensor
            if $0.name == "fc.weight" { tensor.values = tensor.values.map { _ in 3e38 } }
            return Weights.Entry(name: $0.name, tensor: tensor)
        }
        var metadata = recognizer.metadata
        metadata["architecture"] = recognizer.network.architecture.name
        let weights = Weights(tensors: tensors, metadata: metadata)
        let (recognizer, line) = (try Recognizer(weights), try input((14.5, 4.5), (14.5, 23)))
        let prediction = recognizer.prediction(for: line)
        #expect(prediction.probabilities.allSatisfy { abs($0 - 0.1) < 1e-6 })
        #expect(recognizer.reasons(for: 1, in: line).allSatisfy { $0.isFinite })
    }

    @Test func weightsWithElevenOutputsCanSayNotADigit() throws {
        var generator = RandomGenerator(seed: 3)
        let network = Network(.digitnet, using: &generator)
        let drawing = try input((14.5, 4.5), (14.5, 23.5))
        for (threshold, isDigit) in [("0", false), ("1", true)] {
            let recognizer = try Recognizer(
                network.weights(metadata: [
                    "preprocessing": ModelInput.preprocessingVersion,
                    "not_digit_threshold": threshold,
                ]))
            let prediction = recognizer.prediction(for: drawing)
            #expect((prediction.digit != nil) == isDigit)
            #expect(prediction.notDigitProbability != nil)
            #expect(abs(prediction.probabilities.reduce(0, +) - 1) < 1e-12)
        }
    }

    @Test func theModelIsNamedByArchitectureAndDate() {
        #expect(recognizer.model.hasPrefix(recognizer.network.architecture.name + " 20"))
    }
}

@Suite struct PredictionTests {
    @Test func digitsAreRankedByProbability() {
        let prediction = Prediction(
            probabilities: [0.05, 0.3, 0.05, 0.4, 0.1, 0.02, 0.02, 0.02, 0.02, 0.02], digit: 3)
        #expect(prediction.ranking.prefix(5) == [3, 1, 4, 0, 2])
        #expect(prediction.confidence == 0.4)
    }

    /// The confidence is that of the digit, given that it is one; alone it would mislead.
    @Test(
        arguments: [(nil, 7, nil), (0.1, 7, nil), (0.4, 7, 0.4), (0.6, nil, nil)]
            as [(Double?, Int?, Double?)])
    func doubtIsSaidWhereItMatters(none: Double?, digit: Int?, expected: Double?) {
        let prediction = Prediction(
            probabilities: [0, 0, 0, 0, 0, 0, 0, 1, 0, 0], notDigitProbability: none, digit: digit)
        #expect(prediction.doubt == expected)
    }
}
