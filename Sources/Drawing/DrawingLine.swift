import FoundationEssentials

/// A drawing on one line of a JSON Lines file, in grid cells.
///
/// `{"id": any, "strokes": [[[x,y],…],…]}` with an optional `"label"` 0…9. A stroke may also be
/// `{"tool","size","points"}` and what is no digit have `"true_kind": "not a digit"`, as in an exported
/// history; bare points are drawn with the default pen. Other keys are ignored.
package struct DrawingLine: Sendable {
    /// As it stands in the file; null where there is none.
    package let id: JSONValue
    package let strokes: [Stroke]
    package let label: Int?
    /// Whether it is said to be no digit.
    package let isNotADigit: Bool

    /// Reads one line.
    ///
    /// - Throws: ``DrawingLineError`` with a sentence that says what is wrong with the line.
    package init(json: some Sequence<UInt8>) throws(DrawingLineError) {
        guard String(validating: json, as: UTF8.self) != nil else {
            throw .unreadable(reason: "it is not UTF-8")
        }
        let line: Line
        do {
            line = try JSONDecoder().decode(Line.self, from: Data(json))
        } catch let error as DecodingError {
            throw .unreadable(reason: Self.reason(error))
        } catch {
            throw .unreadable(reason: "it is not JSON")
        }
        for point in line.strokes.lazy.flatMap(\.stroke.points) where !point.isOnGrid {
            throw .outsideGrid(point)
        }
        if let label = line.label, !(0...9).contains(label) {
            throw .labelOutOfRange(label)
        }
        id = line.id ?? .null
        strokes = line.strokes.map(\.stroke)
        label = line.label
        isNotADigit = line.label == nil && line.trueKind == .string("not a digit")
    }

    private struct Line: Decodable {
        var id: JSONValue?
        var strokes: [EitherStroke]
        var label: Int?
        var trueKind: JSONValue?

        private enum CodingKeys: String, CodingKey {
            case id, strokes, label
            case trueKind = "true_kind"
        }
    }

    /// A stroke in either of its two spellings.
    private struct EitherStroke: Decodable {
        var stroke: Stroke

        init(from decoder: any Decoder) throws {
            if (try? decoder.unkeyedContainer()) != nil {
                stroke = Stroke(points: try [Point](from: decoder))
            } else {
                stroke = try Stroke(from: decoder)
            }
        }
    }

    private static func reason(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, _):
            "\"\(key.stringValue)\" is missing"
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            "\(place(context)) is not \(name(of: type))"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty
                ? "it is not JSON" : "\(place(context)): \(context.debugDescription)"
        @unknown default:
            "it is not a drawing"
        }
    }

    /// What should stand there, in JSON's words.
    private static func name(of type: Any.Type) -> String {
        switch type {
        case is Int.Type: "a whole number"
        case is Double.Type: "a number"
        case is String.Type: "text"
        case is [Any].Type: "a list"
        case is [String: Any].Type: "an object"
        default: "what it should be"
        }
    }

    /// The place of an error as `strokes[2][0]`.
    private static func place(_ context: DecodingError.Context) -> String {
        let path = context.codingPath.map { key in
            key.intValue.map { "[\($0)]" } ?? key.stringValue
        }
        return path.isEmpty ? "the line" : path.joined()
    }
}

/// Why a line holds no usable drawing.
package enum DrawingLineError: Error, Equatable, CustomStringConvertible {
    case unreadable(reason: String)
    case outsideGrid(Point)
    case labelOutOfRange(Int)

    package var description: String {
        switch self {
        case .unreadable(let reason):
            "not a drawing: \(reason)"
        case .outsideGrid(let point):
            "the point (\(point.x), \(point.y)) lies outside the grid: x and y must be at least 0 "
                + "and below 28"
        case .labelOutOfRange(let label):
            "the label \(label) is no digit from 0 to 9"
        }
    }
}
