import DigitPadApp
import Drawing
import Recognition
import Terminal
import Testing

@Suite struct PlaybackTests {
    /// Lets time pass until nothing moves; gives up where it never ends.
    private func watch(_ scenario: inout Scenario) -> Int {
        var ticks = 0
        while scenario.state.isMoving, ticks < 5_000 {
            scenario.happen(.tick)
            ticks += 1
        }
        return ticks
    }

    @Test func aDrawingIsDrawnAgainPointByPoint() throws {
        var scenario = try Scenario()
        scenario.press("LLLLjjLL")
        let drawn = scenario.canvas
        scenario.press("p")
        #expect(scenario.state.playback?.canvas.strokes.map(\.points.count) == [1])
        scenario.happen(.tick)
        #expect(scenario.state.playback?.canvas.strokes.map(\.points.count) == [2])
        #expect(scenario.state.playback?.recognition?.prediction.digit == 7)
        #expect(view(scenario.state).text.contains("plays the drawing"))
        #expect(watch(&scenario) == 7)
        #expect(scenario.state.playback == nil)
        #expect(scenario.canvas == drawn)
    }

    @Test func aLongDrawingTakesNoLongerThanThreeSeconds() throws {
        var scenario = try Scenario()
        for _ in 0..<60 { scenario.press("LLLLJJJJHHHHKKKK") }
        #expect(scenario.canvas.strokes.map(\.points.count).reduce(0, +) > 900)
        scenario.press("p")
        #expect((80...91).contains(watch(&scenario)))
    }

    @Test func anyKeyStopsAndDoesNothingElse() throws {
        var scenario = try Scenario()
        scenario.press("LLLLp")
        let drawn = scenario.canvas
        scenario.press("x")
        #expect(scenario.state.playback == nil)
        #expect(scenario.canvas == drawn)
    }

    @Test func theMouseStopsItWithoutDrawing() throws {
        var scenario = try Scenario()
        scenario.press("LLLLp")
        let drawn = scenario.canvas
        scenario.receive([
            MouseEvent(.press, button: .left, column: 3, row: 3),
            MouseEvent(.release, button: .left, column: 3, row: 3),
        ])
        #expect(scenario.state.playback == nil)
        #expect(scenario.canvas == drawn)
    }

    @Test func theKeyThatQuitsStopsItFirst() throws {
        var scenario = try Scenario()
        scenario.press("LLLLpq")
        #expect(scenario.state.playback == nil)
        #expect(scenario.orders == [])
        scenario.press("q")
        #expect(try scenario.saved.count == 1)
        #expect(scenario.orders == [.exit(.quit)])
    }

    @Test func theHistoryPlaysTheSelectedDrawing() throws {
        var scenario = try Scenario()
        scenario.press("LLLL3<tab>p")
        #expect(scenario.state.history.isOpen)
        #expect(scenario.state.playback != nil)
        _ = watch(&scenario)
        #expect(scenario.state.playback == nil)
        #expect(scenario.state.screen == .history)
    }

    @Test func aBlankGridHasNothingToPlay() throws {
        var scenario = try Scenario()
        scenario.press("p")
        #expect(scenario.state.playback == nil)
        #expect(scenario.message == "There is no drawing to play")
    }

    @Test(arguments: 0...9)
    func theDemonstrationsDigitsAreSeenAsWhatTheyAre(digit: Int) throws {
        let canvas = Canvas(strokes: DemonstrationDigits.strokes(of: digit))
        #expect(canvas.strokes.allSatisfy { $0.points.allSatisfy(\.isOnGrid) })
        let input = try #require(modelInput(from: GreyImage(canvas.raster)))
        #expect(try Recognizer.bundled().prediction(for: input).digit == digit)
    }

    @Test func theDemonstrationShowsAllTenAndThenRests() throws {
        var scenario = try Scenario()
        scenario.demonstrate()
        var digits: [Int] = []
        var ticks = 0
        while scenario.state.isMoving, ticks < 5_000 {
            if let digit = scenario.state.demonstration?.digit, digits.last != digit {
                digits.append(digit)
            }
            scenario.happen(.tick)
            ticks += 1
        }
        #expect(digits == Array(0...9))
        #expect(!scenario.state.isMoving)
        scenario.press(" ")
        #expect(scenario.orders == [.exit(.quit)])
        #expect(try scenario.saved.isEmpty)
    }
}
