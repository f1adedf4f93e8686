import NeuralNetwork

/// How often an epoch looks at each kind of example.
package struct DataMix: Equatable, Sendable {
    /// How often at each written digit, each time drawn anew; at each scanned one it looks once.
    package var looksAtDigits = 3
    /// How often at each letter or sign, each time drawn anew.
    package var looksAtLetters = 4
    /// How many scribbles are made, all kinds together.
    package var scribbles = 8_000
    /// How many pairs of digits are looked at.
    package var pairs = 1_500

    /// The choices for the network that comes with the program.
    package init() {}
}

extension TrainingSets {
    /// The indices into ``examples`` of all that one epoch looks at, in an order drawn by chance.
    ///
    /// A network without an output for it learns nothing from what is no digit; that is left out
    /// unless `includesNonDigits`.
    package func epochOrder(
        mix: DataMix, includesNonDigits: Bool, using generator: inout RandomGenerator
    ) -> [Int] {
        var order: [Int] = []
        var (scribbles, pairs): ([Int], [Int]) = ([], [])
        for (index, example) in examples.enumerated() {
            switch example {
            case .image:
                order.append(index)
            case .drawing(let drawing) where drawing.isDigit:
                order += repeatElement(index, count: mix.looksAtDigits)
            case .drawing:
                guard includesNonDigits else { continue }
                order += repeatElement(index, count: mix.looksAtLetters)
            case .scribble: scribbles.append(index)
            case .pair: pairs.append(index)
            }
        }
        if includesNonDigits {
            order += chosen(mix.scribbles, of: scribbles)
            order += chosen(mix.pairs, of: pairs.shuffled(using: &generator))
        }
        return order.shuffled(using: &generator)
    }

    /// So many of the indices, each as often as any other but for one.
    private func chosen(_ count: Int, of indices: [Int]) -> [Int] {
        guard !indices.isEmpty else { return [] }
        return (0..<count).map { indices[$0 % indices.count] }
    }
}
