/// Characters of growing darkness that stand for ink where there are no greys.
package struct InkRamp: Sendable {
    private let characters: [Character]

    /// Of ASCII alone.
    package static let ascii = InkRamp(characters: Array(" .+*#"))
    /// Of shaded blocks.
    package static let blocks = InkRamp(characters: Array(" ░▒▓█"))

    /// The character for an amount of ink, 0…255.
    package func character(for ink: UInt8) -> Character {
        characters[(Int(ink) * (characters.count - 1) + 127) / 255]
    }
}
