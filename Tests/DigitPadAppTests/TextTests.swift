import DigitPadApp
import Testing

@Suite struct TextTests {
    @Test(arguments: [
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 13, ["one two three"]),
        ("one two three", 1, ["one", "two", "three"]),
        ("extraordinarily long", 8, ["extraordinarily", "long"]),
        ("", 8, []),
    ])
    func wrapsBetweenWords(text: String, width: Int, lines: [String]) {
        #expect(wrap(text, width: width) == lines)
    }
}
