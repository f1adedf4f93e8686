import Recognition
import Training

/// What a cross-validation came to, as a table for a terminal.
func table(_ report: CrossValidationReport) -> String {
    func percent(_ share: Double) -> String {
        fixed(share * 100, decimals: 2).alignedRight(in: 7)
    }
    var lines = [
        "                      count  right %      95 % interval  flagged %  "
            + "answered right %  calibration error %: before  after  chance"
    ]
    for form in report.digits {
        lines.append(
            form.form.alignedLeft(in: 20) + "  \(form.count)".alignedLeft(in: 8)
                + percent(form.accuracy)
                + "   " + percent(form.interval.low) + " to" + percent(form.interval.high)
                + "    " + percent(form.flagged) + "           " + percent(form.answeredRight)
                + "                    "
                + percent(form.calibrationErrorBefore) + percent(form.calibrationError)
                + percent(form.calibrationErrorByChance))
    }
    lines += ["", "                      count  passed %"]
    for form in report.nonDigits {
        lines.append(
            form.form.alignedLeft(in: 20) + "  \(form.count)".alignedLeft(in: 8) + " "
                + percent(form.passed))
    }
    lines.append("")
    if let writer = report.tenthPercentileWriter {
        lines.append("tenth percentile of writers  \(percent(writer)) %")
    }
    if let auroc = report.auroc {
        lines.append("letters, signs, scribbles    AUROC \(fixed(auroc, decimals: 4))")
    }
    lines += [
        "temperature                  \(fixed(report.temperature, decimals: 4))",
        "threshold                    \(fixed(report.notDigitThreshold, decimals: 4))",
    ]
    return lines.joined(separator: "\n")
}
