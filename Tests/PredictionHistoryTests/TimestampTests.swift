import PredictionHistory
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"),
        (1_769_862_896_789, "2026-01-31T12:34:56.789Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (951_782_400_005, "2000-02-29T00:00:00.005Z"),
        (Int64.max, "9999-12-31T23:59:59.999Z"),
        (Int64.min, "0000-01-01T00:00:00.000Z"),
    ])
    func textNamesTheMomentBothWays(milliseconds: Int64, text: String) {
        let timestamp = Timestamp(milliseconds: milliseconds)
        #expect(timestamp.description == text)
        #expect(Timestamp(text) == timestamp)
    }

    @Test(arguments: [
        "", "2026-01-31", "2026-01-31T12:34:56Z", "2026-01-31 12:34:56.789Z",
        "2026-01-31T12:34:56.789+", "2026-02-30T12:34:56.789Z", "2026-13-01T12:34:56.789Z",
        "2026-01-31T24:00:00.000Z", "+026-01-31T12:34:56.789Z", "2026-01-31T12:34:56.78 Z",
        "2026-01-31T12:34:56.789Ä",
    ])
    func otherTextIsRefused(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func momentsSortByTime() {
        #expect(Timestamp(milliseconds: 1) < Timestamp(milliseconds: 2))
    }

    @Test func theClockIsPastTheDayThisWasWritten() throws {
        #expect(Timestamp.now() > (try #require(Timestamp("2026-01-01T00:00:00.000Z"))))
    }
}
