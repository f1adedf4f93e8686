import Glibc
import NeuralNetwork

/// How often an epoch looks at each kind of example.
package struct DataMix: Equatable, Sendable {
    /// How often at a written digit on average, each time drawn anew; at each scanned one it looks
    /// once.
    package var looksAtDigits = 4
    /// How often at a letter or sign on average, each time drawn anew.
    package var looksAtLetters = 5
    /// How far the hands are evened out: 0 looks at each drawing alike, 1 at each writer alike.
    ///
    /// Some people wrote hundreds of the drawings and most only a few; what is to be learnt is how
    /// yet another person writes. In between the looks at a writer's drawing go with the count of
    /// them to the power of minus this.
    package var writerBalance: Float = 0.4
    /// How many digits of level and upright lines are made.
    package var boxedDigits = 3_000
    /// How many scribbles are made, all kinds together.
    package var scribbles = 12_000
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
        var (digits, letters): ([WrittenExample], [WrittenExample]) = ([], [])
        var (boxed, scribbles, pairs): ([Int], [Int], [Int]) = ([], [], [])
        for (index, example) in examples.enumerated() {
            switch example {
            case .image: order.append(index)
            case .drawing(let drawing):
                let written = WrittenExample(index: index, writer: drawing.writer)
                if drawing.isDigit { digits.append(written) } else { letters.append(written) }
            case .boxed: boxed.append(index)
            case .scribble: scribbles.append(index)
            case .pair: pairs.append(index)
            }
        }
        order += looks(
            at: digits, mean: mix.looksAtDigits, balance: mix.writerBalance, using: &generator)
        order += chosen(mix.boxedDigits, of: boxed)
        if includesNonDigits {
            order += looks(
                at: letters, mean: mix.looksAtLetters, balance: mix.writerBalance,
                using: &generator)
            order += chosen(mix.scribbles, of: scribbles)
            order += chosen(mix.pairs, of: pairs.shuffled(using: &generator))
        }
        return order.shuffled(using: &generator)
    }

    /// The indices of the drawings, each as often as its writer is to be seen.
    ///
    /// What is left of a whole look is one by chance.
    private func looks(
        at drawings: [WrittenExample], mean: Int, balance: Float,
        using generator: inout RandomGenerator
    ) -> [Int] {
        let counts = drawings.reduce(into: [:]) { counts, drawing in
            counts[drawing.writer, default: 0] += 1
        }
        let shares = drawings.map { pow(Float(counts[$0.writer, default: 1]), -balance) }
        let looksPerShare = Float(mean * drawings.count) / shares.reduce(0, +)
        return zip(drawings, shares).flatMap { drawing, share in
            let looks = share * looksPerShare
            let whole = looks.rounded(.down)
            let another = generator.isChosen(with: looks - whole) ? 1 : 0
            return repeatElement(drawing.index, count: Int(whole) + another)
        }
    }

    /// So many of the indices, each as often as any other but for one.
    private func chosen(_ count: Int, of indices: [Int]) -> [Int] {
        guard !indices.isEmpty else { return [] }
        return (0..<count).map { indices[$0 % indices.count] }
    }
}

/// Where a drawing stands among the examples, and who wrote it.
private struct WrittenExample {
    let index: Int
    let writer: String
}
