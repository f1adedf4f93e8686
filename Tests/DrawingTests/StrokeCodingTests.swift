import Drawing
import FoundationEssentials
import Testing

@Suite struct StrokeCodingTests {
    @Test func aStrokeIsEncodedAsTheHistoryKeepsIt() throws {
        let stroke = Stroke(
            brush: Brush(tool: .eraser, size: 2),
            points: [Point(x: 1.5, y: 2), Point(x: 3, y: 4.25)])
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = String(decoding: try encoder.encode(stroke), as: UTF8.self)
        #expect(json == #"{"points":[[1.5,2],[3,4.25]],"size":2,"tool":"eraser"}"#)
        #expect(try JSONDecoder().decode(Stroke.self, from: Data(json.utf8)) == stroke)
    }

    @Test func aHardEdgeIsKeptAndASoftOneNeedsNoWord() throws {
        let stroke = Stroke(brush: Brush(edge: .hard), points: [Point(x: 1, y: 2)])
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = String(decoding: try encoder.encode(stroke), as: UTF8.self)
        #expect(json == #"{"edge":"hard","points":[[1,2]],"size":1,"tool":"pen"}"#)
        #expect(try JSONDecoder().decode(Stroke.self, from: Data(json.utf8)) == stroke)
    }

    @Test(arguments: ["[1]", "[1,2,3]", #"["1","2"]"#, "{}"])
    func whatIsNoPointIsRefused(json: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Point.self, from: Data(json.utf8))
        }
    }

    @Test func theGridEndsBefore28() {
        #expect(Point(x: 0, y: 27.999).isOnGrid)
        #expect(!Point(x: 28, y: 5).isOnGrid)
        #expect(!Point(x: 5, y: -0.001).isOnGrid)
        #expect(!Point(x: .nan, y: 5).isOnGrid)
    }
}
