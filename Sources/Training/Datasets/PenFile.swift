import Drawing
import FoundationEssentials
import Recognition

/// A file of pen drawings in JSON Lines, compressed or not.
///
/// A line holds `{"writer","label","strokes":[[[x,y],…],…]}`, in a file of letters and signs
/// `"character"` instead of `"label"`; what they show is ``Prediction/notADigit``. Other keys are
/// ignored, empty lines are passed over.
package struct PenFile: Sendable {
    /// The drawings in the order of the file, at least one.
    package let drawings: [PenDrawing]
    /// The file they came from.
    package let source: SourceFile.Provenance
    /// Reads the whole file; the first line that is no pen drawing is an error.
    package init(contentsOf path: String) throws(DatasetError) {
        let file = try SourceFile(contentsOf: path)
        var drawings: [PenDrawing] = []
        for (number, line) in numberedLines(of: file.contents) {
            do throws(PenLineError) {
                drawings.append(try PenDrawing(json: line))
            } catch {
                throw .badLine(path: path, line: number, reason: error.description)
            }
        }
        guard !drawings.isEmpty else { throw .noDrawings(path: path) }
        self.drawings = drawings
        source = file.provenance
    }
}

/// Why a line holds no usable pen drawing.
private enum PenLineError: Error, CustomStringConvertible {
    case unreadable
    case labelOutOfRange(Int)
    case noLabel
    case digitAsCharacter(String)
    case emptyStroke
    case farOut

    var description: String {
        switch self {
        case .unreadable:
            "not a pen drawing: JSON with \"writer\", \"label\" and \"strokes\" "
                + "as lists of [x, y] is needed"
        case .labelOutOfRange(let label):
            "the label \(label) is no digit from 0 to 9"
        case .noLabel:
            "a drawing needs either the \"label\" of a digit or the \"character\" that it shows"
        case .digitAsCharacter(let character):
            "the character \"\(character)\" is a digit, which needs a \"label\" instead"
        case .emptyStroke:
            "a drawing needs at least one stroke, and each stroke at least one point"
        case .farOut:
            "a coordinate is beyond ±\(Int(PenDrawing.farthest))"
        }
    }
}

extension PenDrawing {
    /// No tablet is as fine as that; beyond it the arithmetic would lose the ink.
    fileprivate static let farthest = 1e9

    private struct Line: Decodable {
        var writer: String?
        var label: Int?
        var character: String?
        var strokes: [[Point]]

        /// What the drawing shows, as networks number it.
        func classNumber() throws(PenLineError) -> Int {
            switch (label, character) {
            case (let label?, nil):
                guard (0...9).contains(label) else { throw .labelOutOfRange(label) }
                return label
            case (nil, let character?):
                guard Int(character) == nil else { throw .digitAsCharacter(character) }
                return Prediction.notADigit
            case (nil, nil), (_?, _?):
                throw .noLabel
            }
        }
    }

    fileprivate init(json: Data) throws(PenLineError) {
        let line: Line
        do {
            line = try JSONDecoder().decode(Line.self, from: json)
        } catch {
            throw .unreadable
        }
        let label = try line.classNumber()
        guard !line.strokes.isEmpty, line.strokes.allSatisfy({ !$0.isEmpty }) else {
            throw .emptyStroke
        }
        let points = line.strokes.joined()
        guard points.allSatisfy({ max(abs($0.x), abs($0.y)) <= Self.farthest }) else {
            throw .farOut
        }
        self.init(
            writer: line.writer ?? "", label: label, character: line.character,
            strokes: line.strokes)
    }
}
