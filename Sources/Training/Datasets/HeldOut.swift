import Drawing
import NeuralNetwork
import Recognition

/// What some writers wrote, kept back from training, in all the forms in which it is judged.
///
/// Each form is drawn by chance from a fixed seed, so that every network meets the same.
package struct HeldOut: Sendable {
    /// Digits by writers whom training does not know.
    package let digits: [PenDrawing]
    /// Letters and signs by such writers; none where there is no file of them.
    package let letters: [PenDrawing]

    /// What was kept back.
    package init(digits: [PenDrawing], letters: [PenDrawing] = []) {
        self.digits = digits
        self.letters = letters
    }

    /// A form in which something is judged, named as reports name it.
    package enum Form: String, CaseIterable, Sendable {
        /// Digits by mouse on the grid, every row reported.
        case mouse
        /// The same where the terminal tells only pairs of rows apart.
        case pairedRows = "mouse, paired rows"
        /// Digits by the arrow keys.
        case keys
        /// Digits drawn like ink on paper.
        case scan
        /// Digits imported from a painting program, of any size, anywhere in the picture.
        case painting
        /// The same digits and brushes in the middle of the picture, 200 pixels long.
        case centredPainting = "painting, centred"
        /// Digits by mouse, six to thirteen cells long: smaller than most people draw.
        case small = "mouse, small"
        /// Digits by keys, as lines between marks that leave little but right angles.
        case squared = "keys, squared"
        /// Letters by mouse.
        case letters
        /// Letters drawn like ink on paper, as MNIST's digits are.
        case scannedLetters = "letters, scan"
        /// Letters imported from a painting program.
        case paintedLetters = "letters, painting"
        /// Signs such as `?` and `+`, by mouse.
        case signs
        /// Scribbles by mouse, of kinds that training never draws.
        case scribbles
        /// The same scribbles drawn like ink on paper.
        case scannedScribbles = "scribbles, scan"
        /// Two digits side by side, by mouse.
        case pairs
        /// A single touch of each pen.
        case dots

        /// The forms that digits mostly have.
        package static let usual: [Form] = [
            .mouse, .pairedRows, .keys, .scan, .painting, .centredPainting,
        ]
        /// The forms of digits.
        package static let digits = usual + [.small, .squared]
        /// The forms of what is no digit.
        package static let nonDigits: [Form] = [
            .letters, .scannedLetters, .paintedLetters, .signs, .scribbles, .scannedScribbles,
            .pairs, .dots,
        ]
    }

    /// The drawings in one form, always the same; empty where there is nothing of that kind.
    package func inputs(_ form: Form) -> LabelledInputs {
        let seed = LabelledInputs.replaySeed
        var generator = RandomGenerator(seed: seed)
        switch form {
        case .mouse:
            return LabelledInputs(replaying: digits, seed: seed)
        case .pairedRows:
            return LabelledInputs(replaying: digits, rows: .paired, seed: seed)
        case .keys:
            return LabelledInputs(replaying: digits, pointer: .keys(acrossFirst: true), seed: seed)
        case .scan, .scannedLetters:
            let drawings = form == .scan ? digits : notDigits(form)
            return LabelledInputs(drawings) { Scan(using: &generator).modelInput(of: $0) }
        case .painting, .paintedLetters:
            let drawings = form == .painting ? digits : notDigits(form)
            return LabelledInputs(drawings) {
                Painting(of: $0, using: &generator).importedModelInput(
                    of: $0, isDarkOnLight: generator.isChosen(with: 0.5))
            }
        case .centredPainting:
            return LabelledInputs(digits) {
                Painting(of: $0, using: &generator).centred.importedModelInput(
                    of: $0, isDarkOnLight: generator.isChosen(with: 0.5))
            }
        case .small:
            return LabelledInputs(replaying: digits, sizes: DrawingDevices.smallSizes, seed: seed)
        case .squared:
            return LabelledInputs(
                replaying: digits, pointer: .marks(tolerance: 0.2, squared: true), seed: seed)
        case .letters, .signs:
            return LabelledInputs(replaying: notDigits(form), seed: seed)
        case .scribbles, .scannedScribbles:
            let scribbles = (0..<Self.scribbleCount).map { index in
                Scribble.heldOut[index % Scribble.heldOut.count].drawing(using: &generator)
            }
            guard form == .scannedScribbles else {
                return LabelledInputs(replaying: scribbles, seed: seed)
            }
            return LabelledInputs(scribbles) { Scan(using: &generator).modelInput(of: $0) }
        case .pairs:
            let pairs = DigitPair.random(Self.pairCount, of: digits, using: &generator)
                .map { $0.drawing(using: &generator) }
            return LabelledInputs(replaying: pairs, seed: seed)
        case .dots:
            let dot = Scribble.dot.drawing(using: &generator)
            let inputs = Brush.sizes.map { size in
                var replay = Replay(of: dot, using: &generator)
                replay.penSize = size
                return replay.modelInput(of: dot)
            }
            return LabelledInputs(inputs: inputs, labels: inputs.map { _ in dot.label })
        }
    }

    /// Who wrote each of the drawings in a form; none where nobody did.
    package func writers(_ form: Form) -> [String] {
        if Form.digits.contains(form) { return digits.map(\.writer) }
        return notDigits(form).map(\.writer)
    }

    /// The letters among ``letters``, or the signs; none for any other form.
    private func notDigits(_ form: Form) -> [PenDrawing] {
        switch form {
        case .letters, .scannedLetters, .paintedLetters: letters.filter { !$0.isSign }
        case .signs: letters.filter(\.isSign)
        default: []
        }
    }

    /// Enough for an interval of about ±2 % at 90 %, and of the order of the letters.
    private static let scribbleCount = 800
    private static let pairCount = 400
}

extension PenDrawing {
    /// Whether it is known to show something that is no letter.
    fileprivate var isSign: Bool { character.map { !$0.allSatisfy(\.isLetter) } ?? false }
}
