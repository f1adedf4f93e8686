import FoundationEssentials
import Terminal
import Testing

@Suite struct InputDecoderTests {
    /// Bytes and what they mean; ESC is written `␛`.
    static let cases: [(bytes: String, events: [InputEvent])] =
        keys.map { ($0, [.key($1)]) } + mouse.map { ($0, [.mouse($1)]) }
        + swallowed.map { ($0, []) } + mixed

    static let keys: [(String, Key)] = [
        ("a", .character("a")), ("7", .character("7")), (" ", .character(" ")),
        ("é", .character("é")), ("█", .character("█")), ("😀", .character("😀")),
        ("\r", .enter), ("\n", .enter), ("\t", .tab), ("\u{7F}", .backspace),
        ("\u{08}", .backspace), ("\u{03}", .control("c")), ("\u{12}", .control("r")),
        ("\u{1A}", .control("z")), ("\u{0C}", .control("l")), ("\u{00}", .control("@")),
        ("\u{1F}", .control("_")), ("␛5", .alt("5")), ("␛é", .alt("é")), ("␛\r", .enter),
        // Arrows: xterm, application mode, with modifiers, rxvt.
        ("␛[A", .arrow(.up)), ("␛[B", .arrow(.down)), ("␛[C", .arrow(.right)),
        ("␛[D", .arrow(.left)), ("␛OA", .arrow(.up)), ("␛OD", .arrow(.left)),
        ("␛[1;2A", .shift(.up)), ("␛[1;2D", .shift(.left)), ("␛[1;6C", .shift(.right)),
        ("␛[1;5B", .controlArrow(.down)), ("␛[1;3C", .altArrow(.right)), ("␛O2A", .shift(.up)),
        ("␛[a", .shift(.up)),
        ("␛[d", .shift(.left)), ("␛Oc", .controlArrow(.right)),
        // Editing keys: xterm, Linux console, rxvt.
        ("␛[H", .home), ("␛[F", .end), ("␛OH", .home), ("␛OF", .end), ("␛[1~", .home),
        ("␛[4~", .end), ("␛[7~", .home), ("␛[8~", .end), ("␛[3~", .delete), ("␛[5~", .pageUp),
        ("␛[6~", .pageDown), ("␛[3;5~", .delete), ("␛[7$", .home), ("␛[8^", .end),
        ("␛[3@", .delete), ("␛[Z", .backTab),
        // Function keys: xterm, others, Linux console.
        ("␛OP", .function(1)), ("␛OS", .function(4)), ("␛[11~", .function(1)),
        ("␛[15~", .function(5)), ("␛[17~", .function(6)), ("␛[21~", .function(10)),
        ("␛[24~", .function(12)), ("␛[[A", .function(1)), ("␛[[E", .function(5)),
        // Keypad in application mode.
        ("␛OM", .enter), ("␛Op", .character("0")), ("␛Oy", .character("9")),
        ("␛Oj", .character("*")),
    ]

    static let mouse: [(String, MouseEvent)] = [
        ("␛[<0;10;5M", MouseEvent(.press, button: .left, column: 9, row: 4)),
        ("␛[<0;10;5m", MouseEvent(.release, button: .left, column: 9, row: 4)),
        ("␛[<1;1;1M", MouseEvent(.press, button: .middle, column: 0, row: 0)),
        ("␛[<2;300;80M", MouseEvent(.press, button: .right, column: 299, row: 79)),
        ("␛[<32;3;4M", MouseEvent(.motion, button: .left, column: 2, row: 3)),
        ("␛[<34;3;4M", MouseEvent(.motion, button: .right, column: 2, row: 3)),
        ("␛[<35;3;4M", MouseEvent(.motion, column: 2, row: 3)),
        ("␛[<64;3;4M", MouseEvent(.wheelUp, column: 2, row: 3)),
        ("␛[<65;3;4M", MouseEvent(.wheelDown, column: 2, row: 3)),
        ("␛[<4;1;1M", MouseEvent(.press, button: .left, column: 0, row: 0)),
        ("␛[<8;1;1M", MouseEvent(.press, button: .left, column: 0, row: 0)),
        ("␛[<16;1;1M", MouseEvent(.press, button: .left, column: 0, row: 0)),
        ("␛[M *%", MouseEvent(.press, button: .left, column: 9, row: 4)),
        ("␛[M@*%", MouseEvent(.motion, button: .left, column: 9, row: 4)),
        ("␛[M#55", MouseEvent(.release, column: 20, row: 20)),
    ]

