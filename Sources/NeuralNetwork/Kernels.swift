import CKernels

/// The inner loops, as compiled for this kind of processor.
// Function pointers that nothing changes.
nonisolated(unsafe) let kernels: digitpad_loops = {
    guard let fastest = digitpad_loops(0) else {
        preconditionFailure("the portable loops run everywhere")
    }
    return fastest.pointee
}()

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

/// Adds values to a total, one to each.
func add(_ values: UnsafePointer<Float>, to total: UnsafeMutablePointer<Float>, count: Int) {
    for index in 0..<count { total[index] += values[index] }
}
