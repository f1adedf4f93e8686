import DigitPadApp
import FoundationEssentials
import Glibc
import Terminal
import Testing

/// Compares a screen with the text kept under its name; records it where the environment says so.
private func expectSnapshot(
    _ name: String, of app: Scenario, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().path + "/Snapshots"
    let path = "\(folder)/\(name).txt"
    let text = view(app.state).text + "\n"
    if getenv("DIGITPAD_RECORD_SNAPSHOTS") != nil {
        try Data(text.utf8).write(to: URL(filePath: path))
        Issue.record("recorded \(name): run the tests again without recording")
        return
    }
    let kept = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text == kept, sourceLocation: sourceLocation)
}

@Suite struct FrameSnapshotTests {
    private func drawn(
        _ width: Int, _ height: Int,
        _ capabilities: TerminalCapabilities = .init(colors: .xterm256, unicode: true)
    ) throws -> Scenario {
        var app = try Scenario(width, height, capabilities: capabilities)
        try app.press("kkkkkkkhhhhh lllllllll jjjjj hjhjhjhj")
        try app.press("jjjjjj ")
        return app
    }

    @Test func blank80x24() throws {
        try expectSnapshot("blank-80x24", of: try Scenario())
    }

    @Test func digit80x24() throws {
        try expectSnapshot("digit-80x24", of: try drawn(80, 24))
    }

    @Test func modelInput80x24() throws {
        var app = try drawn(80, 24)
        try app.press("i")
        try expectSnapshot("model-input-80x24", of: app)
    }

    @Test func largeWindow() throws {
        var app = try drawn(120, 40)
        try app.press("i")
        try expectSnapshot("digit-120x40", of: app)
    }

    @Test func asciiWithoutColour() throws {
        let plain = TerminalCapabilities(colors: .none, unicode: false)
        try expectSnapshot("ascii-80x24", of: try drawn(80, 24, plain))
        try expectSnapshot("ascii-120x40", of: try drawn(120, 40, plain))
    }

    @Test func smallestWindow() throws {
        let size = DrawingLayout.smallestWindow
        try expectSnapshot("smallest", of: try drawn(size.width, size.height))
    }

    @Test func tooSmall() throws {
        var app = try Scenario(20, 5)
        try expectSnapshot("too-small-20x5", of: app)
        try app.press(" 5xq")
        #expect(try app.rows().isEmpty)
        #expect(app.orders == [.exit(.quit)])
    }

    @Test func aTinyWindowIsDrawnWithoutACrash() throws {
        for (width, height) in [(0, 0), (1, 1), (3, 40), (200, 2)] {
            let frame = view(try Scenario(width, height).state)
            #expect(frame.width == width && frame.height == height)
        }
    }

    @Test func help() throws {
        var app = try Scenario()
        try app.press("?")
        try expectSnapshot("help-80x24", of: app)
        try app.press("<Esc><Tab>?")
        try expectSnapshot("help-history-80x24", of: app)
    }

    @Test func history() throws {
        var app = try Scenario()
        try app.press("<Tab>")
        try expectSnapshot("history-empty-80x24", of: app)
        try app.press("<Tab> jj 7 ll 3 kk c<Tab>")
        try expectSnapshot("history-80x24", of: app)
        try app.press("<Enter>")
        try expectSnapshot("history-open-80x24", of: app)
    }

    @Test func growingTheWindowKeepsTheDrawing() throws {
        var app = try drawn(80, 24)
        let canvas = app.state.drawing.canvas
        try app.send(.windowResized(WindowSize(width: 20, height: 5)))
        try app.send(.windowResized(WindowSize(width: 200, height: 60)))
        #expect(app.state.drawing.canvas == canvas)
        #expect(view(app.state).text.contains("I see a 7"))
    }
}

@Suite struct NumbersTests {
    @Test(arguments: [
        (3.14159, 2, "3.14"), (2, 0, "2"), (-0.05, 1, "-0.1"), (0.004, 2, "0.00"),
        (99.96, 1, "100.0"), (.infinity, 1, "inf"),
    ])
    func fixedDecimals(value: Double, decimals: Int, text: String) {
        #expect(fixed(value, decimals: decimals) == text)
    }

    @Test func percentages() {
        #expect(percent(0.9834) == "98.3 %")
        #expect(percent(1, decimals: 0) == "100 %")
    }
}
