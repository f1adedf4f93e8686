import NeuralNetwork

/// A choice of a ``TrainingConfiguration`` by its name, as command lines and files speak of it.
package struct Hyperparameter {
    /// The name in a configuration file; a dot leads into an object, as in `scans.rotation`.
    package let key: String
    /// What it is, in a few words.
    package let help: String
    /// What a value looks like: `N`, `NUMBER` or `NAME`.
    package let placeholder: String
    /// The names to choose from; none for numbers.
    package let choices: [String]
    /// The value, written as it can be read again.
    package let text: (TrainingConfiguration) -> String
    /// Which values there are, for the sentence that refuses another.
    package let range: String
    private let read: (String, inout TrainingConfiguration) -> Bool

    /// The option of a command line: `--scans-rotation`.
    package var option: String {
        "--" + String(key.map { $0 == "." || $0 == "_" ? "-" : $0 })
    }

    /// Reads a value; false, and nothing is changed, where it is none or out of range.
    package func set(_ text: String, in configuration: inout TrainingConfiguration) -> Bool {
        read(text, &configuration)
    }
}

extension Hyperparameter {
    /// All choices but the architecture, which decides what is standard for the others.
    package static var all: [Hyperparameter] {
        course + weights + data + distortion("scans", \.augmentation.scans, "scanned images")
            + distortion("renderings", \.augmentation.renderings, "pictures of strokes")
            + hands + devices
    }

    private static var course: [Hyperparameter] {
        [
            number("epochs", \.epochs, in: 1...10_000, "how many epochs at most"),
            number("batch_size", \.batchSize, in: 1...65_536, "examples in a step"),
            number("seed", \.seed, in: 0...UInt64.max, "where all chance starts"),
            choice("selection", \.selection, "which epoch's network is the result"),
            number(
                "patience", \.patience, in: 0...10_000,
                "stop after so many epochs without a better one; 0: never"),
            number(
                "held_out_fold", \.heldOutFold, in: 0...WriterFolds.count,
                "which fifth of the writers is kept back; 0: none"),
        ]
    }

    private static var weights: [Hyperparameter] {
        [
            choice("optimizer", \.optimizer, "the rule that moves the weights"),
            number(
                "learning_rate", \.learningRate, in: 1e-9...100,
                "the highest rate of the schedule"),
            number("weight_decay", \.weightDecay, in: 0...1, "decay of the weights"),
            number("momentum", \.momentum, in: 0...0.9999, "momentum of the optimizer sgd"),
            choice("schedule", \.schedule.shape, "how the learning rate changes"),
            number("warmup", \.schedule.warmup, in: 0...1, "share of the steps in which it rises"),
            number(
                "step_epochs", \.schedule.stepEpochs, in: 1...10_000, "epochs between its steps"),
            number("step_factor", \.schedule.stepFactor, in: 0...1, "factor at each of its steps"),
            number(
                "average_decay", \.averageDecay, in: 0...0.999_999,
                "decay of the weights' running mean; 0: none"),
            number(
                "non_digit_weight", \.nonDigitWeight, in: 0...100,
                "what the loss of non-digits counts"),
        ]
    }

    private static var data: [Hyperparameter] {
        [
            number(
                "mix.looks_at_digits", \.mix.looksAtDigits, in: 0...1_000,
                "how often an epoch draws each pen digit"),
            number(
                "mix.looks_at_letters", \.mix.looksAtLetters, in: 0...1_000,
                "how often it draws each letter"),
            number(
                "mix.writer_balance", \.mix.writerBalance, in: 0...1,
                "0 looks at each drawing alike, 1 at each writer"),
            number(
                "mix.boxed_digits", \.mix.boxedDigits, in: 0...10_000_000,
                "digits of level and upright lines in an epoch"),
            number("mix.scribbles", \.mix.scribbles, in: 0...10_000_000, "scribbles in an epoch"),
            number("mix.pairs", \.mix.pairs, in: 0...10_000_000, "pairs of digits in an epoch"),
        ]
    }

    private static func distortion(
        _ name: String, _ path: WritableKeyPath<TrainingConfiguration, Distortion>, _ what: String
    ) -> [Hyperparameter] {
        func limit(
            _ key: String, _ field: WritableKeyPath<Distortion, Float>, to largest: Float,
            _ help: String
        ) -> Hyperparameter {
            number(
                "\(name).\(key)", path.appending(path: field), in: 0...largest,
                "\(what): \(help)")
        }
        return [
            limit("rotation", \.rotation, to: 180, "turn, up to so many degrees"),
            limit("log_scale", \.logScale, to: 1, "logarithm of the stretch"),
            limit("shear", \.shear, to: 2, "slant"),
            limit("shift", \.shift, to: 14, "way, in pixels"),
            limit("bend", \.bend, to: 10, "bend, in pixels"),
            limit("thickness", \.thicknessProbability, to: 1, "how often another thickness"),
        ]
    }

