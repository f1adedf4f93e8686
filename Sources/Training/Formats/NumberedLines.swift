import FoundationEssentials

/// The lines of a text that hold more than white space, with their numbers, counted from 1.
func numberedLines(of text: [UInt8]) -> [(number: Int, line: Data)] {
    text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        .filter { !$0.element.allSatisfy { $0 == UInt8(ascii: " ") || 9...13 ~= $0 } }
        .map { ($0.offset + 1, Data($0.element)) }
}
