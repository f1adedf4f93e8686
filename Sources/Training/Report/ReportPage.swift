import Recognition

extension EvaluationReport {
    /// The report as one page of HTML that needs nothing else: no script, no font, no network.
    ///
    /// Readable on a telephone, in the dark and on paper.
    package var html: String {
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(escaped(title)) – DigitPad</title>
        <style>\(style)</style></head><body><main>
        <h1>\(escaped(title))</h1>
        <p class="model">\(escaped(model))</p>
        \(summary)
        \(section("Training", trainingCharts))
        \(section("Calibration", evaluation.count > 0 ? calibration : ""))
        \(section("Confusion", evaluation.count > 0 ? confusionTable(evaluation) : ""))
        \(section("Digits", evaluation.count > 0 ? digitTable(evaluation) : ""))
        \(section("Mistakes", mistakeGallery))
        \(section("Model", factTable))
        </main></body></html>

        """
    }

    /// A part of the page; nothing where there is nothing to show.
    private func section(_ title: String, _ content: String) -> String {
        content.isEmpty ? "" : "<section><h2>\(title)</h2>\n\(content)\n</section>"
    }

    private var summary: String {
        var tiles = evaluation.count > 0 ? digitTiles : []
        if let nonDigits = evaluation.nonDigits {
            tiles.append(
                (
                    "non-digits passed", hundredths(nonDigits.passedShare),
                    "of \(nonDigits.count)"
                        + (nonDigits.auroc.map { ", AUROC \(fixed($0, decimals: 4))" } ?? "")
                ))
        }
        let cells = tiles.map { name, value, note in
            "<div><dt>\(name)</dt><dd>\(value)</dd><dd class=\"note\">\(note)</dd></div>"
        }
        return "<dl class=\"tiles\">\(cells.joined(separator: "\n"))</dl>"
    }

    /// How digits fare: a name, a value and a note each.
    private var digitTiles: [(String, String, String)] {
        let interval = evaluation.accuracyInterval
        return [
            (
                "accuracy", hundredths(evaluation.accuracy),
                "\(hundredths(interval.low)) to \(hundredths(interval.high)), 95 % interval"
            ),
            ("digits", "\(evaluation.count)", "\(mistakeCount) mistakes"),
            (
                "calibration error", hundredths(evaluation.expectedCalibrationError),
                "a perfect model's stays below \(hundredths(calibrationErrorByChance))"
            ),
            (
                "negative log-likelihood", fixed(evaluation.meanNegativeLogLikelihood, decimals: 4),
                "Brier score \(fixed(evaluation.brierScore, decimals: 4))"
            ),
            (
                "digits flagged", hundredths(evaluation.flaggedDigitShare),
                "said to be no digit"
            ),
        ]
    }

    private var trainingCharts: String {
        guard epochs.count > 1 else { return "" }
        func chart(
            _ title: String, _ range: ClosedRange<Double>,
            _ value: (EpochReport) -> (training: Double, mnist: Double, pen: Double?),
            _ label: @escaping (Double) -> String
        ) -> String {
            let values = epochs.map(value)
            var series = [
                LineChart.Series(name: "training", values: values.map(\.training)),
                LineChart.Series(name: "MNIST kept back", values: values.map(\.mnist)),
            ]
            if values.contains(where: { $0.pen != nil }) {
                series.append(
                    LineChart.Series(name: "pen kept back", values: values.map(\.pen)))
            }
            return LineChart(title: title, series: series, range: range, label: label).html
        }
        // The first epoch is far off; it would press all others into a line.
        let losses = epochs.dropFirst().flatMap { [$0.trainingLoss, $0.mnist.loss] }
        let accuracies = epochs.dropFirst().flatMap { [$0.trainingAccuracy, $0.mnist.accuracy] }
        let worst = ((accuracies.min() ?? 0) * 100).rounded(.down) / 100
        let lossRange = 0...max(0.01, losses.max() ?? 1)
        let accuracyRange = min(worst, 0.99)...1
        let first = epochs[0]
        let isOutside =
            !lossRange.contains(first.trainingLoss)
            || !accuracyRange.contains(first.trainingAccuracy)
        let note =
            isOutside
            ? "<p class=\"note\">Training begins outside the charts: in the first epoch the loss is "
                + "\(fixed(first.trainingLoss, decimals: 4)), the accuracy "
                + "\(hundredths(first.trainingAccuracy)).</p>" : ""
        return note
            + chart(
                "Loss", lossRange,
                { ($0.trainingLoss, $0.mnist.loss, $0.pen?.loss) }, { fixed($0, decimals: 4) })
            + chart(
                "Accuracy", accuracyRange,
                { ($0.trainingAccuracy, $0.mnist.accuracy, $0.pen?.accuracy) }, hundredths)
    }

    private var calibration: String {
        "<div class=\"row\">"
            + reliabilityDiagram(reliability.before, title: "As the network answers")
            + reliabilityDiagram(reliability.after, title: "With the temperature") + "</div>"
    }

    private var mistakeGallery: String {
        guard !mistakes.isEmpty else { return "<p>None.</p>" }
        let cards = mistakes.map(mistakeCard).joined(separator: "\n")
        let which =
            mistakes.count < mistakeCount
            ? "\(mistakes.count) of \(mistakeCount)" : "All \(mistakeCount)"
        return "<p>\(which), first those whose truth was given the least probability.</p>"
            + "<div class=\"gallery\">\(cards)</div>"
    }

    private var factTable: String {
        let rows = facts.sorted { $0.key < $1.key }.map { key, value in
            "<tr><th scope=\"row\">\(escaped(key))</th><td class=\"text\">\(escaped(value))</td></tr>"
        }
        return "<div class=\"wide\"><table>\(rows.joined(separator: "\n"))</table></div>"
    }
}

/// One palette of each kind, told apart without red and green; paper is always light.
private let style = """
    :root{--ground:#fff;--ink:#1b1f24;--quiet:#59636e;--line:#d5dbe1;--soft:#f4f6f8;\
    --s0:#8a6d00;--s1:#0b62c4;--s2:#b3400a;--bad:#b3400a;--good:#0b62c4}
    @media screen and (prefers-color-scheme:dark){:root{--ground:#14171a;--ink:#e8ebee;\
    --quiet:#9aa5b1;--line:#353c44;--soft:#1d2227;--s0:#e0bb3f;--s1:#6cb0ff;--s2:#ff9a66;\
    --bad:#ff9a66;--good:#6cb0ff}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--ground);color:var(--ink);\
    font:16px/1.5 system-ui,sans-serif}
    main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 3rem}
    h1{font-size:1.6rem;line-height:1.2;margin:0}
    h2{font-size:1.15rem;margin:2.2rem 0 .6rem;border-bottom:1px solid var(--line);\
    padding-bottom:.3rem}
    .model,.note,figcaption{color:var(--quiet)}
    .model{margin:.2rem 0 1.2rem}
    .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.7rem;margin:0}
    .tiles>div{background:var(--soft);border-radius:.5rem;padding:.7rem .9rem}
    dt{color:var(--quiet);font-size:.85rem}
    dd{margin:0;font-size:1.4rem;font-variant-numeric:tabular-nums}
    dd.note{font-size:.8rem;line-height:1.3}
    figure{margin:0 0 1rem}
    figcaption{font-size:.9rem;margin-bottom:.3rem}
    svg{display:block;width:100%;height:auto}
    svg text{fill:var(--quiet);font-size:12px}
    .grid,.frame{stroke:var(--line);fill:none}
    .curve{fill:none;stroke-width:2.2;stroke-linejoin:round}
    .curve.s0{stroke:var(--s0);stroke-dasharray:6 4}
    .curve.s1{stroke:var(--s1)}
    .curve.s2{stroke:var(--s2);stroke-dasharray:2 3}
    .key{white-space:nowrap;margin-left:.8rem}
    .key::before{content:"";display:inline-block;width:1.6rem;border-top:3px solid;\
    margin-right:.4rem;vertical-align:middle}
    .key.s0::before{border-top-style:dashed;color:var(--s0)}
    .key.s1::before{color:var(--s1)}
    .key.s2::before{border-top-style:dotted;color:var(--s2)}
    .row{display:flex;flex-wrap:wrap;gap:1rem}
    .square{flex:1 1 17rem;max-width:25rem}
    .bar{fill:var(--good)}
    .diagonal{stroke:var(--quiet);stroke-dasharray:4 4}
    .wide{overflow-x:auto}
    table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.95rem}
    th,td{padding:.25rem .6rem;text-align:right;border-bottom:1px solid var(--line)}
    th{font-weight:600}
    td.text{text-align:left;overflow-wrap:anywhere}
    .confusion td,.confusion th{padding:.25rem .45rem}
    td.none{color:var(--quiet)}
    td.right{font-weight:600}
    td.wrong{background:color-mix(in srgb,var(--bad) var(--share),transparent)}
    .gallery{display:grid;grid-template-columns:repeat(auto-fill,minmax(7.5rem,1fr));gap:.8rem}
    .mistake{margin:0;break-inside:avoid}
    .mistake .ink{background:var(--soft);border-radius:.4rem;fill:var(--ink)}
    .mistake figcaption{font-size:.8rem;line-height:1.3;margin-top:.3rem}
    .confusion th:first-child{white-space:nowrap}
    td{white-space:nowrap}
    td.text{white-space:normal}
    @media (max-width:30rem){svg text{font-size:19px}.square svg text{font-size:14px}\
    table{font-size:.8rem}th,td{padding:.2rem .35rem}\
    .confusion{font-size:.65rem}.confusion td,.confusion th{padding:.15rem .1rem}}
    @media print{main{max-width:none;padding:0}figure,tr,.row{break-inside:avoid-page}\
    h2,h2+p{break-after:avoid-page}}
    """
