import Drawing

/// A drawing that is being drawn again before the person's eyes, the bars moving along.
package struct Playback: Equatable, Sendable {
    private let strokes: [Stroke]
    /// How many points a step draws.
    private let pace: Int
    /// How many of the points have been drawn.
    private var shown = 1
    /// What the network says of the part that has been drawn.
    package var recognition: Reading?

    /// From the first point on.
    package init(_ strokes: [Stroke]) {
        self.strokes = strokes
        pace = max(1, (strokes.pointCount + Self.mostSteps - 1) / Self.mostSteps)
    }

    /// Three seconds of ticks: nobody waits longer for a drawing of many points, as a mouse reports them.
    private static let mostSteps = 90

    /// Whether every point has been drawn.
    package var isFinished: Bool { shown >= strokes.pointCount }

    /// Draws the next points.
    package mutating func advance() { shown += pace }

    /// As much as has been drawn.
    package var canvas: Canvas {
        var left = shown
        var canvas = Canvas()
        for stroke in strokes where left > 0 {
            canvas.draw(Stroke(brush: stroke.brush, points: Array(stroke.points.prefix(left))))
            left -= stroke.points.count
        }
        return canvas
    }
}

extension [Stroke] {
    fileprivate var pointCount: Int { reduce(0) { $0 + $1.points.count } }
}

/// The program showing itself: ten digits, one after the other, until a key is pressed.
package struct Demonstration: Equatable, Sendable {
    /// The digit that is being drawn.
    package private(set) var digit = 0
    /// For how many ticks the finished digit has been looked at.
    private var waited = 0

    /// How many ticks a finished digit stays.
    private static let pause = 30

    package init() {}

    /// Whether the last digit has been drawn, and nothing moves any more.
    package var isOver: Bool { digit == 9 && waited > Self.pause }

    /// Lets a tick pass after a digit is finished.
    ///
    /// - Returns: the next digit, when it is time for it.
    mutating func wait() -> Int? {
        waited += 1
        guard waited > Self.pause, digit < 9 else { return nil }
        waited = 0
        digit += 1
        return digit
    }
}

extension AppState {
    /// Whether time has to pass for what is shown.
    package var isMoving: Bool {
        playback != nil && demonstration?.isOver != true
    }
}
