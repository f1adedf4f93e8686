import Terminal
import Testing

@Suite struct FrameTests {
    @Test func aNewFrameIsBlank() {
        let frame = Frame(width: 3, height: 2)
        #expect(frame.text == "\n")
        #expect(frame[2, 1] == Cell())
        #expect(frame.cursor == nil)
    }

    @Test func writesTextWithItsStyle() {
        var frame = Frame(width: 6, height: 2)
        let style = Style(foreground: .named(.green), bold: true)
        frame.write("▀ab", column: 1, row: 1, style: style)
        #expect(frame.text == "\n ▀ab")
        #expect(frame[1, 1] == Cell("▀", style: style))
        #expect(frame[4, 1] == Cell())
    }

    @Test func clipsTextAtEveryEdge() {
        var frame = Frame(width: 4, height: 2)
        frame.write("abcdef", column: -2, row: 0)
        frame.write("xyz", column: 2, row: 1)
        frame.write("gone", column: 0, row: 2)
        frame.write("gone", column: 0, row: -1)
        #expect(frame.text == "cdef\n  xy")
    }

    @Test func placesOutsideAreBlankAndIgnoreWriting() {
        var frame = Frame(width: 2, height: 2)
        let before = frame
        for (column, row) in [(-1, 0), (2, 0), (0, -1), (0, 2)] {
            frame[column, row] = Cell("x")
            #expect(frame[column, row] == Cell())
        }
        #expect(frame == before)
    }

    @Test func aNegativeSizeIsEmpty() {
        let frame = Frame(width: -1, height: 3)
        #expect(frame.width == 0)
        #expect(frame.text == "\n\n")
    }

    @Test func textKeepsBlanksInsideALine() {
        var frame = Frame(width: 8, height: 1)
        frame.write("  a b   ", column: 0, row: 0)
        #expect(frame.text == "  a b")
    }

    @Test func framesDifferByTheirCursor() {
        var frame = Frame(width: 2, height: 2)
        let before = frame
        frame.cursor = Frame.Position(column: 1, row: 0)
        #expect(frame != before)
    }
}
