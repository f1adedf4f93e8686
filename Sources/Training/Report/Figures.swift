import Recognition

// The figures of a report page that are no curves, each as HTML with inline SVG.

/// Confidence against accuracy: bars that reach the diagonal where the model is calibrated.
func reliabilityDiagram(_ reliability: Reliability, title: String) -> String {
    let side = 240.0
    let count = Double(reliability.bins.count)
    let total = Double(max(1, reliability.bins.reduce(0) { $0 + $1.count }))
    let bars = reliability.bins.enumerated().map { index, bin in
        guard bin.count > 0 else { return "" }
        let height = bin.accuracy * side
        // Most answers are sure; the few others would vanish at their own weight.
        let weight = 0.35 + 0.65 * (Double(bin.count) / total).squareRoot()
        return """
            <rect class="bar" x="\(number(Double(index) / count * side + 1))" \
            y="\(number(side - height))" width="\(number(side / count - 2))" \
            height="\(number(height))" fill-opacity="\(number(weight))"><title>\
            \(bin.count) \(bin.count == 1 ? "answer" : "answers") of mean confidence \(hundredths(bin.confidence)), \
            \(hundredths(bin.accuracy)) right</title></rect>
            """
    }
    return """
        <figure class="square"><figcaption>\(escaped(title)): calibration error \
        \(hundredths(reliability.expectedCalibrationError))</figcaption>
        <svg viewBox="-50 -8 \(Int(side) + 62) \(Int(side) + 44)" role="img" \
        aria-label="\(escaped(title))">
        <rect class="frame" width="\(Int(side))" height="\(Int(side))"/>
        \(bars.joined(separator: "\n"))
        <line class="diagonal" x1="0" y1="\(Int(side))" x2="\(Int(side))" y2="0"/>
        <text x="0" y="\(Int(side) + 16)">0 %</text>
        <text x="\(Int(side))" y="\(Int(side) + 16)" text-anchor="end">100 %</text>
        <text x="\(Int(side) / 2)" y="\(Int(side) + 30)" text-anchor="middle">confidence</text>
        <text x="-6" y="6" text-anchor="end">100 %</text>
        <text x="-6" y="\(Int(side))" text-anchor="end">0 %</text>
        <text transform="translate(-14 \(Int(side) / 2)) rotate(-90)" text-anchor="middle">\
        right</text>
        </svg></figure>
        """
}

/// How often the digit of the row was read as that of the column; mistakes are shaded.
func confusionTable(_ evaluation: Evaluation) -> String {
    let worst = (0..<10).flatMap { row in
        evaluation.confusionMatrix[row].enumerated().filter { $0.offset != row }.map(\.element)
    }.reduce(1, max)
    let rows = (0..<10).map { row in
        let cells = evaluation.confusionMatrix[row].enumerated().map { column, count in
            if column == row { return "<td class=\"right\">\(count)</td>" }
            guard count > 0 else { return "<td class=\"none\">·</td>" }
            let share = 15 + 70 * count / worst
            return "<td style=\"--share:\(share)%\" class=\"wrong\">\(count)</td>"
        }
        let flagged = evaluation.flaggedDigits[row]
        return "<tr><th scope=\"row\">\(row)</th>\(cells.joined())"
            + "<td class=\"none\">\(flagged == 0 ? "·" : "\(flagged)")</td></tr>"
    }
    let head = (0..<10).map { "<th scope=\"col\">\($0)</th>" }.joined()
    return """
        <div class="wide"><table class="confusion">
        <thead><tr><th>true \\ read</th>\(head)<th scope="col">none</th></tr></thead>
        <tbody>\(rows.joined(separator: "\n"))</tbody></table></div>
        """
}

/// How each digit fares.
func digitTable(_ evaluation: Evaluation) -> String {
    let rows = evaluation.digits.map { metrics in
        // Of a digit that was not there nothing can be said.
        let shares = [metrics.precision, metrics.recall, metrics.f1].map {
            "<td>\(metrics.support > 0 ? hundredths($0) : "–")</td>"
        }
        return "<tr><th scope=\"row\">\(metrics.digit)</th>\(shares.joined())"
            + "<td>\(metrics.support)</td></tr>"
    }
    return """
        <div class="wide"><table><thead><tr><th scope="col">digit</th>\
        <th scope="col">precision</th><th scope="col">recall</th><th scope="col">F1</th>\
        <th scope="col">drawings</th></tr></thead>
        <tbody>\(rows.joined(separator: "\n"))</tbody></table></div>
        """
}

/// A mistake as a picture with what it is and what it was taken for.
func mistakeCard(_ mistake: EvaluationReport.Mistake) -> String {
    func word(_ digit: Int?) -> String {
        digit.flatMap { $0 == Prediction.notADigit ? nil : "\($0)" } ?? "none"
    }
    return """
        <figure class="mistake">\(picture(mistake.input))\
        <figcaption><b>\(word(mistake.label))</b> read as <b>\
        \(word(mistake.prediction.digit))</b>, \
        \(hundredths(mistake.prediction.answerProbability)) sure</figcaption></figure>
        """
}

/// The 28×28 pixels as SVG: runs of equal ink in each row.
private func picture(_ input: ModelInput) -> String {
    let levels = 8
    var runs = [String](repeating: "", count: levels + 1)
    for row in 0..<ModelInput.side {
        var column = 0
        while column < ModelInput.side {
            func level(_ column: Int) -> Int {
                Int((input.pixels[row * ModelInput.side + column] * Float(levels)).rounded())
            }
            var end = column + 1
            while end < ModelInput.side, level(end) == level(column) { end += 1 }
            if level(column) > 0 {
                runs[level(column)] += "M\(column) \(row)h\(end - column)v1H\(column)z"
            }
            column = end
        }
    }
    let paths = runs.enumerated().filter { !$0.element.isEmpty }.map { level, path in
        "<path d=\"\(path)\" fill-opacity=\"\(Double(level) / Double(levels))\"/>"
    }
    return "<svg viewBox=\"0 0 28 28\" class=\"ink\" aria-hidden=\"true\">\(paths.joined())</svg>"
}

/// A share in percent with two decimals.
func hundredths(_ share: Double) -> String { percent(share, decimals: 2) }
