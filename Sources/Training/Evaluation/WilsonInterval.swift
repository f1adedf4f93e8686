/// The interval in which a share lies with 95 % confidence, given a sample of it.
///
/// Unlike the textbook's normal interval it stays inside 0…1 and holds near 1, where the accuracies
/// here lie. Source: Wilson 1927.
package struct WilsonInterval: Encodable, Equatable, Sendable {
    package let low: Double
    package let high: Double

    /// The interval for the share of successes among `count` trials; 0…1 when there are none.
    package init(successes: Int, of count: Int) {
        guard count > 0 else {
            (low, high) = (0, 1)
            return
        }
        let z = 1.959964
        let n = Double(count)
        let share = Double(successes) / n
        let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        let reach =
            z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        low = max(0, middle - reach)
        high = min(1, middle + reach)
    }
}
