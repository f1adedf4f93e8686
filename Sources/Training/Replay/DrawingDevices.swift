import NeuralNetwork
import Recognition

/// By what strokes become pictures, and how often by each; the shares need not sum to 1.
package struct DrawingDevices: Equatable, Sendable {
    /// A mouse on the grid.
    package var mouse: Float = 0.54
    /// The arrow keys on the grid.
    package var keys: Float = 0.12
    /// The arrow keys and marks, between which lines are drawn.
    package var marks: Float = 0.1
    /// Pen and paper, scanned.
    package var scanner: Float = 0.1
    /// The same for what is no digit.
    ///
    /// Tens of thousands of MNIST's digits look like ink on paper. Were there little else that does,
    /// a network would take the look for the digit.
    package var scannerOfNonDigits: Float = 0.6
    /// A painting program.
    package var paintingProgram: Float = 0.24
    /// How many of the terminals tell only pairs of rows apart.
    package var pairedRows: Float = 0.6
    /// How many of those who set marks square the bends between them.
    package var squaredBends: Float = 0.5
    /// How many of the drawings on the grid are small.
    package var small: Float = 0.12
    /// How often the grid's pen has the size 1, 2, 3.
    package var penSizes: [Float] = [0.7, 0.2, 0.1]

    /// The choices for the network that comes with the program.
    package init() {}

    /// Drawings that are all made with a mouse.
    package static let mouseOnly = {
        var devices = DrawingDevices()
        (devices.keys, devices.marks) = (0, 0)
        (devices.scanner, devices.scannerOfNonDigits, devices.paintingProgram) = (0, 0, 0)
        (devices.pairedRows, devices.small, devices.penSizes) = (0, 0, [1, 0, 0])
        return devices
    }()

    /// Whether some device draws, with some pen.
    package var drawAnything: Bool {
        [mouse, keys, marks, scanner, paintingProgram].contains { $0 > 0 }
            && penSizes.contains { $0 > 0 }
    }

    /// What the network sees of the drawing, made by one of the devices.
    package func modelInput(
        of drawing: PenDrawing, using generator: inout RandomGenerator
    ) -> ModelInput {
        let scanner = drawing.isDigit ? scanner : scannerOfNonDigits
        switch generator.index(weighted: [mouse, keys, marks, scanner, paintingProgram]) {
        case 0:
            var replay = replay(of: drawing, using: &generator)
            replay.rows = generator.isChosen(with: pairedRows) ? .paired : .single
            return replay.modelInput(of: drawing)
        case 1:
            var replay = replay(of: drawing, using: &generator)
            replay.pointer = .keys(acrossFirst: generator.isChosen(with: 0.5))
            return replay.modelInput(of: drawing)
        case 2:
            var replay = replay(of: drawing, using: &generator)
            // From bends of a cell or two on; a round digit gets five to twelve corners.
            // Squared, a round digit becomes a box from the largest bends on.
            let squared = generator.isChosen(with: squaredBends)
            replay.pointer = .marks(
                tolerance: generator.number(in: 0.06...(squared ? 0.25 : 0.16)), squared: squared)
            return replay.modelInput(of: drawing)
        case 3:
            return Scan(using: &generator).modelInput(of: drawing)
        default:
            return Painting(of: drawing, using: &generator).quickModelInput(of: drawing)
        }
    }

    /// The sizes of small drawings, in cells: the smallest of which most can still be read.
    static let smallSizes = 6.0...13.0

    private func replay(
        of drawing: PenDrawing, using generator: inout RandomGenerator
    ) -> Replay {
        let sizes = generator.isChosen(with: small) ? Self.smallSizes : Replay.usualSizes
        var replay = Replay(of: drawing, sizes: sizes, using: &generator)
        replay.penSize = 1 + generator.index(weighted: penSizes)
        return replay
    }
}
