import Drawing
import Glibc
import NeuralNetwork

/// The strokes of each kind of ``Scribble``, in a box of about 1×1.
enum ScribbleStrokes {}

// MARK: - To learn from

extension ScribbleStrokes {
    /// A long walk that keeps bending and turns back at the walls.
    static func wander(using generator: inout RandomGenerator) -> [[Point]] {
        var place = anywhere(using: &generator)
        var heading = generator.number(in: 0...2 * .pi)
        var turn = 0.0
        let restlessness = generator.number(in: 0.1...0.35)
        let count = Int.random(in: 70...160, using: &generator)
        return [
            (0..<count).map { _ in
                turn = 0.85 * turn + generator.number(in: -restlessness...restlessness)
                // Beyond the walls the middle pulls.
                if !(0...1).contains(place.x) || !(0...1).contains(place.y) {
                    let home = atan2(0.5 - place.y, 0.5 - place.x)
                    heading += 0.5 * sin(home - heading)
                }
                heading += turn
                place = place.moved(by: 0.06, towards: heading)
                return place
            }
        ]
    }

    /// A pen led to and fro many times while it moves on.
    static func hatching(using generator: inout RandomGenerator) -> [[Point]] {
        let turns = Int.random(in: 6...16, using: &generator)
        let breadth = generator.number(in: 0.5...1.2)
        let points = (0...turns).map { index in
            Point(
                x: Double(index) / Double(turns) + generator.number(in: -0.05...0.05),
                y: breadth * (index % 2 == 0 ? 0 : 1) + generator.number(in: -0.12...0.12))
        }
        return [turned(points, by: generator.number(in: 0...2 * .pi))]
    }

    /// Several straight lines across each other.
    static func lines(using generator: inout RandomGenerator) -> [[Point]] {
        let count = Int.random(in: 4...8, using: &generator)
        return (0..<count).map { _ in
            let angle = generator.number(in: 0...2 * .pi)
            let reach = generator.number(in: 0.3...0.6)
            let middle = Point(
                x: generator.number(in: 0.3...0.7), y: generator.number(in: 0.3...0.7))
            return [
                middle.moved(by: reach, towards: angle), middle.moved(by: -reach, towards: angle),
            ]
        }
    }

    /// More turns than a nine or a six has.
    static func spiral(using generator: inout RandomGenerator) -> [[Point]] {
        let turns = generator.number(in: 2.3...5)
        let start = generator.number(in: 0...2 * .pi)
        let direction: Double = generator.isChosen(with: 0.5) ? 1 : -1
        let flatness = generator.number(in: 0.6...1)
        let count = Int(turns * 24)
        return [
            (0...count).map { index in
                let part = Double(index) / Double(count)
                let angle = start + direction * part * turns * 2 * .pi
                let radius = 0.03 + 0.47 * part + generator.number(in: -0.01...0.01)
                return Point(x: 0.5 + radius * cos(angle), y: 0.5 + flatness * radius * sin(angle))
            }
        ]
    }

    /// A patch that is filled with ink, as a child colours in.
    static func filling(using generator: inout RandomGenerator) -> [[Point]] {
        let count = Int.random(in: 18...30, using: &generator)
        let flatness = generator.number(in: 0.5...1)
        let points = (0...count).map { index in
            let across = 2 * Double(index) / Double(count) - 1
            let reach = (1 - 0.9 * across * across).squareRoot() * (index % 2 == 0 ? 1 : -1)
            return Point(
                x: 0.5 + across / 2,
                y: 0.5 + flatness * (reach + generator.number(in: -0.15...0.15)) / 2)
        }
        return [turned(points, by: generator.number(in: 0...2 * .pi))]
    }

