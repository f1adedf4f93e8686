import FoundationEssentials
import Terminal
import Testing

/// Fails unless a frame's text is what `Snapshots/<name>.txt` holds.
///
/// A missing snapshot is recorded, and all are with `DIGITPAD_RECORD_SNAPSHOTS=1`; recording fails
/// the test, so that nobody takes a run that compared nothing for a passed one.
func expectSnapshot(
    _ frame: Frame, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let path =
        "\(#filePath)".split(separator: "/").dropLast().map { "/\($0)" }.joined()
        + "/Snapshots/\(name).txt"
    let seen = frame.text + "\n"
    let isRecording = ProcessInfo.processInfo.environment["DIGITPAD_RECORD_SNAPSHOTS"] == "1"
    if !isRecording, let expected = FileManager.default.contents(atPath: path) {
        #expect(
            seen == String(decoding: expected, as: UTF8.self), "\(name) looks different",
            sourceLocation: sourceLocation)
        return
    }
    try Data(seen.utf8).write(to: URL(filePath: path))
    Issue.record("Recorded \(name): look at it, then run again", sourceLocation: sourceLocation)
}
