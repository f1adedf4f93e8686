/// Where a range of a convolution's work adds what it comes to.
struct ConvolutionGradientSums {
    let weight, bias: UnsafeMutablePointer<Float>
    /// The gradient by the inputs of all images, of which each range writes those of its own; nil where
    /// nobody wants it.
    let input: UnsafeMutablePointer<Float>?
}

extension ConvolutionSize {
    /// The gradients that neighbouring ranges of the work come to together; empty where not wanted.
    ///
    /// - Parameter add: adds what a range comes to, to sums that begin at zero.
    func gradients(
        of wanted: Gradients, over ranges: [Range<Int>], workers: Int = Parallel.threadCount,
        _ add: (_ worker: Int, _ range: Range<Int>, _ sums: ConvolutionGradientSums) -> Void
    ) -> (weight: [Float], bias: [Float], input: Tensor) {
        precondition(images > 0, "gradients of no images")
        let weightCount = outputChannels * channels * kernelSize * kernelSize
        var sums: [Float] = []

        func run(_ input: UnsafeMutablePointer<Float>?) {
            sums = Parallel.sums(
                count: weightCount + outputChannels, over: ranges, workers: workers
            ) { worker, range, sums in
                add(
                    worker, range,
                    ConvolutionGradientSums(weight: sums, bias: sums + weightCount, input: input))
            }
        }
        var inputGradient = Tensor(zeros: [0])
        if wanted.contains(.input) {
            inputGradient = Tensor(shape: inputShape, fill: run)
        } else {
            run(nil)
        }
        return (Array(sums[..<weightCount]), Array(sums[weightCount...]), inputGradient)
    }
}