    /// Lines across and down, as of a board or a fence.
    static func grid(using generator: inout RandomGenerator) -> [[Point]] {
        let columns = Int.random(in: 2...4, using: &generator)
        let rows = Int.random(in: 2...4, using: &generator)
        let tilt = generator.number(in: -0.5...0.5)
        func wobble() -> Double { generator.number(in: -0.05...0.05) }
        let upright = (0..<columns).map { index in
            let x = (Double(index) + 0.5) / Double(columns)
            return [Point(x: x + wobble(), y: wobble()), Point(x: x + wobble(), y: 1 + wobble())]
        }
        let level = (0..<rows).map { index in
            let y = (Double(index) + 0.5) / Double(rows)
            return [Point(x: wobble(), y: y + wobble()), Point(x: 1 + wobble(), y: y + wobble())]
        }
        return (upright + level).map { turned($0, by: tilt) }
    }

    /// Rays from a middle.
    static func star(using generator: inout RandomGenerator) -> [[Point]] {
        let rays = Int.random(in: 5...11, using: &generator)
        let start = generator.number(in: 0...2 * .pi)
        let middle = Point(x: 0.5, y: 0.5)
        let hole = generator.isChosen(with: 0.3) ? generator.number(in: 0.1...0.25) : 0
        return (0..<rays).map { ray in
            let angle =
                start + 2 * .pi * Double(ray) / Double(rays) + generator.number(in: -0.2...0.2)
            return [
                middle.moved(by: hole, towards: angle),
                middle.moved(by: generator.number(in: 0.35...0.5), towards: angle),
            ]
        }
    }

    /// A line that loops as it goes on, like a spring.
    static func loops(using generator: inout RandomGenerator) -> [[Point]] {
        let count = Int.random(in: 4...8, using: &generator)
        let advance = generator.number(in: 0.25...0.6)
        let height = generator.number(in: 0.3...0.6)
        let points = (0...count * 20).map { index in
            let angle = Double(index) / 20 * 2 * .pi
            return Point(
                x: advance * angle / (2 * .pi) + 0.3 * cos(angle),
                y: height * sin(angle) + generator.number(in: -0.02...0.02))
        }
        return [turned(points, by: generator.number(in: 0...2 * .pi))]
    }

    /// Many short dashes and dots.
    static func specks(using generator: inout RandomGenerator) -> [[Point]] {
        let count = Int.random(in: 4...14, using: &generator)
        return (0..<count).map { _ in
            let place = anywhere(using: &generator)
            let length = max(0, generator.number(in: -0.1...0.2))
            return [place, place.moved(by: length, towards: generator.number(in: 0...2 * .pi))]
        }
    }
}

extension ScribbleStrokes {
    /// Three rings or more that cross or touch; two would be an eight.
    static func rings(using generator: inout RandomGenerator) -> [[Point]] {
        let count = Int.random(in: 3...6, using: &generator)
        var heading = generator.number(in: 0...2 * .pi)
        let bend = generator.number(in: -1...1)
        var middle = Point(x: 0, y: 0)
        return (0..<count).map { _ in
            defer {
                heading += bend
                middle = middle.moved(by: generator.number(in: 0.3...0.9), towards: heading)
            }
            return oval(
                around: middle, width: generator.number(in: 0.25...0.5),
                height: generator.number(in: 0.25...0.5))
        }
    }

    /// A line that swings to and fro as it goes on, in arcs.
    static func waves(using generator: inout RandomGenerator) -> [[Point]] {
        let periods = generator.number(in: 2.5...5)
        let height = generator.number(in: 0.1...0.5)
        let start = generator.number(in: 0...2 * .pi)
        let count = Int(periods * 16)
        let points = (0...count).map { index in
            let part = Double(index) / Double(count)
            return Point(x: part, y: height * sin(start + part * periods * 2 * .pi))
        }
        return [turned(points, by: generator.number(in: 0...2 * .pi))]
    }

    /// Several bent strokes, each from anywhere to anywhere.
    static func curves(using generator: inout RandomGenerator) -> [[Point]] {
        let count = Int.random(in: 4...7, using: &generator)
        return (0..<count).map { _ in
            let ends = (anywhere(using: &generator), anywhere(using: &generator))
            let bend = anywhere(using: &generator)
            return (0...12).map { index in
                let part = Double(index) / 12
                let weights = ((1 - part) * (1 - part), 2 * part * (1 - part), part * part)
                return Point(
                    x: weights.0 * ends.0.x + weights.1 * bend.x + weights.2 * ends.1.x,
                    y: weights.0 * ends.0.y + weights.1 * bend.y + weights.2 * ends.1.y)
            }
        }
    }

