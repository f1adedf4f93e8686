import Drawing
import FoundationEssentials
import Testing

private func line(_ json: String) throws(DrawingLineError) -> DrawingLine {
    try DrawingLine(json: json.utf8)
}

@Suite struct DrawingLineTests {
    @Test func bareStrokesAreDrawnWithTheDefaultPen() throws {
        let drawing = try line(#"{"id":"a","strokes":[[[1,2],[3.5,4]],[[5,5]]],"label":7}"#)
        #expect(drawing.id == .string("a"))
        #expect(drawing.label == 7)
        #expect(
            drawing.strokes == [
                Stroke(points: [Point(x: 1, y: 2), Point(x: 3.5, y: 4)]),
                Stroke(points: [Point(x: 5, y: 5)]),
            ])
    }

    @Test func anExportedDrawingIsAccepted() throws {
        let drawing = try line(
            #"{"id":3,"strokes":[{"tool":"eraser","size":2,"points":[[1,2]]}],"model":"x"}"#)
        #expect(
            drawing.strokes == [
                Stroke(brush: Brush(tool: .eraser, size: 2), points: [Point(x: 1, y: 2)])
            ])
        #expect(drawing.label == nil)
    }

    @Test(arguments: ["null", "true", "12", "1.5", #""a b""#, "[1,null]", #"{"k":[2]}"#])
    func anyIdComesBackAsItWas(id: String) throws {
        let drawing = try line(#"{"id":\#(id),"strokes":[]}"#)
        let encoded = try JSONEncoder().encode(drawing.id)
        #expect(String(decoding: encoded, as: UTF8.self) == id)
    }

    @Test func anIdMayBeMissing() throws {
        #expect(try line(#"{"strokes":[]}"#).id == .null)
    }

    @Test(arguments: [
        ("", "not a drawing: it is not JSON"),
        ("[1", "not a drawing: it is not JSON"),
        ("{}", "not a drawing: \"strokes\" is missing"),
        (#"{"strokes":3}"#, "not a drawing: strokes is not a list"),
        (#"{"strokes":[[[1,2,3]]]}"#, "not a drawing: strokes[0][0]: a point is two numbers"),
        (#"{"strokes":[[[1,"2"]]]}"#, "not a drawing: strokes[0][0][1] is not a number"),
        ("[1]", "not a drawing: the line is not an object"),
        (#"{"strokes":null}"#, "not a drawing: strokes is not a list"),
        (#"{"strokes":[],"label":"7"}"#, "not a drawing: label is not a whole number"),
        (#"{"strokes":[[[28,2]]]}"#, "the point (28.0, 2.0) lies outside the grid"),
        (#"{"strokes":[[[4,-0.1]]]}"#, "the point (4.0, -0.1) lies outside the grid"),
        (#"{"strokes":[],"label":10}"#, "the label 10 is no digit"),
    ])
    func whatIsWrongIsSaid(json: String, message: String) {
        let error = #expect(throws: DrawingLineError.self) { try line(json) }
        #expect(error?.description.hasPrefix(message) == true, "\(String(describing: error))")
    }

    @Test func whatIsNotUTF8IsSaid() {
        let json = Array(#"{"id":""#.utf8) + [0xFF] + Array(#"","strokes":[]}"#.utf8)
        #expect(throws: DrawingLineError.unreadable(reason: "it is not UTF-8")) {
            try DrawingLine(json: json)
        }
    }
}
