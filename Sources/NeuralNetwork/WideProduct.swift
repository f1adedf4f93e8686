import CKernels

/// Products with a matrix whose rows are long.
///
/// OpenBLAS clears the result first and rearranges both factors, which for few rows takes about as
/// long as the products themselves. Here a part of the long rows is rearranged at a time, and stays in
/// the cache until everything has been multiplied with it.
struct WideProduct {
    /// The wide matrix [rows, columns].
    private let matrix: UnsafePointer<Float>
    private let rows, columns: Int

    /// Nil where OpenBLAS is as good, or the loops do not cover such a matrix.
    init?(_ matrix: UnsafePointer<Float>, rows: Int, columns: Int) {
        guard columns % Int(DIGITPAD_CHANNEL_UNIT) == 0, columns >= 512 else { return nil }
        self.matrix = matrix
        (self.rows, self.columns) = (rows, columns)
    }

    /// Writes result[count, columns] = factor[count, rows] · matrix.
    func write(
        _ result: UnsafeMutablePointer<Float>, factor: UnsafePointer<Float>, count: Int
    ) {
        // Behind a rectifier and a dropout only a quarter of a gradient is left.
        let zeros = (0..<count * rows).count { factor[$0] == 0 }
        let isSparse = 2 * zeros >= count * rows
        // As wide as the loops' widest block.
        let width = isSparse ? 128 : 96
        Parallel.forEach(rangeOf: (columns + width - 1) / width) { blocks in
            let gathered = Workspace(count: rows * width)
            defer { withExtendedLifetime(gathered) {} }
            for block in blocks {
                let first = block * width
                let width = min(width, columns - first)
                for row in 0..<rows {
                    (gathered.start + row * width)
                        .update(from: matrix + row * columns + first, count: width)
                }
                if isSparse {
                    loops.write_sparse_products(
                        factor, rows, gathered.start, result + first, columns, count, rows, width)
                } else {
                    loops.multiply(
                        factor, gathered.start, result + first, columns, count, rows, width)
                }
            }
        }
    }

    /// factor[count, columns] · matrixᵀ, as values [count, rows].
    ///
    /// - Precondition: the loops cover as many outputs as there are rows.
    func timesTransposed(_ factor: UnsafePointer<Float>, count: Int) -> [Float] {
        precondition(
            rows % Int(DIGITPAD_CHANNEL_UNIT) == 0, "the loops do not cover \(rows) outputs")
        let stretch = Int(DIGITPAD_STRETCH)
        let ranges = Parallel.ranges(of: (columns + stretch - 1) / stretch, chunks: 4)
        return Parallel.sums(count: count * rows, over: ranges) { _, stretches, sums in
            let transposed = Workspace(count: stretch * rows)
            defer { withExtendedLifetime(transposed) {} }
            for index in stretches {
                let first = index * stretch
                let inputs = min(stretch, columns - first)
                digitpad_transpose(
                    matrix + first, columns, rows, inputs, transposed.start, rows)
                loops.add_sparse_products(
                    factor + first, columns, transposed.start, sums, rows, count, inputs, rows)
            }
        }
    }
}
