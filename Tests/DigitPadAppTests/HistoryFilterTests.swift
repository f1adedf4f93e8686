import DigitPadApp
import Drawing
import PredictionHistory
import Terminal
import Testing

/// Which drawings the history screen shows.
@Suite struct HistoryFilterTests {
    @Test func whoLooksAtTheWrongOnesComesBackToTheSamePlace() throws {
        var scenario = try Scenario.history(of: 11)
        scenario.press("jl")
        let place = scenario.state.history.selected?.id
        scenario.press("ww")
        #expect(scenario.state.history.selected?.id == place)
        #expect(place != 11)
    }

    @Test func showsOnlyTheWrongOnes() throws {
        var scenario = try Scenario.history(of: 5, labels: "74c")
        scenario.press("ll<enter>w")
        #expect(scenario.state.history.page.records.map(\.id) == [5, 2])
        // The third was selected; the nearest older one stands in for it.
        #expect(scenario.state.history.selected?.id == 2)
        #expect(!scenario.state.history.isOpen)
        scenario.press("w")
        #expect(scenario.state.history.total == 5)
        #expect(scenario.state.history.selected?.id == 3)
    }

    @Test func showsOnlyThoseWithTheSameLabel() throws {
        var scenario = try Scenario.history(of: 7, labels: "74c")
        // The newest is a 7, the next is without a label, the third a 4.
        scenario.press("lllff")
        #expect(scenario.state.history.page.records.map(\.id) == [7, 4, 1])
        #expect(view(scenario.state).text.contains("truly 7  2 of 3"))
        #expect(scenario.state.history.selected?.id == 4)
        scenario.press("hfl")
        #expect(scenario.state.history.selected?.id == 6)
        scenario.press("ff")
        #expect(scenario.state.history.page.records.map(\.id) == [6, 3])
        #expect(view(scenario.state).text.contains("without a label  1 of 2"))
        scenario.press("f")
        #expect(scenario.state.history.selected?.id == 6)
        scenario.press("lff")
        #expect(scenario.state.history.page.records.map(\.id) == [5, 2])
        scenario.press("ww")
        #expect(scenario.state.history.page.records.map(\.id) == [5, 2])
        scenario.press("w")
        #expect(view(scenario.state).text.contains("truly 4, seen wrong  1 of 2"))
        scenario.press("7l7<tab><tab>")
        #expect(view(scenario.state).text.contains("No drawing is left here. w and f show all"))
        scenario.press("fw")
        #expect(scenario.state.history.total == 7)
    }

    @Test func aKeySaysWhichLabelIsLookedFor() throws {
        var scenario = try Scenario.history(of: 7, labels: "74c")
        scenario.press("f")
        #expect(
            scenario.message
                == "Show which? 0-9 that digit, n not a digit, c no label, f like this one, Esc all"
        )
        scenario.press("4")
        #expect(scenario.state.history.page.records.map(\.id) == [5, 2])
        #expect(scenario.state.history.page.records.allSatisfy { $0.trueLabel == .digit(4) })
        scenario.press("ffc")
        #expect(scenario.state.history.page.records.map(\.id) == [6, 3])
        scenario.press("ffn")
        #expect(view(scenario.state).text.contains("No drawing is left here. f shows all"))
        scenario.press("ff<esc>")
        #expect(scenario.state.history.total == 7)
        #expect(scenario.state.screen == .history)
    }

    /// Another key means what it always means, and the question is over.
    @Test func theQuestionForALabelIsOverWithAnyKey() throws {
        var scenario = try Scenario.history(of: 7, labels: "74c")
        scenario.press("fl4")
        #expect(scenario.state.history.filter == .all)
        #expect(scenario.state.history.selected?.trueLabel == .digit(4))
        scenario.press("fz7")
        #expect(scenario.state.history.filter == .all)
        #expect(scenario.state.history.selected?.trueLabel == .digit(7))
    }

    @Test func whatIsSavedIsNotHiddenByAFilter() throws {
        var scenario = try Scenario.history(of: 4, labels: "7")
        scenario.press("f7<tab>" + " lll 4<tab>")
        #expect(scenario.state.history.total == 5)
        #expect(scenario.state.history.selected?.trueLabel == .digit(4))
    }

    @Test func undoShowsWhatItChanged() throws {
        var scenario = try Scenario.history(of: 4, labels: "74")
        scenario.press("ff7<tab><tab>")
        let hidden = scenario.state.history.page.records
        #expect(hidden.count == 1)
        scenario.press("u")
        #expect(scenario.state.history.total == 2)
        #expect(scenario.state.history.selected?.id == 4)
    }

    @Test func theSelectedDrawingStaysSelectedOnOtherPages() throws {
        var scenario = try Scenario.history(of: 40, labels: "74")
        scenario.press("<pagedown><pagedown>lll")
        let selected = try #require(scenario.state.history.selected)
        scenario.press("ff")
        #expect(scenario.state.history.total == 20)
        #expect(scenario.state.history.selected == selected)
        scenario.press("f")
        #expect(scenario.state.history.selected == selected)
    }

    @Test func aFilterThatCannotBeLoadedIsNotSet() throws {
        var scenario = try Scenario.history(of: 3, labels: "74")
        let before = scenario.state.history
        scenario.storeFailure = "the disk is gone"
        scenario.press("ff")
        #expect(scenario.message == "the disk is gone")
        #expect(scenario.state.history.filter == .all)
        #expect(scenario.state.history.page.records == before.page.records)
    }

    @Test func relabellingEveryWrongOneEmptiesTheList() throws {
        var scenario = try Scenario.history(of: 12, labels: "4")
        scenario.press("w" + String(repeating: "7l", count: 12) + "<tab><tab>")
        #expect(scenario.state.history.total == 0)
        #expect(scenario.state.history.selected == nil)
        #expect(scenario.state.history.timeline.lastDone != nil)
    }

    @Test func saysThatNoneIsWrong() throws {
        var scenario = try Scenario.history(of: 2)
        scenario.press("w")
        #expect(view(scenario.state).text.contains("No drawing was seen wrong."))
    }
}
