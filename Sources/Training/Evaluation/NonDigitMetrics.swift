import Recognition

/// How well drawings that are no digits are told from those that are.
package struct NonDigitMetrics: Encodable, Equatable, Sendable {
    /// How many drawings that are no digits were judged.
    package let count: Int
    /// The share of them that passed for a digit, 0…1.
    package let passedShare: Double
    /// How often they passed for each digit.
    package let readAs: [Int]
    /// How likely a drawing that is no digit gets a higher probability of being none than a digit.
    ///
    /// Nil where the network cannot say or there are no digits; see ``areaUnderROC``.
    package let auroc: Double?

    private enum CodingKeys: String, CodingKey {
        case count, auroc
        case passedShare = "passed_share"
        case readAs = "read_as"
    }

    /// Judges the predictions of drawings that are no digits, besides those of digits.
    package init(of nonDigits: [Prediction], besides digits: [Prediction]) {
        count = nonDigits.count
        readAs = (0..<10).map { digit in nonDigits.count { $0.digit == digit } }
        passedShare = Double(readAs.reduce(0, +)) / Double(max(1, count))
        auroc = areaUnderROC(
            positives: nonDigits.compactMap(\.notDigitProbability),
            negatives: digits.compactMap(\.notDigitProbability))
    }

    /// Written out so that a missing value is null and not a missing key.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(count, forKey: .count)
        try container.encode(passedShare, forKey: .passedShare)
        try container.encode(readAs, forKey: .readAs)
        try container.encode(auroc, forKey: .auroc)
    }
}

/// The area under the receiver operating characteristic.
///
/// It is how likely a positive scores above a negative, a tie counting as half. Computed from the
/// sum of ranks. Source: Mann and Whitney 1947.
///
/// - Returns: 0…1; nil without positives or without negatives.
package func areaUnderROC(positives: [Double], negatives: [Double]) -> Double? {
    guard !positives.isEmpty, !negatives.isEmpty else { return nil }
    let scores =
        (positives.map { (score: $0, isPositive: true) }
        + negatives.map { (score: $0, isPositive: false) }).sorted { $0.score < $1.score }
    var rankSum = 0.0
    var start = 0
    while start < scores.count {
        var end = start + 1
        while end < scores.count, scores[end].score == scores[start].score { end += 1 }
        // Equals share the mean of their ranks, which count from 1.
        let rank = Double(start + 1 + end) / 2
        rankSum += rank * Double(scores[start..<end].count(where: \.isPositive))
        start = end
    }
    let count = Double(positives.count)
    return (rankSum - count * (count + 1) / 2) / (count * Double(negatives.count))
}
