import FoundationEssentials
import NeuralNetwork
import Testing

@Suite struct RandomGeneratorTests {
    /// The numbers of the authors' C code (splitmix64.c and xoshiro256plusplus.c) for seed 42.
    @Test func givesTheNumbersOfTheReferenceCode() {
        var generator = RandomGenerator(seed: 42)
        #expect(
            (0..<3).map { _ in generator.next() } == [
                0xD076_4D4F_4476_689F,
                0x519E_4174_576F_3791,
                0xFBE0_7CFB_0C24_ED8C,
            ])
    }

    @Test func uniformNumbersStayBelowOneAndAverageAHalf() {
        var generator = RandomGenerator(seed: 1)
        let numbers = (0..<10_000).map { _ in generator.uniform() }
        #expect(numbers.allSatisfy { (0..<1).contains($0) })
        let mean = numbers.reduce(0, +) / 10_000
        // Five standard deviations of the mean.
        #expect(abs(mean - 0.5) < 0.0145)
    }

    @Test func goesOnFromAStoredState() throws {
        var generator = RandomGenerator(seed: 2)
        _ = generator.next()
        let stored = try JSONEncoder().encode(generator)
        var restored = try JSONDecoder().decode(RandomGenerator.self, from: stored)
        #expect(restored == generator)
        #expect(restored.next() == generator.next())
    }
}
