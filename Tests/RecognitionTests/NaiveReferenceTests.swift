import Drawing
import Glibc
import NeuralNetwork
import Recognition
import Testing

/// Holds the bundled network, compiled for each kind of processor that this machine has, against its
/// definition, on drawings.
@Suite struct NaiveReferenceTests {
    private let network: Network

    init() throws {
        network = try Recognizer.bundled().network
    }

    @Test func theBundledNetworkComputesWhatItsDefinitionSays() throws {
        let drawings: [[(Double, Double)]] = [
            [(14.5, 4.5), (14.5, 23.5)],
            [(7.5, 6.5), (19.5, 6.5), (15.5, 14.5), (12.5, 22.5)],
            [(14.5, 5.5), (20.5, 14.5), (14.5, 22.5), (8.5, 14.5), (14.5, 5.5), (4.5, 2.5)],
        ]
        let inputs = try drawings.map { points in
            let stroke = Stroke(points: points.map { Point(x: $0.0, y: $0.1) })
            return try #require(modelInput(from: Canvas(strokes: [stroke])))
        }
        let batch = ModelInput.batch(inputs)
        let size = batch.count / inputs.count
        let expected = inputs.indices.map {
            softmax(logits(of: Array(batch.values[$0 * size..<($0 + 1) * size])))
        }
        for processor in CompiledNetwork.processors.indices {
            let compiled = try #require(CompiledNetwork(network, processor: processor))
            let answers = compiled.infer(batch)
            for (index, probabilities) in expected.enumerated() {
                let logits = answers.values[index * 11..<(index + 1) * 11].map(Double.init)
                for (found, wanted) in zip(softmax(logits), probabilities) {
                    #expect(abs(found - wanted) < 1e-5, "\(CompiledNetwork.processors[processor])")
                }
            }
        }
    }

    private func softmax(_ logits: [Double]) -> [Double] {
        let powers = logits.map { exp($0 - (logits.max() ?? 0)) }
        return powers.map { $0 / powers.reduce(0, +) }
    }

    private func values(_ name: String) -> [Float] {
        network.parameters.first { $0.name == name }?.value.values ?? []
    }

    /// As `Architecture.digitnet` describes it, sum by sum.
    private func logits(of pixels: [Float]) -> [Double] {
        var (map, channels, side) = (pixels.map(Double.init), 1, 28)
        for number in 1...6 {
            (map, channels) = convolved(map, channels, side, number)
            guard number == 2 || number == 4 else { continue }
            map = pooled(map, channels, side)
            side /= 2
        }
        let (weight, bias) = (values("fc.weight"), values("fc.bias"))
        let means = (0..<channels).map { channel in
            (0..<side * side).reduce(0) { $0 + map[$1 * channels + channel] } / Double(side * side)
        }
        return bias.indices.map { output in
            means.indices.reduce(Double(bias[output])) {
                $0 + means[$1] * Double(weight[output * channels + $1])
            }
        }
    }

    /// A 3×3 convolution with a border of zeros, and the rectifier; maps are [row, column, channel].
    private func convolved(
        _ map: [Double], _ inputs: Int, _ side: Int, _ number: Int
    ) -> ([Double], channels: Int) {
        let (weight, bias) = (values("conv\(number).weight"), values("conv\(number).bias"))
        var result = [Double](repeating: 0, count: side * side * bias.count)
        for y in 0..<side {
            for x in 0..<side {
                for output in bias.indices {
                    var sum = Double(bias[output])
                    for (dy, dx) in [0, 1, 2].flatMap({ dy in [0, 1, 2].map { (dy, $0) } }) {
                        let (row, column) = (y + dy - 1, x + dx - 1)
                        guard (0..<side).contains(row), (0..<side).contains(column) else {
                            continue
                        }
                        let pixel = (row * side + column) * inputs
                        let kernel = output * inputs * 9 + dy * 3 + dx
                        for input in 0..<inputs {
                            sum += map[pixel + input] * Double(weight[kernel + input * 9])
                        }
                    }
                    result[(y * side + x) * bias.count + output] = max(sum, 0)
                }
            }
        }
        return (result, bias.count)
    }

    /// The largest of each two by two.
    private func pooled(_ map: [Double], _ channels: Int, _ side: Int) -> [Double] {
        let half = side / 2
        var result: [Double] = []
        for y in 0..<half {
            for x in 0..<half {
                for channel in 0..<channels {
                    let corner = (2 * y * side + 2 * x) * channels + channel
                    let below = corner + side * channels
                    result.append(
                        max(map[corner], map[corner + channels], map[below], map[below + channels]))
                }
            }
        }
        return result
    }
}
