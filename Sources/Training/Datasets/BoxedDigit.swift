import Drawing
import NeuralNetwork

/// A digit of level and upright lines, as a clock shows it: the easiest to draw by keys.
///
/// Nobody writes so on paper, and so none is among the pen strokes.
package struct BoxedDigit: Equatable, Sendable {
    /// 0…9, but for the one, which is a line for pens as well.
    package let digit: Int

    /// Those that there are.
    package static let all = [0, 2, 3, 4, 5, 6, 7, 8, 9].map(BoxedDigit.init)

    /// Another one each time: wider or narrower, the corners here and there, sharp or cut off.
    package func drawing(using generator: inout RandomGenerator) -> PenDrawing {
        let corners = Corners(using: &generator)
        let cut = generator.isChosen(with: 0.4) ? generator.number(in: 0.05...0.3) : 0
        let strokes = Self.strokes(of: digit, using: &generator).map { path in
            withCutCorners(path.map { corners.place(of: $0) }, by: cut * corners.width)
        }
        return PenDrawing(writer: "", label: digit, strokes: strokes)
    }

    private enum Corner: Int {
        case topLeft, topRight, middleLeft, middleRight, bottomLeft, bottomRight
    }

    /// The lines of a digit from corner to corner, in one of the orders in which people draw them.
    private static func strokes(
        of digit: Int, using generator: inout RandomGenerator
    ) -> [[Corner]] {
        let isWhole = generator.isChosen(with: 0.5)
        let outline: [Corner] = [.topLeft, .topRight, .bottomRight, .bottomLeft, .topLeft]
        let middle: [Corner] = [.middleLeft, .middleRight]
        switch digit {
        case 0: return [outline]
        case 2:
            return [[.topLeft, .topRight, .middleRight, .middleLeft, .bottomLeft, .bottomRight]]
        case 3:
            return isWhole
                ? [
                    [.topLeft, .topRight, .middleRight, .middleLeft],
                    [.middleRight, .bottomRight, .bottomLeft],
                ] : [[.topLeft, .topRight, .bottomRight, .bottomLeft], middle]
        case 4:
            return isWhole
                ? [
                    [.topLeft, .middleLeft, .middleRight, .topRight], [.middleRight, .bottomRight],
                ]
                : [[.topLeft] + middle, [.topRight, .bottomRight]]
        case 5:
            return [[.topRight, .topLeft, .middleLeft, .middleRight, .bottomRight, .bottomLeft]]
        case 6:
            return isWhole
                ? [[.topRight, .topLeft, .bottomLeft, .bottomRight, .middleRight, .middleLeft]]
                : [[.topLeft, .bottomLeft, .bottomRight, .middleRight, .middleLeft]]
        case 7: return [[.topLeft, .topRight, .bottomRight]]
        case 8:
            return isWhole
                ? [
                    [
                        .middleLeft, .topLeft, .topRight, .middleRight, .middleLeft, .bottomLeft,
                        .bottomRight, .middleRight,
                    ]
                ] : [outline, middle]
        default:
            let ring: [Corner] = [.middleRight, .middleLeft, .topLeft, .topRight]
            return [ring + (isWhole ? [.bottomRight, .bottomLeft] : [.bottomRight])]
        }
    }

    /// Where the corners are, in a box of the height 1.
    private struct Corners {
        let width: Double
        private let places: [Point]

        init(using generator: inout RandomGenerator) {
            let width = generator.number(in: 0.35...1.05)
            let middle = generator.number(in: 0.4...0.6)
            // Some are narrower above.
            let inset = generator.isChosen(with: 0.3) ? generator.number(in: 0...0.15) * width : 0
            let exact = [
                Point(x: inset, y: 0), Point(x: width - inset, y: 0),
                Point(x: 0, y: middle), Point(x: width, y: middle),
                Point(x: 0, y: 1), Point(x: width, y: 1),
            ]
            let reach = generator.isChosen(with: 0.5) ? 0.05 : 0
            places = exact.map { point in
                Point(
                    x: point.x + generator.number(in: -reach...reach),
                    y: point.y + generator.number(in: -reach...reach))
            }
            self.width = width
        }

        func place(of corner: Corner) -> Point { places[corner.rawValue] }
    }
}

/// The path with each corner but its ends replaced by a straight cut, at most so long on either side.
private func withCutCorners(_ path: [Point], by length: Double) -> [Point] {
    guard length > 0, let first = path.first, let last = path.last else { return path }
    var result = [first]
    for index in path.indices.dropFirst().dropLast() {
        let corner = path[index]
        for neighbour in [path[index - 1], path[index + 1]] {
            let (x, y) = (neighbour.x - corner.x, neighbour.y - corner.y)
            let distance = max(1e-9, (x * x + y * y).squareRoot())
            let share = min(length, distance / 2) / distance
            result.append(Point(x: corner.x + x * share, y: corner.y + y * share))
        }
    }
    return result + [last]
}
