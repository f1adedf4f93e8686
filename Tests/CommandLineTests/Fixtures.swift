import Drawing
import FoundationEssentials
import Glibc
import PredictionHistory

/// A one of the default pen in the middle of the grid, as a line of a strokes file shows it.
let oneInCells = "[[[14,4],[14,23]]]"

/// A PGM picture of a vertical bar.
func barPicture(ink: UInt8, ground: UInt8) -> [UInt8] {
    let pixels = (0..<28 * 28).map { index in
        (13...14).contains(index % 28) && (4..<24).contains(index / 28) ? ink : ground
    }
    return Array("P5\n28 28\n255\n".utf8) + pixels
}

/// Fills a history with a right, a wrong and an unlabelled drawing of a one, in this order.
func fillHistory(at path: String) throws {
    let store = try PredictionStore(path: path)
    let strokes = [Stroke(points: [Point(x: 14.5, y: 4.5), Point(x: 14.5, y: 23.5)])]
    for (index, label) in [TrueLabel.digit(1), .digit(7), nil].enumerated() {
        var probabilities = [Double](repeating: 0.01, count: 10)
        probabilities[1] = 0.91
        _ = try store.insert(
            PredictionEntry(
                timestamp: Timestamp(milliseconds: 1_769_862_896_789 + Int64(index)),
                predictedDigit: 1, confidence: 0.91, probabilities: probabilities,
                trueLabel: label, strokes: strokes, raster: Canvas(strokes: strokes).raster,
                model: "cnn"))
    }
}
