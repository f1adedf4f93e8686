/// A control sequence from the terminal: `ESC [`, parameters, a final byte.
///
/// Source: ECMA-48 section 5.4; xterm's ctlseqs.txt for keys and the mouse; rxvt and the Linux
/// console for the forms they send instead.
struct ControlSequence {
    /// One of `< = > ?`, which mark sequences outside the standard.
    private let marker: UInt8?
    private let numbers: [Int]
    /// A dollar before the final byte; nil for none.
    private let intermediate: UInt8?
    private let final: UInt8

    /// Nil when the parameters are not plain numbers: such a sequence means nothing here.
    init?(parameters: some Collection<UInt8>, final: UInt8) {
        marker = parameters.first.flatMap { (0x3C...0x3F).contains($0) ? $0 : nil }
        let dollar = UInt8(ascii: "$")
        var digits = Array(parameters.dropFirst(marker == nil ? 0 : 1))
        intermediate = digits.last == dollar ? digits.removeLast() : nil
        var numbers: [Int] = []
        if !digits.isEmpty {
            let fields = digits.split(
                separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            for field in fields {
                guard let number = Self.number(field) else { return nil }
                numbers.append(number)
            }
        }
        self.numbers = numbers
        self.final = final
    }

    /// An empty field is 0, and so is what is below it; nine digits are the most that count.
    private static func number(_ field: some Collection<UInt8>) -> Int? {
        let isNegative = field.first == UInt8(ascii: "-") && field.count > 1
        let digits = field.dropFirst(isNegative ? 1 : 0)
        guard digits.count <= 9 else { return nil }
        var number = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            number = number * 10 + Int(digit - 0x30)
        }
        return isNegative ? 0 : number
    }

    /// Whether text follows that was pasted, not typed.
    var beginsPaste: Bool {
        marker == nil && intermediate == nil && numbers == [200] && final == UInt8(ascii: "~")
    }

    /// What the person did; nil for anything that is neither a key nor the mouse.
    var event: InputEvent? {
        if intermediate != nil {
            guard marker == UInt8(ascii: "?"), final == UInt8(ascii: "y"), numbers.count == 2
            else { return nil }
            return .mode(numbers[0], status: numbers[1])
        }
        switch (marker, final) {
        case (UInt8(ascii: "<"), UInt8(ascii: "M")), (UInt8(ascii: "<"), UInt8(ascii: "m")):
            guard numbers.count == 3 else { return nil }
            return MouseEvent(
                code: numbers[0], column: numbers[1], row: numbers[2],
                isRelease: final == UInt8(ascii: "m")
            ).map(InputEvent.mouse)
        case (nil, _):
            return key.map(InputEvent.key)
        default:
            return nil
        }
    }

    private var key: Key? {
        switch final {
        case UInt8(ascii: "Z"): .backTab
        case UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: "$"), UInt8(ascii: "@"):
            editingKey
        case UInt8(ascii: "a")...UInt8(ascii: "d"):
            // rxvt's arrows with Shift.
            Key.direction(final - 0x20).map(Key.shift)
        default:
            Key(final: final, modifiers: numbers.count > 1 ? numbers[1] : 1)
        }
    }

    /// The keys that are told apart by a number.
    private var editingKey: Key? {
        switch numbers.first {
        case 1, 7: .home
        case 3: .delete
        case 4, 8: .end
        case 5: .pageUp
        case 6: .pageDown
        case let number? where 11...15 ~= number: .function(number - 10)
        case let number? where 17...21 ~= number: .function(number - 11)
        case let number? where 23...24 ~= number: .function(number - 12)
        default: nil
        }
    }
}

extension Key {
    /// A key told apart by its final byte alone, in the coding that `ESC [` and `ESC O` share.
    ///
    /// - Parameter modifiers: 1 for none, plus 1 for Shift, 2 for Alt, 4 for Ctrl.
    init?(final: UInt8, modifiers: Int) {
        switch final {
        case UInt8(ascii: "H"): self = .home
        case UInt8(ascii: "F"): self = .end
        case UInt8(ascii: "P")...UInt8(ascii: "S") where modifiers <= 1:
            self = .function(Int(final - UInt8(ascii: "P")) + 1)
        default:
            guard let direction = Self.direction(final) else { return nil }
            let held = max(modifiers, 1) - 1
            self =
                held & 1 != 0
                ? .shift(direction)
                : held & 4 != 0
                    ? .controlArrow(direction)
                    : held & 2 != 0 ? .altArrow(direction) : .arrow(direction)
        }
    }

    /// A key of `ESC O`, which also serves the keypad and rxvt's arrows with Ctrl.
    init?(applicationFinal final: UInt8, modifiers: Int) {
        switch final {
        case UInt8(ascii: "M"):
            self = .enter
        case UInt8(ascii: "a")...UInt8(ascii: "d"):
            self.init(final: final - 0x20, modifiers: max(modifiers, 1 + 4))
        case UInt8(ascii: "j")...UInt8(ascii: "y"):
            // The keypad's signs and digits, moved up by 64.
            self = .character(Character(Unicode.Scalar(final - 0x40)))
        default:
            self.init(final: final, modifiers: modifiers)
        }
    }

    static func direction(_ final: UInt8) -> Direction? {
        switch final {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        default: nil
        }
    }
}

extension MouseEvent {
    /// A report as the terminal codes it; nil for buttons that nobody here uses.
    ///
    /// - Parameters:
    ///   - code: 0 left, 1 middle, 2 right, 3 none, plus 4 for Shift, 8 for Meta, 16 for Ctrl,
    ///     32 for motion, 64 for the wheel.
    ///   - column: from 1; 0 where a drag has left the window, which some terminals report.
    ///   - row: from 1, or 0 likewise.
    init?(code: Int, column: Int, row: Int, isRelease: Bool) {
        guard (0..<128).contains(code), column >= 0, row >= 0 else { return nil }
        let isMotion = code & 32 != 0
        let kind: Kind
        let button: Button
        switch (code & 64 != 0, code & 3) {
        case (true, 0): (kind, button) = (.wheelUp, .none)
        case (true, 1): (kind, button) = (.wheelDown, .none)
        case (true, _): return nil
        case (false, let low):
            button = [.left, .middle, .right, .none][low]
            if isRelease {
                kind = .release
            } else if isMotion {
                kind = .motion
            } else {
                // The old coding does not say which button was released.
                kind = button == .none ? .release : .press
            }
        }
        // Which keys are held meanwhile (4, 8 and 16) does not matter here.
        self.init(kind, button: button, column: max(column - 1, 0), row: max(row - 1, 0))
    }
}
