import Drawing
import NeuralNetwork
import Recognition

/// Two digits next to each other: a number, and so not a digit.
package struct DigitPair: Equatable, Sendable {
    /// The left digit.
    package let left: PenDrawing
    /// The right digit.
    package let right: PenDrawing

    /// A number of two digits.
    package init(left: PenDrawing, right: PenDrawing) {
        self.left = left
        self.right = right
    }

    /// `count` pairs of drawings drawn by chance; none where there are no drawings.
    package static func random(
        _ count: Int, of drawings: [PenDrawing], using generator: inout RandomGenerator
    ) -> [DigitPair] {
        guard !drawings.isEmpty else { return [] }
        return (0..<count).map { _ in
            DigitPair(
                left: drawings[Int.random(in: drawings.indices, using: &generator)],
                right: drawings[Int.random(in: drawings.indices, using: &generator)])
        }
    }

    /// Both as one drawing, about equally tall, with a gap of some chance.
    package func drawing(using generator: inout RandomGenerator) -> PenDrawing {
        let gap = generator.number(in: 0.1...0.4)
        let (leftHeight, rightHeight) = (
            generator.number(in: 0.85...1.15), generator.number(in: 0.85...1.15)
        )
        let (leftBox, rightBox) = (StrokeBox(left), StrokeBox(right))
        let leftSize = leftHeight * leftBox.longerSide / leftBox.letterHeight
        let rightSize = rightHeight * rightBox.longerSide / rightBox.letterHeight
        let leftWidth = leftSize * leftBox.width / leftBox.longerSide
        let rightWidth = rightSize * rightBox.width / rightBox.longerSide
        let strokes =
            left.placed(longerSide: leftSize, centre: Point(x: -gap / 2 - leftWidth / 2, y: 0))
            + right.placed(longerSide: rightSize, centre: Point(x: gap / 2 + rightWidth / 2, y: 0))
        return PenDrawing(writer: left.writer, label: Prediction.notADigit, strokes: strokes)
    }
}
