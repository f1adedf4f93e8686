import DigitPadApp
import PredictionHistory
import Testing

@Suite struct HistoryScreenTests {
    private var app: Scenario

    /// Twelve drawings labelled 0…9, 0, 1, all seen as 7, and the history open.
    init() throws {
        app = try Scenario()
        for digit in 0..<12 { try app.press(" jj \(digit % 10)") }
        try app.press("<Tab>")
    }

    @Test func theNewestIsSelected() {
        #expect(app.state.history.total == 12)
        #expect(app.state.history.selected?.id == 12)
    }

    @Test(arguments: [
        ("l", 11), ("ll<Left>", 11), ("j", 7), ("<End>", 1), ("<End><Home>", 12),
        ("<PgDn>", 2), ("<PgDn><PgUp>", 12), ("h", 12),
    ])
    mutating func keysSelect(keys: String, id: Int64) throws {
        try app.press(keys)
        #expect(app.state.history.selected?.id == id)
    }

    @Test mutating func relabellingCanBeUndoneAndRedone() throws {
        try app.press("l5")
        #expect(try app.store.record(11).trueLabel == .digit(5))
        #expect(app.state.history.selected?.trueLabel == .digit(5))
        try app.press("n")
        #expect(try app.store.record(11).trueLabel == .notADigit)
        try app.press("c")
        #expect(try app.store.record(11).trueLabel == nil)
        try app.press("uuu")
        #expect(try app.store.record(11).trueLabel == .digit(0))
        try app.press("<C-r>")
        #expect(try app.store.record(11).trueLabel == .digit(5))
    }

    @Test mutating func deletingCanBeUndone() throws {
        let before = try app.rows()
        try app.press("d")
        #expect(app.state.history.total == 11)
        #expect(app.state.history.selected?.id == 11)
        try app.press("u")
        #expect(try app.rows() == before)
    }

    @Test mutating func deletingTheLastOfAPageSelectsTheOneBefore() throws {
        try app.press("<End>dd")
        #expect(app.state.history.selected?.id == 3)
    }

    @Test mutating func onlyTheWrongOnesCanBeShown() throws {
        try app.press("w")
        #expect(app.state.history.total == 11)
        try app.press("w")
        #expect(app.state.history.total == 12)
    }

    @Test mutating func aDrawingOpensAndCloses() throws {
        try app.press("<Enter>")
        #expect(app.state.history.isOpen)
        try app.press("<Esc>")
        #expect(!app.state.history.isOpen)
        #expect(app.state.screen == .history)
        try app.press("<Esc>")
        #expect(app.state.screen == .drawing)
    }

    @Test mutating func undoOfASaveWorksAfterDeletingItsRow() throws {
        try app.press("d<Tab>")
        #expect(app.state.screen == .drawing)
        #expect(app.state.drawing.canvas.isBlank)
    }

    @Test mutating func anEmptyHistoryTakesEveryKey() throws {
        var empty = try Scenario()
        try empty.press("<Tab>hjkl<PgDn><End><Enter>5ncduw")
        #expect(empty.state.history.total == 0)
    }

    @Test mutating func changingAMistakenLabelOnAnEmptyFilterIsSafe() throws {
        try app.press("w")
        for _ in 0..<11 { try app.press("7") }
        #expect(app.state.history.total == 0)
        #expect(app.state.history.selected == nil)
    }
}
