import Glibc
import NeuralNetwork
import Recognition

/// Carries out orders from standard input, one a line, and answers each with a line of numbers.
///
///     drawings COUNT FILE                    writes images of digits; answers with COUNT
///     images FILE COUNT                      32-bit floats [COUNT, 28, 28, 1]; answers with COUNT
///     learn NAME FILE                        writes weights learnt from the images; answers with 0
///     network FILE                           safetensors; answers with 0
///     outputs COUNT                          the ten probabilities of each of the first images
///     load ROUNDS                            microseconds from the file to the first image's answer
///     infer BATCH THREADS ROUNDS PAUSE_MS    microseconds of each round
///     train NAME BATCH THREADS ROUNDS        microseconds of each step of learning the images
///     preprocess ROUNDS                      microseconds of each drawing
///     picture SIDE ROUNDS                    microseconds of each picture of SIDE × SIDE
///     dab ROUNDS                             microseconds from a report's bytes to the screen's
///
/// Between two orders it waits and takes nothing from its peers.
func takeOrders() throws {
    var contestant = Contestant()
    while let line = readLine() {
        let words = line.split(separator: " ").map(String.init)
        let answer = try contestant.answer(words)
        print(answer.map { "\($0)" }.joined(separator: " "))
        fflush(nil)
    }
}

private struct Contestant {
    private var images = Tensor(zeros: [0, 28, 28, 1])
    private var recognizer: Recognizer?
    private var path = ""
    private var network: (any Inference)?

    struct UnknownOrder: Error, CustomStringConvertible {
        let words: [String]
        var description: String { "\"\(words.joined(separator: " "))\" is no order" }
    }

    mutating func answer(_ words: [String]) throws -> [Double] {
        let numbers = words.dropFirst().compactMap(Int.init)
        switch (words.first, numbers.count) {
        case ("drawings", 1) where words.count == 3:
            try write(ModelInput.batch(drawings(count: numbers[0])), to: words[2])
            return [Double(numbers[0])]
        case ("images", 1) where words.count == 3:
            images = try floats(of: words[1], count: numbers[0])
            return [Double(numbers[0])]
        case ("learn", 0) where words.count == 3:
            try learnt(try Architecture(named: words[1]), from: images)
                .weights(metadata: ["preprocessing": ModelInput.preprocessingVersion])
                .write(to: words[2])
            return [0]
        case ("network", 0) where words.count == 2:
            path = words[1]
            recognizer = try Recognizer(contentsOf: path)
            network = recognizer?.network.compiled()
            return [0]
        case ("load", 1):
            Parallel.threadCount = 1
            guard let input = modelInput(from: seven) else { throw UnknownOrder(words: words) }
            _ = try Recognizer(contentsOf: path)
            return microseconds(rounds: numbers[0], warmUp: 0) {
                _ = try? Recognizer(contentsOf: path).prediction(for: input)
            }
        case ("outputs", 1):
            guard let recognizer, let network else { throw UnknownOrder(words: words) }
            let logits = network.infer(images.part(first: 0, count: numbers[0]))
            let classes = logits.shape[1]
            return stride(from: 0, to: logits.count, by: classes).flatMap { start in
                recognizer.calibration.prediction(of: logits.values[start..<start + classes])
                    .probabilities
            }
        case ("infer", 4):
            return try infer(numbers)
        case ("train", 3) where words.count == 5:
            Parallel.threadCount = numbers[1]
            // As `digitpad train` does.
            keepFreedMemory()
            let step = training(
                try Architecture(named: words[1]), images: images, batchSize: numbers[0]
            ).step
            return microseconds(rounds: numbers[2], warmUp: 3, step)
        case ("preprocess", 1):
            return microseconds(rounds: numbers[0]) { _ = modelInput(from: seven) }
        case ("picture", 2):
            let picture = picture(side: numbers[0])
            return microseconds(rounds: numbers[1]) { _ = modelInput(from: picture) }
        case ("dab", 1):
            return try dabTimes(rounds: numbers[0])
        default:
            throw UnknownOrder(words: words)
        }
    }

    private func infer(_ numbers: [Int]) throws -> [Double] {
        let (batch, rounds) = (numbers[0], numbers[2])
        Parallel.threadCount = numbers[1]
        let batches = max(1, images.shape[0] / batch)
        let inputs = (0..<batches).map { images.part(first: $0 * batch, count: batch) }
        guard let network else { throw UnknownOrder(words: ["infer"]) }
        var next = 0
        return microseconds(
            rounds: rounds, warmUp: batch == 1 ? 20 : 2, pause: .milliseconds(numbers[3])
        ) {
            _ = network.infer(inputs[next % batches])
            next += 1
        }
    }

    private func write(_ images: Tensor, to path: String) throws {
        guard let file = fopen(path, "wb") else { throw UnknownOrder(words: ["drawings", path]) }
        let written = fwrite(images.values, 4, images.count, file)
        guard fclose(file) == 0, written == images.count else {
            throw UnknownOrder(words: ["drawings", path])
        }
    }

    private func floats(of path: String, count: Int) throws -> Tensor {
        guard let file = fopen(path, "rb") else { throw UnknownOrder(words: ["images", path]) }
        defer { fclose(file) }
        var values = [Float](repeating: 0, count: count * 28 * 28)
        guard fread(&values, 4, values.count, file) == values.count else {
            throw UnknownOrder(words: ["images", path])
        }
        return Tensor(shape: [count, 28, 28, 1], values: values)
    }
}

/// Sleeps without taking anything from the others.
func sleep(_ duration: Duration) {
    usleep(UInt32(duration / .microseconds(1)))
}
