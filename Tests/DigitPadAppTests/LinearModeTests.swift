import DigitPadApp
import Drawing
import PredictionHistory
import Recognition
import Testing

@Suite struct LinearModeTests {
    private let store: PredictionStore
    private var linear: LinearMode

    init() throws {
        store = try PredictionStore(Connection(.memory))
        linear = LinearMode(
            handler: EffectHandler(
                recognizer: try Recognizer.bundled(), store: .success(store),
                now: { someMorning }))
    }

    private var saved: [PredictionRecord] {
        get throws { try store.page(offset: 0, limit: 10).records }
    }

    /// Says the lines in order; returns what the last one is answered.
    private mutating func say(_ lines: String...) -> String {
        lines.map { linear.answer($0).sentences.joined(separator: " ") }.last ?? ""
    }

    @Test mutating func aSevenIsDrawnSeenAndSaved() throws {
        let seen = say("go 7 6", "line 19 6", "line 12 22", "what")
        #expect(seen.hasPrefix("I see a 7, "))
        #expect(say("save 7").contains("Saved #1 as 7"))
        let record = try #require(try saved.first)
        #expect(record.trueLabel == .digit(7))
        #expect(record.strokes.count == 2)
        #expect(record.strokes[1].points.last == Point(x: 12.5, y: 22.5))
        #expect(say("what") == "The grid is blank.")
    }

    @Test mutating func linesMayEndAsOnWindows() {
        #expect(say("go 3 4\r") == "The cursor is at 3 4.")
    }

    @Test mutating func thePenDrawsOnTheWay() {
        #expect(say("pen").contains("The pen is down."))
        #expect(say("right 3").hasPrefix("The cursor is at 17 14."))
        _ = say("pen")
        #expect(say("look") == "Row 14: 14 to 17.")
        _ = say("undo")
        #expect(say("look") == "The grid is blank.")
    }

    @Test mutating func commandsThatMakeNoSenseAreExplained() {
        #expect(say("dance").contains("There is no command dance"))
        for line in ["go 3", "go 28 0", "go x y", "save 10", "size 9", "right 0", "undo now"] {
            #expect(say(line).hasPrefix("Usage: "), "\(line)")
        }
        #expect(say("") == "")
        #expect(say("undo") == "There is nothing to undo.")
    }

    /// The messages name what a person can say here, and not keys.
    @Test mutating func messagesNameTheCommands() {
        #expect(
            say("line 20 14", "clear")
                == "Thrown away, unsaved; undo brings it back. The grid is blank.")
        #expect(say("line 20 14", "save 1").hasPrefix("Saved #1 as 1; it was seen"))
        #expect(say("undo").contains("redo saves it again."))
    }

    @Test mutating func quittingABlankGridSaysNothing() {
        #expect(say("quit") == "")
    }

    @Test mutating func everyCommandIsInTheHelp() {
        let help = say("help")
        for word in ["go", "line", "pen", "eraser", "size", "what", "look", "save", "quit"] {
            #expect(help.contains("\(word)"))
        }
    }

    @Test mutating func quittingSavesTheInk() throws {
        _ = say("line 20 14")
        let end = linear.answer("quit")
        #expect(end.exit == .quit)
        #expect(try saved.map(\.trueLabel) == [nil])
    }

    @Test mutating func whatIsDrawnAfterASaveThatFailedIsSavedAtTheEnd() throws {
        let connection = try Connection(.memory)
        let store = try PredictionStore(connection)
        linear = LinearMode(
            handler: EffectHandler(
                recognizer: try Recognizer.bundled(), store: .success(store),
                now: { someMorning }))
        _ = say("line 20 14")
        try connection.execute("PRAGMA query_only = ON")
        let refused = linear.answer("quit")
        #expect(refused.exit == nil)
        #expect(refused.sentences.joined().contains("quit again"))
        try connection.execute("PRAGMA query_only = OFF")
        _ = say("save 1", "line 14 20")
        #expect(linear.answer("quit").exit == .quit)
        #expect(try store.count() == 2)
    }

    @Test(arguments: ["line 20 20", "go 3 3", "size 4", "pen"])
    mutating func whoGoesOnIsAskedAgainBeforeInkIsLost(command: String) throws {
        let connection = try Connection(.memory)
        let store = try PredictionStore(connection)
        linear = LinearMode(
            handler: EffectHandler(recognizer: try Recognizer.bundled(), store: .success(store)))
        _ = say("line 20 14")
        try connection.execute("PRAGMA query_only = ON")
        #expect(linear.answer("quit").exit == nil)
        _ = say(command)
        #expect(linear.answer("quit").exit == nil)
        #expect(linear.answer("quit").exit == .quit)
    }

    @Test mutating func theEndOfTheInputSavesTheInk() throws {
        _ = say("line 20 14")
        #expect(linear.end(for: .terminalClosed).joined().contains("Saved #1"))
        #expect(try saved.count == 1)
        #expect(linear.end(for: .terminalClosed) == [], "nothing was left to save")
    }

    @Test mutating func theGreetingSaysWhereTheCursorIs() {
        #expect(linear.greeting[0].contains("14 14"))
    }
}
