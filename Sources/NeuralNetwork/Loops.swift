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

/// Transposes the matrices, rows × columns, of which there are some one after the other.
func transposed(_ matrices: [Float], rows: Int, columns: Int) -> [Float] {
    guard rows > 1, columns > 1 else { return matrices }
    let size = rows * columns
    return [Float](unsafeUninitializedCapacity: matrices.count) { result, count in
        if let result = result.baseAddress {
            transpose(matrices, rows: rows, columns: columns, matrices.count / size, to: result)
        }
        count = matrices.count
    }
}

private func transpose(
    _ matrices: UnsafePointer<Float>, rows: Int, columns: Int, _ count: Int,
    to result: UnsafeMutablePointer<Float>
) {
    Parallel.forEach(rangeOf: count) { range in
        for index in range {
            let start = index * rows * columns
            digitpad_transpose(
                matrices + start, columns, rows, columns, result + start, rows)
        }
    }
}
