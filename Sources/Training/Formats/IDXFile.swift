/// An array of bytes in the IDX format, in which MNIST is published.
///
/// Two zero bytes, the element type (8: unsigned byte), the number of dimensions, each dimension as
/// a big-endian 32-bit number, then the elements in row-major order and nothing more.
package struct IDXFile: Sendable {
    /// The length of every dimension, outermost first.
    package let dimensions: [Int]
    /// The elements in row-major order.
    package let elements: ArraySlice<UInt8>

    /// Reads an array with `rank` dimensions.
    package init(_ file: SourceFile, rank: Int) throws(DatasetError) {
        let contents = file.contents
        let headerLength = 4 + 4 * rank
        guard contents.count >= headerLength, contents.starts(with: [0, 0, 8, UInt8(rank)]) else {
            throw .notIDX(path: file.path, rank: rank)
        }
        dimensions = (1...rank).map { dimension in
            contents[4 * dimension..<4 * dimension + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        // Three dimensions of 32 bits each are too many for an Int only in a file that lies.
        var count = 1
        for dimension in dimensions {
            let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
            count = overflow ? Int.max : product
        }
        let (length, overflow) = count.addingReportingOverflow(headerLength)
        guard !overflow, contents.count == length else {
            throw .wrongLength(
                path: file.path, expected: overflow ? Int.max : length, found: contents.count)
        }
        elements = contents[headerLength...]
    }
}
