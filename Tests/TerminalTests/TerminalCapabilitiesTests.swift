import Testing

@testable import Terminal

@Suite struct ColorDepthTests {
    @Test(arguments: [
        (-1, false, ColorDepth.none), (0, false, .none), (8, false, .ansi8),
        (16, false, .ansi16), (88, false, .ansi16), (256, false, .xterm256),
        (1 << 24, true, .direct), (1 << 24, false, .xterm256),
    ])
    func followsTerminfo(colors: Int, isRGB: Bool, depth: ColorDepth) {
        #expect(ColorDepth(terminfoColors: colors, isRGB: isRGB, environment: [:]) == depth)
    }

    @Test func noColorForbidsColourUnlessItIsEmpty() {
        let forbidden = ["NO_COLOR": "1"]
        let empty = ["NO_COLOR": ""]
        #expect(ColorDepth(terminfoColors: 256, isRGB: false, environment: forbidden) == .none)
        #expect(ColorDepth(terminfoColors: 256, isRGB: false, environment: empty) == .xterm256)
    }

    @Test func greysNeedManyColours() {
        let rich: [ColorDepth] = [.xterm256, .direct]
        for colors in [ColorDepth.none, .ansi8, .ansi16, .xterm256, .direct] {
            let capabilities = TerminalCapabilities(colors: colors, unicode: true)
            #expect(capabilities.greys == rich.contains(colors))
        }
    }

    @Test func xtermGreysAreTheNearestOfTheRampAndTheCubesEnds() {
        let expected: [UInt8: Int32] = [
            0: 16, 3: 16, 5: 232, 8: 232, 128: 244, 238: 255, 246: 255, 250: 231, 255: 231,
        ]
        for (level, number) in expected {
            #expect(ColorDepth.xterm256.number(of: .grey(level)) == number, "grey \(level)")
        }
    }

    @Test func directGreysAreRGB() {
        #expect(ColorDepth.direct.number(of: .grey(0)) == 0)
        #expect(ColorDepth.direct.number(of: .grey(0x80)) == 0x808080)
        #expect(ColorDepth.direct.number(of: .grey(255)) == 0xffffff)
    }

    @Test func fewColoursTakeTheNearestGrey() {
        #expect(ColorDepth.ansi8.number(of: .grey(40)) == 0)
        #expect(ColorDepth.ansi8.number(of: .grey(200)) == 7)
        #expect(ColorDepth.ansi16.number(of: .grey(120)) == 8)
        #expect(ColorDepth.ansi16.number(of: .grey(250)) == 15)
        #expect(ColorDepth.none.number(of: .grey(250)) == -1)
    }

    @Test func namedColoursKeepTheirNumberWhereTheTerminalHasThem() {
        for name in ANSIColor.allCases {
            let number = Int32(name.rawValue)
            #expect(ColorDepth.xterm256.number(of: .named(name)) == number)
            #expect(ColorDepth.ansi16.number(of: .named(name)) == number)
            #expect(ColorDepth.none.number(of: .named(name)) == -1)
        }
    }

    @Test func brightColoursFallBackToTheirBase() {
        #expect(ColorDepth.ansi8.number(of: .named(.brightRed)) == 1)
        #expect(ColorDepth.ansi8.number(of: .named(.brightBlack)) == 7)
        #expect(ColorDepth.direct.number(of: .named(.red)) == 1)
        #expect(ColorDepth.direct.number(of: .named(.brightGreen)) == 0x00ff00)
    }

    @Test func theTerminalsOwnColourIsMinusOne() {
        for depth in [ColorDepth.none, .ansi8, .ansi16, .xterm256, .direct] {
            #expect(depth.number(of: .default) == -1)
        }
    }
}

@Suite struct ControlCodesTests {
    @Test(arguments: [
        ("\u{1B}[m\u{0F}$<2>", "\u{1B}[m\u{0F}"),
        ("$<5/>a$<50>b", "ab"),
        ("cost: $5", "cost: $5"),
        ("$<unfinished", "$<unfinished"),
        ("", ""),
    ])
    func delaysAreTakenOut(capability: String, expected: String) {
        #expect(ControlCodes.withoutDelays(capability) == expected)
    }
}