    private static var hands: [Hyperparameter] {
        [
            number(
                "hands.rotation", \.augmentation.hands.rotation, in: 0...180,
                "strokes: turn, up to so many degrees"),
            number("hands.slant", \.augmentation.hands.slant, in: 0...2, "strokes: slant"),
            number(
                "hands.log_width", \.augmentation.hands.logWidth, in: 0...1,
                "strokes: logarithm of the widening"),
            number(
                "hands.stroke_shift", \.augmentation.hands.strokeShift, in: 0...1,
                "strokes: how far each moves, in sizes of the box"),
            number(
                "hands.turn_of_ones_and_sevens", \.augmentation.hands.turnOfOnesAndSevens,
                in: 0...1, "strokes: what turn and slant of 1 and 7 are multiplied by"),
            number(
                "styles.slashed_zero", \.augmentation.styles.slashedZero, in: 0...1,
                "share of zeros that get a slash"),
            number(
                "styles.barred_seven", \.augmentation.styles.barredSeven, in: 0...1,
                "share of sevens that get a bar"),
            number(
                "styles.serif_one", \.augmentation.styles.serifOne, in: 0...1,
                "share of ones that get a flag or a foot"),
            number(
                "styles.lifted_bar_of_five", \.augmentation.styles.liftedBarOfFive, in: 0...1,
                "share of fives whose bar stands apart"),
            number(
                "styles.hooked_stroke", \.augmentation.styles.hookedStroke, in: 0...1,
                "share of strokes that end in a hook"),
        ]
    }

    private static var devices: [Hyperparameter] {
        let devices: WritableKeyPath<TrainingConfiguration, DrawingDevices> =
            \.augmentation.devices
        func share(
            _ name: String, _ path: WritableKeyPath<DrawingDevices, Float>, _ help: String
        ) -> Hyperparameter {
            number("devices.\(name)", devices.appending(path: path), in: 0...1, help)
        }
        return [
            share("mouse", \.mouse, "share of drawings by mouse"),
            share("keys", \.keys, "share by arrow keys"),
            share("marks", \.marks, "share by keys, as lines between marks"),
            share("scanner", \.scanner, "share as ink on paper"),
            share(
                "scanner_of_non_digits", \.scannerOfNonDigits,
                "the same for what is no digit"),
            share("painting_program", \.paintingProgram, "share by a painting program"),
            share("paired_rows", \.pairedRows, "share of mice that report pairs of rows"),
            share("squared_bends", \.squaredBends, "share of marks with squared bends"),
            share("small", \.small, "share of small drawings on the grid"),
            share("pen_1", \.penSizes[0], "share of pens of size 1"),
            share("pen_2", \.penSizes[1], "share of pens of size 2"),
            share("pen_3", \.penSizes[2], "share of pens of size 3"),
        ]
    }
}

// MARK: - Forms of values

extension Hyperparameter {
    private static func number<Number: LosslessStringConvertible & Comparable>(
        _ key: String, _ path: WritableKeyPath<TrainingConfiguration, Number>,
        in range: ClosedRange<Number>, _ help: String
    ) -> Hyperparameter {
        Hyperparameter(
            key: key, help: help, placeholder: Number.self == Float.self ? "NUMBER" : "N",
            choices: [], text: { "\($0[keyPath: path])" },
            range: "a number from \(range.lowerBound) to \(range.upperBound)",
            read: { text, configuration in
                guard let value = Number(text), range.contains(value) else { return false }
                configuration[keyPath: path] = value
                return true
            })
    }

    private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String, _ path: WritableKeyPath<TrainingConfiguration, Choice>, _ help: String
    ) -> Hyperparameter {
        let names = Choice.allCases.map(\.rawValue)
        return Hyperparameter(
            key: key, help: "\(help): \(names.joined(separator: ", "))", placeholder: "NAME",
            choices: names, text: { $0[keyPath: path].rawValue },
            range: "one of \(names.joined(separator: ", "))",
            read: { text, configuration in
                guard let value = Choice(rawValue: text) else { return false }
                configuration[keyPath: path] = value
                return true
            })
    }
}
