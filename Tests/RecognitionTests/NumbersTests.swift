import Recognition
import Testing

@Suite struct NumbersTests {
    @Test(arguments: [
        (3.14159, 2, "3.14"), (0, 1, "0.0"), (2.5, 0, "3"), (-1.25, 1, "-1.3"), (-0.01, 1, "0.0"),
        (0.05, 2, "0.05"), (99.999, 2, "100.00"), (1e16, 1, "10000000000000000.0"),
        (9e14, 9, "900000000000000.0"), (1e300, 2, "1e+300"), (.infinity, 2, "inf"),
        (.nan, 2, "nan"),
    ])
    func writesSoManyDecimals(value: Double, decimals: Int, text: String) {
        #expect(fixed(value, decimals: decimals) == text)
    }

    @Test func countsThings() {
        #expect(counted(0, "drawing") == "0 drawings")
        #expect(counted(1, "drawing") == "1 drawing")
    }

    @Test func writesSharesAsPercentages() {
        #expect(percent(0.983) == "98.3 %")
        #expect(percent(0.983, decimals: 0) == "98 %")
        #expect(percent(0.99999) == "100.0 %")
        #expect(percent(0.998, decimals: 0) == "99 %")
        #expect(percent(0.9999, decimals: 0) == "100 %")
        #expect(percent(0) == "0.0 %")
    }
}
