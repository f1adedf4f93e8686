import Recognition

/// Curves over epochs as inline SVG.
struct LineChart {
    /// A curve with a name; an epoch without a value leaves a gap.
    struct Series {
        let name: String
        let values: [Double?]
    }

    let title: String
    let series: [Series]
    /// The values at the bottom and at the top; what lies beyond is left out.
    let range: ClosedRange<Double>
    /// How a value is written beside the axis.
    let label: (Double) -> String

    private static let (width, height) = (640.0, 300.0)
    private static let (left, right, top, bottom) = (98.0, 12.0, 14.0, 34.0)

    /// The chart with its title and legend.
    var html: String {
        let legend = series.enumerated().map { index, series in
            "<span class=\"key s\(index)\">\(escaped(series.name))</span>"
        }.joined(separator: " ")
        return """
            <figure><figcaption>\(escaped(title)) \(legend)</figcaption>
            <svg viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" \
            aria-label="\(escaped(title))">
            \(axes)
            \(series.enumerated().map { curve($1, style: "s\($0)") }.joined(separator: "\n"))
            </svg></figure>
            """
    }

    private var epochCount: Int { series.map(\.values.count).max() ?? 0 }

    private func x(_ epoch: Int) -> Double {
        let share = Double(epoch - 1) / Double(max(1, epochCount - 1))
        return Self.left + share * (Self.width - Self.left - Self.right)
    }

    private func y(_ value: Double) -> Double {
        let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
        return Self.height - Self.bottom - share * (Self.height - Self.top - Self.bottom)
    }

    /// Round values in the range, about four steps apart from one end to the other.
    private var ticks: [Double] {
        let wanted = (range.upperBound - range.lowerBound) / 4
        var unit = 1.0
        while unit > wanted { unit /= 10 }
        while unit * 10 <= wanted { unit *= 10 }
        let step = unit * ([1, 2, 2.5, 5].first { unit * $0 >= wanted } ?? 10)
        // Whole steps are counted, so that no rounding adds up.
        let first = (range.lowerBound / step - 1e-9).rounded(.up)
        let last = (range.upperBound / step + 1e-9).rounded(.down)
        return stride(from: first, through: last, by: 1).map { $0 * step }
    }

    /// The first epoch and round numbers, at most nine or so.
    private var labelledEpochs: [Int] {
        let every = [1, 2, 5, 10, 20, 50, 100].first { epochCount <= 8 * $0 } ?? 500
        return (1...max(1, epochCount)).filter { $0 == 1 || $0 % every == 0 }
    }

    private var axes: String {
        let rows = ticks.map { value in
            let place = number(y(value))
            return """
                <line class="grid" x1="\(number(Self.left))" x2="\(number(Self.width - Self.right))" \
                y1="\(place)" y2="\(place)"/>\
                <text x="\(number(Self.left - 8))" y="\(place)" dy="4" text-anchor="end">\
                \(label(value))</text>
                """
        }
        let columns = labelledEpochs.map { epoch in
            """
            <text x="\(number(x(epoch)))" y="\(number(Self.height - 12))" text-anchor="middle">\
            \(epoch)</text>
            """
        }
        return (rows + columns).joined(separator: "\n")
    }

    private func curve(_ series: Series, style: String) -> String {
        var path = ""
        var isDown = false
        for (index, value) in series.values.enumerated() {
            guard let value, range.contains(value) else {
                isDown = false
                continue
            }
            path += "\(isDown ? "L" : "M")\(number(x(index + 1))) \(number(y(value)))"
            isDown = true
        }
        return path.isEmpty ? "" : "<path class=\"curve \(style)\" d=\"\(path)\"/>"
    }
}

/// A coordinate with a tenth of a unit, which is finer than any screen.
func number(_ value: Double) -> String { fixed(value, decimals: 1) }

/// Text as HTML shows it.
func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
        switch character {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        default: result.append(character)
        }
    }
}
