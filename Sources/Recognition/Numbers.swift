/// A number with so many decimals: 3.14 for 3.14159 and 2.
package func fixed(_ value: Double, decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    guard abs(value) * scale < 1e18 else { return "\(value)" }
    let scaled = Int64((abs(value) * scale).rounded())
    let (whole, part) = scaled.quotientAndRemainder(dividingBy: Int64(scale))
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return "\(sign)\(whole)" }
    let digits = String(part)
    return "\(sign)\(whole).\(String(repeating: "0", count: decimals - digits.count))\(digits)"
}

/// "1 drawing", "2 drawings".
package func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
}

/// A share of 1 as a percentage: "98.3 %".
package func percent(_ share: Double, decimals: Int = 1) -> String {
    // Where there is no room for more, what is nearly certain is not made certain: 99 % for 0.998.
    let isNearlyAll = decimals == 0 && share > 0.99 && share < 0.9995
    return "\(fixed(isNearlyAll ? 99 : share * 100, decimals: decimals)) %"
}
