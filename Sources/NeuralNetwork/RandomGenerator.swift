/// The project's one source of chance: xoshiro256++ seeded through SplitMix64.
///
/// The same seed gives the same numbers on every machine, and the state can be stored with a
/// checkpoint. Source: Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators"
/// (2021), reference code at https://prng.di.unimi.it.
package struct RandomGenerator: RandomNumberGenerator, Equatable, Codable, Sendable {
    private var s0, s1, s2, s3: UInt64

    /// Spreads the seed over the whole state.
    package init(seed: UInt64) {
        var mixer = SplitMix64(state: seed)
        s0 = mixer.next()
        s1 = mixer.next()
        s2 = mixer.next()
        s3 = mixer.next()
    }

    /// The next 64 random bits.
    package mutating func next() -> UInt64 {
        let result = rotateLeft(s0 &+ s3, by: 23) &+ s0
        let shifted = s1 << 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = rotateLeft(s3, by: 45)
        return result
    }

    /// A number drawn uniformly from 0 ..< 1, a multiple of 2⁻²⁴.
    package mutating func uniform() -> Float {
        Float(next() >> 40) * 0x1p-24
    }
}

private func rotateLeft(_ bits: UInt64, by count: UInt64) -> UInt64 {
    (bits << count) | (bits >> (64 - count))
}

/// Turns one seed into as many unrelated words as a bigger state needs.
private struct SplitMix64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
