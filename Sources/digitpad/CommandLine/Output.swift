import Files
import Glibc

/// Prints data: a line on standard output.
///
/// A failed write (a full disk, a reader that has gone) is an error, so that a command never claims
/// to have printed what nobody received.
func printLine(_ line: String) throws(Failure) {
    try write(line + "\n", to: STDOUT_FILENO)
}

/// Prints data: a value as a line of JSON, the same for equal values.
func printJSON(_ value: some Encodable) throws {
    try printLine(try jsonLine(value))
}

/// Prints a message for the person: a line on standard error, without a full stop at its end.
func complain(_ message: String) {
    let text = message.hasSuffix(".") ? message.dropLast() : message[...]
    // Nobody is left to hear that standard error is gone.
    try? write("digitpad: \(visible(String(text)))\n", to: STDERR_FILENO)
}

/// The text without characters that would move a terminal's cursor or do worse: names of files and of
/// drawings come from anywhere.
func visible(_ text: String) -> String {
    String(
        String.UnicodeScalarView(
            text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
}

extension String {
    /// The text at the left of a column of a table; what is too long sticks out.
    func alignedLeft(in width: Int) -> String { self + blanks(in: width) }

    /// The text at the right of a column of a table; what is too long sticks out.
    func alignedRight(in width: Int) -> String { blanks(in: width) + self }

    private func blanks(in width: Int) -> String {
        String(repeating: " ", count: max(0, width - count))
    }
}

/// Whether output of this descriptor is read by a person who likes colours and moving bars.
func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

/// Writes all of a text to a file descriptor.
func write(_ text: String, to descriptor: Int32) throws(Failure) {
    try write(Array(text.utf8), to: descriptor)
}

/// Writes all bytes to a file descriptor.
func write(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
    var sent = 0
    while sent < bytes.count {
        let count = bytes.withUnsafeBytes { bytes in
            Glibc.write(descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent)
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
            throw Failure(
                description: "the output could not be written: \(String(cString: strerror(errno)))",
                needsNoWords: errno == EPIPE)
        }
        sent += count
    }
}