    /// A ring with two eyes and a mouth, sometimes with a nose.
    static func face(using generator: inout RandomGenerator) -> [[Point]] {
        let apart = generator.number(in: 0.12...0.22)
        let eyes = generator.number(in: -0.2 ... -0.05)
        let mouth = generator.number(in: 0.12...0.25)
        let smile = generator.number(in: -0.12...0.15)
        func dash(_ x: Double, _ y: Double, _ length: Double) -> [Point] {
            [Point(x: x, y: y), Point(x: x, y: y + length)]
        }
        var strokes = [
            oval(
                around: Point(x: 0, y: 0), width: 0.5 * generator.number(in: 0.7...1), height: 0.5),
            dash(-apart, eyes, generator.number(in: 0...0.08)),
            dash(apart, eyes, generator.number(in: 0...0.08)),
            (-4...4).map { step in
                let part = Double(step) / 4
                return Point(x: 0.22 * part, y: mouth + smile * (1 - part * part))
            },
        ]
        if generator.isChosen(with: 0.4) { strokes.append(dash(0, eyes + 0.05, 0.12)) }
        return strokes
    }
}

// MARK: - To judge by

extension ScribbleStrokes {
    /// A row of closed outlines with three to six corners, each touching the next.
    static func polygons(using generator: inout RandomGenerator) -> [[Point]] {
        let count = Int.random(in: 3...5, using: &generator)
        let bend = generator.number(in: -0.5...0.5)
        var heading = generator.number(in: 0...2 * .pi)
        var middle = Point(x: 0, y: 0)
        return (0..<count).map { _ in
            let radius = generator.number(in: 0.3...0.55)
            let corners = Int.random(in: 3...6, using: &generator)
            let start = generator.number(in: 0...2 * .pi)
            let outline = (0...corners).map { corner in
                middle.moved(
                    by: radius,
                    towards: start + 2 * .pi * Double(corner % corners) / Double(corners))
            }
            heading += bend
            middle = middle.moved(by: generator.number(in: 0.6...0.9), towards: heading)
            return outline
        }
    }

    /// The figure of two swings at right angles; frequencies of 1 are left out, for 1:2 is an eight.
    static func lissajous(using generator: inout RandomGenerator) -> [[Point]] {
        let (across, down) =
            [(2.0, 3.0), (3.0, 2.0), (3.0, 4.0), (4.0, 3.0), (2.0, 5.0), (5.0, 2.0), (3.0, 5.0)][
                Int.random(in: 0..<7, using: &generator)]
        let phase = generator.number(in: 0.3...1.2)
        let flatness = generator.number(in: 0.6...1)
        let points = (0...120).map { index in
            let angle = Double(index) / 120 * 2 * .pi
            return Point(x: cos(across * angle + phase), y: flatness * cos(down * angle))
        }
        return [turned(points, by: generator.number(in: -0.4...0.4))]
    }
}

// MARK: - Points

private func anywhere(using generator: inout RandomGenerator) -> Point {
    Point(x: generator.number(in: 0...1), y: generator.number(in: 0...1))
}

/// A ring with half a width and half a height.
private func oval(around middle: Point, width: Double, height: Double) -> [Point] {
    (0...24).map { index in
        let angle = Double(index) / 24 * 2 * .pi
        return Point(x: middle.x + width * cos(angle), y: middle.y + height * sin(angle))
    }
}

private func turned(_ points: [Point], by angle: Double) -> [Point] {
    let (sine, cosine) = (sin(angle), cos(angle))
    return points.map { Point(x: cosine * $0.x - sine * $0.y, y: sine * $0.x + cosine * $0.y) }
}

extension Point {
    fileprivate func moved(by distance: Double, towards angle: Double) -> Point {
        Point(x: x + distance * cos(angle), y: y + distance * sin(angle))
    }
}
