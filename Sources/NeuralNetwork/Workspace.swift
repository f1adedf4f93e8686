/// Memory for floats that begins where the processor's vectors do.
final class Workspace {
    let start: UnsafeMutablePointer<Float>

    /// So many floats, of arbitrary contents.
    init(count: Int) {
        start =
            UnsafeMutableRawPointer
            .allocate(byteCount: 4 * max(1, count), alignment: 64)
            .bindMemory(to: Float.self, capacity: count)
    }

    /// So many zeros.
    convenience init(zeros count: Int) {
        self.init(count: count)
        start.initialize(repeating: 0, count: count)
    }

    deinit { start.deallocate() }
}
