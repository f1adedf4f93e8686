import CKernels

/// The inner loops, as compiled for this kind of processor.
// Function pointers that nothing changes.
nonisolated(unsafe) let loops: digitpad_loops = {
    guard let fastest = digitpad_loops(0) else {
        preconditionFailure("the portable loops run everywhere")
    }
    return fastest.pointee
}()

/// Adds values to a total, one to each.
func add(_ values: UnsafePointer<Float>, to total: UnsafeMutablePointer<Float>, count: Int) {
    for index in 0..<count { total[index] += values[index] }
}
