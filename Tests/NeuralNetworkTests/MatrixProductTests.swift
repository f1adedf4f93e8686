import Testing

@testable import NeuralNetwork

@Suite struct MatrixProductTests {
    @Test(arguments: [false, true], [false, true])
    func withoutOpenBLASTheProductIsTheSame(isTransposed: Bool, accumulating: Bool) {
        var generator = RandomGenerator(seed: 1)
        let (rows, inner, columns) = (3, 5, 4)
        let left = Tensor.random([rows, inner + 2], using: &generator).values
        let right = Tensor.random([inner, columns], using: &generator).values
        let start = Tensor.random([rows, columns + 1], using: &generator).values
        func product(_ multiply: Multiplication) -> [Float] {
            var result = start
            left.withUnsafeBufferPointer { left in
                right.withUnsafeBufferPointer { right in
                    guard let left = left.baseAddress, let right = right.baseAddress else { return }
                    let a = Matrix(left, rows: rows, columns: inner, stride: inner + 2)
                    let b =
                        isTransposed
                        ? Matrix(right, rows: columns, columns: inner).transposed
                        : Matrix(right, rows: inner, columns: columns)
                    multiply(a, b, &result, columns + 1, accumulating)
                }
            }
            return result
        }
        let fast = product { multiply($0, $1, into: $2, stride: $3, accumulating: $4) }
        let slow = product { multiplySlowly($0, $1, into: $2, stride: $3, accumulating: $4) }
        #expect(fast != start)
        #expect(zip(fast, slow).allSatisfy { abs($0 - $1) < 1e-5 })
    }

    private typealias Multiplication = (
        Matrix, Matrix, UnsafeMutablePointer<Float>, Int, Bool
    ) -> Void
}
