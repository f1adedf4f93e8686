import CConvolution
import NeuralNetwork
import Testing

/// Holds the loops for each kind of processor against the sums that they stand for.
@Suite struct ConvolutionLoopsTests {
    @Test func thereAreLoopsForEveryProcessor() throws {
        let processors = allLoops.map { String(cString: $0.processor) }
        #expect(processors.last == "any")
        #expect(Set(processors).count == processors.count)
    }

    @Test(arguments: 0..<allLoops.count)
    func theLoopsComputeTheirDefinition(index: Int) {
        let loops = allLoops[index]
        var generator = RandomGenerator(seed: 11)
        let offsets = [-17, -3, 0, 2, 16]
        let margin = 32
        // More planes and vectors than one block of any kind holds, and some left over.
        let (inputs, outputs, length) = (3, 13, 16 * 9)
        let stride = length + 2 * margin
        let input = Tensor.random([inputs, stride], using: &generator).values
        let output = Tensor.random([outputs, stride], using: &generator).values
        let weights = Tensor.random([outputs, inputs, offsets.count], using: &generator).values

        func moved(_ i: Int, _ q: Int, _ t: Int) -> Float {
            input[i * stride + margin + q + offsets[t]]
        }
        func weightIndex(_ o: Int, _ i: Int, _ t: Int) -> Int {
            (o * inputs + i) * offsets.count + t
        }

        var sums = [Float](repeating: 0, count: outputs * length)
        var gradient = weights
        input.withUnsafeBufferPointer { input in
            output.withUnsafeBufferPointer { output in
                offsets.withUnsafeBufferPointer { offsets in
                    let kernel = digitpad_kernel(
                        output_stride: inputs * offsets.count, input_stride: offsets.count,
                        taps: offsets.count, offsets: offsets.baseAddress)
                    let planes = digitpad_planes(
                        start: input.baseAddress.map { $0 + margin }, stride: stride, count: inputs)
                    loops.correlate(planes, weights, kernel, &sums, length, outputs, length)
                    loops.correlate_weights(
                        planes,
                        digitpad_planes(
                            start: output.baseAddress, stride: stride, count: outputs),
                        &gradient, kernel, length)
                }
            }
        }

        for o in 0..<outputs {
            for q in 0..<length {
                var expected: Float = 0
                for i in 0..<inputs {
                    for t in offsets.indices {
                        expected += weights[weightIndex(o, i, t)] * moved(i, q, t)
                    }
                }
                #expect(abs(sums[o * length + q] - expected) < 1e-5)
            }
            for i in 0..<inputs {
                for t in offsets.indices {
                    var expected = weights[weightIndex(o, i, t)]
                    for q in 0..<length { expected += output[o * stride + q] * moved(i, q, t) }
                    #expect(abs(gradient[weightIndex(o, i, t)] - expected) < 1e-4)
                }
            }
        }
    }
}

nonisolated(unsafe) private let allLoops: [digitpad_loops] = {
    var found: [digitpad_loops] = []
    while let loops = digitpad_loops(found.count) { found.append(loops.pointee) }
    return found
}()
