import Drawing
import Recognition

/// A digit or another sign as somebody wrote it with a pen on a tablet.
package struct PenDrawing: Equatable, Sendable {
    /// Who wrote it; empty where nobody knows or nobody did.
    package let writer: String
    /// What it shows: 0…9, or ``Prediction/notADigit``.
    package let label: Int
    /// Which letter or sign it is; nil for a digit, or where nobody knows.
    package let character: String?
    /// The pen's paths in tablet units of any scale, y growing down; every stroke has a point.
    package let strokes: [[Point]]

    /// A drawing made by hand, with a point in every stroke.
    package init(writer: String, label: Int, character: String? = nil, strokes: [[Point]]) {
        self.writer = writer
        self.label = label
        self.character = character
        self.strokes = strokes
    }

    /// Whether it shows a digit, not a letter or something else.
    package var isDigit: Bool { label != Prediction.notADigit }
}
