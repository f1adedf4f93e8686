import Drawing
import Glibc

/// The ten digits as this project writes them, in cells of the grid.
package enum DemonstrationDigits {
    /// The strokes of a digit, with points at most half a cell apart.
    ///
    /// - Precondition: 0…9.
    package static func strokes(of digit: Int) -> [Stroke] {
        outlines[digit].map { Stroke(points: $0.walked(inStepsOf: 0.5)) }
    }

    private static let outlines: [[[Point]]] = [
        [arc(14, 14, 5.5, 8.5, from: -90, to: -450)],
        [[Point(x: 10, y: 11), Point(x: 15, y: 5), Point(x: 13, y: 23)]],
        [
            arc(13.5, 10, 5, 5, from: 190, to: 390)
                + [Point(x: 8.5, y: 22.5), Point(x: 20, y: 22.5)]
        ],
        [
            arc(12.5, 9.5, 5, 4.5, from: 200, to: 440)
                + arc(12.5, 18.5, 5.5, 4.8, from: -80, to: 155)
        ],
        [
            [Point(x: 14.5, y: 5), Point(x: 8, y: 16.5), Point(x: 20.5, y: 16.5)],
            [Point(x: 17, y: 10.5), Point(x: 17, y: 23)],
        ],
        [
            [Point(x: 10, y: 5.5), Point(x: 9.5, y: 13)]
                + arc(13, 17, 5.5, 5.5, from: -125, to: 145),
            [Point(x: 10, y: 5.5), Point(x: 19, y: 5.5)],
        ],
        [
            [Point(x: 17, y: 5), Point(x: 12, y: 9.5), Point(x: 9, y: 15)]
                + arc(13.8, 18, 4.8, 5, from: 190, to: -170)
        ],
        [[Point(x: 8, y: 6), Point(x: 20, y: 6), Point(x: 12.5, y: 23)]],
        [
            (0...72).map { step in
                let angle = Double(step) / 72 * 2 * .pi
                return Point(x: 14 - 4.8 * sin(2 * angle), y: 14 - 9 * cos(angle))
            }
        ],
        [
            arc(13.5, 10, 4.8, 5, from: -10, to: -360)
                + [Point(x: 18.3, y: 10), Point(x: 17.5, y: 16), Point(x: 16, y: 23)]
        ],
    ]

    /// A part of an ellipse around a centre; angles in degrees, 0 to the right, growing downwards.
    private static func arc(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, from start: Double,
        to end: Double
    ) -> [Point] {
        let steps = max(2, Int(abs(end - start) / 6))
        return (0...steps).map { step in
            let angle = (start + (end - start) * Double(step) / Double(steps)) * .pi / 180
            return Point(x: x + width * cos(angle), y: y + height * sin(angle))
        }
    }
}
