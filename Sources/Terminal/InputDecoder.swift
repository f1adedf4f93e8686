/// Turns the bytes a terminal sends into keys and mouse events, wherever the bytes are cut.
///
/// What it does not know it swallows whole: bytes of a report must never come out as keys, because
/// digits are labels. Only an ESC with nothing after it is given up by time (`flush`), a longer
/// sequence waits for its rest. No sequence can lock the person out: any letter ends a control
/// sequence, a control string is given up after 4096 bytes (what follows is keys again), and Ctrl-C
/// ends everything.
package struct InputDecoder: Sendable {
    private enum State {
        case ground
        /// ESC alone: the key, or the beginning of a sequence.
        case escape
        /// Inside a character; the bytes still to come.
        case utf8(missing: Int, alt: Bool)
        /// After `ESC [`.
        case controlSequence
        /// After `ESC [ [`: the Linux console's function keys, one byte more.
        case linuxFunctionKey
        /// After `ESC O`.
        case singleShift
        /// After `ESC [ M`: a mouse report of the oldest kind, three bytes whatever they are.
        case oldMouseReport
        /// After `ESC ]`, `ESC P`, `ESC X`, `ESC ^` or `ESC _`; the bytes so far.
        case controlString(length: Int)
        /// An ESC inside a control string, most likely of the `ESC \` that ends it.
        case controlStringEscape
        /// Between `ESC [200~` and `ESC [201~`; how much of the end has been seen.
        case paste(matched: Int)
    }

    private static let escape: UInt8 = 0x1B
    private static let endOfText: UInt8 = 0x03
    private static let pasteEnd = Array("\u{1B}[201~".utf8)
    private static let parameterLimit = 64
    private static let controlStringLimit = 4096

    private var state = State.ground
    /// The bytes of the unfinished sequence or character that its end will need.
    private var collected: [UInt8] = []

    /// A decoder with nothing pending.
    package init() {}

    /// Takes the next bytes and returns what they complete, in order.
    package mutating func decode(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
        var events: [InputEvent] = []
        for byte in bytes {
            if let event = take(byte) {
                events.append(event)
            }
        }
        return events
    }

    /// Whether an ESC is pending that becomes the Escape key when nothing follows.
    package var awaitsEscapeTimeout: Bool {
        if case .escape = state { true } else { false }
    }

    /// Nothing has followed for a while: a pending lone ESC was the key.
    package mutating func flush() -> [InputEvent] {
        guard awaitsEscapeTimeout else { return [] }
        state = .ground
        return [.key(.escape)]
    }

    private mutating func take(_ byte: UInt8) -> InputEvent? {
        if byte == Self.endOfText {
            state = .ground
            return .key(.control("c"))
        }
        switch state {
        case .ground:
            return takeInGround(byte)
        case .escape:
            return takeAfterEscape(byte)
        case .paste(let matched):
            takeInPaste(byte, matched: matched)
            return nil
        case .controlString(let length):
            takeInControlString(byte, length: length)
            return nil
        case .controlStringEscape:
            return takeAfterEscape(byte)
        case _ where byte == Self.escape:
            // The sequence was cut off and another begins.
            state = .escape
            return nil
        case .utf8(let missing, let alt):
            return takeInCharacter(byte, missing: missing, alt: alt)
        case .controlSequence:
            return takeInControlSequence(byte)
        case .linuxFunctionKey:
            state = .ground
            return (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(byte)
                ? .key(.function(Int(byte - UInt8(ascii: "A")) + 1)) : nil
        case .singleShift:
            return takeAfterSingleShift(byte)
        case .oldMouseReport:
            return takeInOldMouseReport(byte)
        }
    }

    private mutating func begin(_ next: State) {
        state = next
        collected.removeAll(keepingCapacity: true)
    }

    // MARK: Keys

    private mutating func takeInGround(_ byte: UInt8) -> InputEvent? {
        switch byte {
        case Self.escape:
            state = .escape
            return nil
        case 0x0D, 0x0A:
            return .key(.enter)
        case 0x09:
            return .key(.tab)
        case 0x08, 0x7F:
            return .key(.backspace)
        case 0x01...0x1A:
            return .key(.control(Character(Unicode.Scalar(byte + 0x60))))
        case ..<0x20:
            return .key(.control(Character(Unicode.Scalar(byte + 0x40))))
        case ..<0x7F:
            return .key(.character(Character(Unicode.Scalar(byte))))
        default:
            beginCharacter(byte, alt: false)
            return nil
        }
    }

    private mutating func takeAfterEscape(_ byte: UInt8) -> InputEvent? {
        switch byte {
        case Self.escape:
            state = .escape
            return .key(.escape)
        case UInt8(ascii: "["):
            begin(.controlSequence)
        case UInt8(ascii: "O"):
            begin(.singleShift)
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
            UInt8(ascii: "_"):
            begin(.controlString(length: 0))
        case UInt8(ascii: "\\"):
            // The end of a control string.
            state = .ground
        case 0x20..<0x7F:
            state = .ground
            return .key(.alt(Character(Unicode.Scalar(byte))))
        case 0x80...:
            beginCharacter(byte, alt: true)
        default:
            // Alt changes nothing about Enter, Backspace and the like.
            state = .ground
            return takeInGround(byte)
        }
        return nil
    }

    private mutating func beginCharacter(_ lead: UInt8, alt: Bool) {
        switch lead {
        case 0xC2...0xDF: begin(.utf8(missing: 1, alt: alt))
        case 0xE0...0xEF: begin(.utf8(missing: 2, alt: alt))
        case 0xF0...0xF4: begin(.utf8(missing: 3, alt: alt))
        default:
            state = .ground
            return
        }
        collected.append(lead)
    }

    private mutating func takeInCharacter(_ byte: UInt8, missing: Int, alt: Bool) -> InputEvent? {
        guard (0x80...0xBF).contains(byte) else {
            // The character was cut off; the byte begins something else.
            state = .ground
            return takeInGround(byte)
        }
        collected.append(byte)
        guard missing == 1 else {
            state = .utf8(missing: missing - 1, alt: alt)
            return nil
        }
        state = .ground
        guard let character = String(validating: collected, as: UTF8.self)?.first,
            character >= "\u{A0}"
        else { return nil }
        return .key(alt ? .alt(character) : .character(character))
    }

    // MARK: Sequences

    private mutating func takeInControlSequence(_ byte: UInt8) -> InputEvent? {
        switch byte {
        case UInt8(ascii: "[") where collected.isEmpty:
            state = .linuxFunctionKey
            return nil
        case UInt8(ascii: "M") where collected.isEmpty:
            begin(.oldMouseReport)
            return nil
        case UInt8(ascii: "$") where isNumber(collected):
            // rxvt ends keys with Shift so; elsewhere the dollar stands before the final byte.
            return endControlSequence(byte)
        case 0x20..<0x40:
            // One byte past the limit is kept as the mark of a sequence that is too long.
            if collected.count <= Self.parameterLimit {
                collected.append(byte)
            }
            return nil
        case 0x40..<0x7F:
            return endControlSequence(byte)
        case 0x18, 0x1A:
            // CAN and SUB abandon a sequence.
            state = .ground
            return nil
        default:
            return nil
        }
    }

    private func isNumber(_ bytes: [UInt8]) -> Bool {
        !bytes.isEmpty && bytes.allSatisfy { (0x30...0x39).contains($0) }
    }

    private mutating func endControlSequence(_ final: UInt8) -> InputEvent? {
        state = .ground
        guard collected.count <= Self.parameterLimit,
            let sequence = ControlSequence(parameters: collected, final: final)
        else { return nil }
        if sequence.beginsPaste {
            state = .paste(matched: 0)
            return nil
        }
        return sequence.event
    }

    private mutating func takeAfterSingleShift(_ byte: UInt8) -> InputEvent? {
        if (0x30...0x3B).contains(byte) {
            collected = [byte]
            return nil
        }
        state = .ground
        let modifiers = collected.last.map { Int($0) - 0x30 } ?? 1
        return Key(applicationFinal: byte, modifiers: modifiers).map(InputEvent.key)
    }

    private mutating func takeInOldMouseReport(_ byte: UInt8) -> InputEvent? {
        collected.append(byte)
        guard collected.count == 3 else { return nil }
        state = .ground
        let fields = collected.map { Int($0) - 32 }
        return MouseEvent(code: fields[0], column: fields[1], row: fields[2], isRelease: false)
            .map(InputEvent.mouse)
    }

    private mutating func takeInControlString(_ byte: UInt8, length: Int) {
        switch byte {
        case Self.escape:
            state = .controlStringEscape
        case 0x07, 0x18, 0x1A:
            // BEL, as xterm ends its strings; CAN and SUB abandon it.
            state = .ground
        default:
            state =
                length < Self.controlStringLimit ? .controlString(length: length + 1) : .ground
        }
    }

    private mutating func takeInPaste(_ byte: UInt8, matched: Int) {
        if byte == Self.pasteEnd[matched] {
            state = matched + 1 == Self.pasteEnd.count ? .ground : .paste(matched: matched + 1)
        } else {
            state = .paste(matched: byte == Self.escape ? 1 : 0)
        }
    }
}
