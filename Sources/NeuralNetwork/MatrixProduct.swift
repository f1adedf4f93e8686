import COpenBLAS

/// A matrix of floats in memory that someone else owns.
struct Matrix {
    private(set) var start: UnsafePointer<Float>
    /// The dimensions as the product sees them, after any transposition.
    private(set) var rows: Int
    private(set) var columns: Int
    /// The distance in memory from one stored row to the next.
    private(set) var stride: Int
    private(set) var isTransposed = false

    /// `rows` × `columns` values from `start` on, rows `stride` apart (default: no gap).
    init(_ start: UnsafePointer<Float>, rows: Int, columns: Int, stride: Int? = nil) {
        self.start = start
        self.rows = rows
        self.columns = columns
        self.stride = stride ?? columns
    }

    /// The value in this row and column.
    subscript(row: Int, column: Int) -> Float {
        isTransposed ? start[column * stride + row] : start[row * stride + column]
    }

    /// The transpose: the same memory, read the other way.
    var transposed: Matrix {
        var result = self
        (result.rows, result.columns) = (columns, rows)
        result.isTransposed.toggle()
        return result
    }
}

/// Computes `c = a·b`, or `c += a·b` when accumulating.
///
/// `c` has as many rows as `a` and as many columns as `b`, its rows `stride` apart. It runs on the
/// calling thread alone, because `Parallel` splits the work above this.
func multiply(
    _ a: Matrix, _ b: Matrix, into c: UnsafeMutablePointer<Float>, stride: Int,
    accumulating: Bool = false
) {
    precondition(a.columns == b.rows, "the inner dimensions differ")
    guard let blas else {
        multiplySlowly(a, b, into: c, stride: stride, accumulating: accumulating)
        return
    }
    let beta: Float = accumulating ? 1 : 0
    if a.rows == 1 {
        // A single row needs no packing of `b`, which for one image costs more than the product.
        let storedRows = b.isTransposed ? b.columns : b.rows
        let storedColumns = b.isTransposed ? b.rows : b.columns
        blas.sgemv(
            CblasRowMajor, b.isTransposed ? CblasNoTrans : CblasTrans,
            blasInt(storedRows), blasInt(storedColumns), 1, b.start, blasInt(b.stride),
            a.start, a.isTransposed ? blasInt(a.stride) : 1, beta, c, 1)
    } else {
        blas.sgemm(
            CblasRowMajor, a.isTransposed ? CblasTrans : CblasNoTrans,
            b.isTransposed ? CblasTrans : CblasNoTrans,
            blasInt(a.rows), blasInt(b.columns), blasInt(a.columns), 1,
            a.start, blasInt(a.stride), b.start, blasInt(b.stride), beta, c, blasInt(stride))
    }
}

/// The same by its definition, for where there is no OpenBLAS.
func multiplySlowly(
    _ a: Matrix, _ b: Matrix, into c: UnsafeMutablePointer<Float>, stride: Int,
    accumulating: Bool
) {
    for row in 0..<a.rows {
        for column in 0..<b.columns {
            var sum = accumulating ? c[row * stride + column] : 0
            for index in 0..<a.columns { sum += a[row, index] * b[index, column] }
            c[row * stride + column] = sum
        }
    }
}

/// OpenBLAS's functions, loaded at the first product; nil where there is no such library.
private let blas: digitpad_blas? = {
    let loaded = digitpad_blas_load()?.pointee
    loaded?.set_num_threads(1)
    return loaded
}()

/// Why matrices are multiplied slowly, in one sentence; nil where OpenBLAS does it.
package var openBLASProblem: String? {
    digitpad_blas_problem().map {
        "OpenBLAS cannot be loaded (\(String(cString: $0))), without which training takes much "
            + "longer: install libopenblas0."
    }
}

private func blasInt(_ value: Int) -> blasint { blasint(value) }