    static let swallowed = [
        // Focus, insert, unknown and malformed sequences, answers to queries.
        "␛[I", "␛[O", "␛[2~", "␛[16~", "␛[25~", "␛[1;2P", "␛[12;34R", "␛[[F", "␛[?1016$y",
        "␛[?62;4c",
        "␛[20;5;6u", "␛[1:2A", "␛[<0;5M", "␛[<66;5;5M", "␛[<128;5;5M",
        "␛[<0;5-;5M", "␛[<0;-;5M", "␛[<0;99999999999999999999;5M", "␛[32;5;5M", "␛[12;34\u{18}",
        "␛[" + String(repeating: "1", count: 500) + "A",
        // Control strings, however they end.
        "␛]11;rgb:1212/3434/5656\u{07}", "␛]11;rgb:1212/3434/5656␛\\", "␛P1$r0m␛\\", "␛_5␛\\",
        "␛^5␛\\", "␛X5\u{18}",
        // Pasted text.
        "␛[200~0123␛[201~", "␛[200~4␛[20␛[201~", "␛[200~␛[<0;1;1M␛[201~",
    ]

    static let mixed: [(String, [InputEvent])] = [
        (
            "␛[<0;1;1M␛[<32;2;1M␛[<0;2;1m",
            [
                .mouse(MouseEvent(.press, button: .left, column: 0, row: 0)),
                .mouse(MouseEvent(.motion, button: .left, column: 1, row: 0)),
                .mouse(MouseEvent(.release, button: .left, column: 1, row: 0)),
            ]
        ),
        // The answer about a mode, and a drag that has left the window.
        ("␛[?1016;2$y", [.mode(1016, status: 2)]),
        ("␛[<32;5;0M", [.mouse(MouseEvent(.motion, button: .left, column: 4, row: 0))]),
        ("␛[<0;-3;5m", [.mouse(MouseEvent(.release, button: .left, column: 0, row: 4))]),
        ("1␛[A2", [.key(.character("1")), .key(.arrow(.up)), .key(.character("2"))]),
        ("␛[200~5␛[201~6", [.key(.character("6"))]),
        ("␛]5\u{07}6", [.key(.character("6"))]),
        // A sequence cut off by another.
        ("␛[<0;5␛[B", [.key(.arrow(.down))]), ("␛O␛[B", [.key(.arrow(.down))]),
        ("␛[M ␛[B", [.key(.arrow(.down))]),
        // Ctrl-C gets through whatever is unfinished.
        ("␛[1;\u{03}", [.key(.control("c"))]), ("␛]5\u{03}", [.key(.control("c"))]),
        ("␛[200~5\u{03}", [.key(.control("c"))]), ("␛\u{03}", [.key(.control("c"))]),
        ("␛␛[A", [.key(.escape), .key(.arrow(.up))]),
    ]

    @Test(arguments: cases.indices)
    func decodesWhereverTheBytesAreCut(index: Int) {
        let (text, expected) = Self.cases[index]
        let bytes = Self.bytes(text)
        for cut in 0...bytes.count {
            var decoder = InputDecoder()
            var events = decoder.decode(bytes[..<cut])
            events += decoder.decode(bytes[cut...])
            #expect(events == expected, "\(text) cut at \(cut)")
            #expect(decoder.flush() == [], "\(text) leaves nothing")
            #expect(decoder.decode([0x61]) == [.key(.character("a"))], "\(text) is over")
        }
    }

    @Test func onlyALoneEscapeTimesOut() {
        var decoder = InputDecoder()
        #expect(decoder.decode([0x1B]) == [])
        #expect(decoder.awaitsEscapeTimeout)
        #expect(decoder.flush() == [.key(.escape)])
        #expect(!decoder.awaitsEscapeTimeout)

        for partial in ["␛[", "␛O", "␛[<0;5", "␛]5", "␛]5␛", "␛[200~␛", "␛[M ", "\u{C3}"] {
            var decoder = InputDecoder()
            let bytes = partial == "\u{C3}" ? [0xC3] : Self.bytes(partial)
            #expect(decoder.decode(bytes) == [])
            #expect(!decoder.awaitsEscapeTimeout, "\(partial)")
            #expect(decoder.flush() == [], "\(partial)")
        }
    }

    @Test func brokenCharactersAreDropped() {
        let broken: [[UInt8]] = [
            [0x80], [0xC0, 0xAF], [0xFF], [0xC3], [0xE2, 0x96], [0xF5], [0xE0, 0x80, 0x80],
            [0xED, 0xA0, 0x80], [0xC2, 0x9B],
        ]
        for bytes in broken {
            var decoder = InputDecoder()
            #expect(decoder.decode(bytes + [0x61]) == [.key(.character("a"))], "\(bytes)")
        }
    }

    @Test func anEndlessControlStringIsGivenUp() {
        var decoder = InputDecoder()
        let string = Self.bytes("␛]") + [UInt8](repeating: 0x78, count: 4097)
        #expect(decoder.decode(string) == [])
        #expect(decoder.decode([0x61]) == [.key(.character("a"))])
    }

    @Test func randomBytesNeverLockThePersonOut() {
        var generator = SplitMix(state: 1)
        for _ in 0..<2000 {
            var decoder = InputDecoder()
            let length = Int.random(in: 1...60, using: &generator)
            _ = decoder.decode((0..<length).map { _ in Self.randomByte(using: &generator) })
            let afterwards = decoder.decode([0x03, 0x61])
            #expect(afterwards == [.key(.control("c")), .key(.character("a"))])
        }
    }

    /// What is worth trying again, and what the fuzzer (Tests/Fuzz) has found.
    @Test func theCorpusIsTakenWhereverItIsCut() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Corpus").path
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.count >= 12)
        for name in names {
            let bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
            var whole = InputDecoder()
            let events = whole.decode(bytes)
            var cut = InputDecoder()
            #expect(bytes.flatMap { cut.decode([$0]) } == events, "\(name)")
            #expect(
                whole.decode([0x03, 0x61]) == [.key(.control("c")), .key(.character("a"))],
                "\(name)")
        }
    }

    @Test func cutMouseReportsNeverLeakDigits() {
        var generator = SplitMix(state: 2)
        for _ in 0..<500 {
            var decoder = InputDecoder()
            var events: [InputEvent] = []
            for _ in 0..<20 {
                // A report loses its end where the next begins, as when a slow line drops bytes.
                let numbers = (0..<3).map { _ in Int.random(in: 0...400, using: &generator) }
                let report = Self.bytes("␛[<\(numbers[0]);\(numbers[1]);\(numbers[2])M")
                let kept = Int.random(in: 2...report.count, using: &generator)
                events += decoder.decode(report[..<kept])
                events += decoder.flush()
            }
            for case .key(let key) in events {
                Issue.record("\(key) came out of mouse reports")
            }
        }
    }

    /// Mostly the bytes that sequences are made of.
    private static func randomByte(using generator: inout SplitMix) -> UInt8 {
        let frequent: [UInt8] = [0x1B, 0x5B, 0x4F, 0x5D, 0x3C, 0x3B, 0x30, 0x39, 0x4D, 0x6D, 0x7E]
        return Bool.random(using: &generator)
            ? frequent[Int.random(in: 0..<frequent.count, using: &generator)]
            : UInt8.random(in: .min ... .max, using: &generator)
    }

    private static func bytes(_ text: String) -> [UInt8] {
        text.unicodeScalars.flatMap { $0 == "␛" ? [0x1B] : Array(String($0).utf8) }
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers on every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
