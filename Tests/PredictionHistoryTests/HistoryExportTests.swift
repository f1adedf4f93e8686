import Drawing
import PredictionHistory
import Testing

@Suite struct HistoryExportTests {
    private static let strokes = #"[{"points":[[3.5,4],[5.25,4]],"size":2,"tool":"pen"}]"#
    /// 784 zero bytes in Base64: 261 groups of four characters, then two and the padding.
    private static let blankRaster = String(repeating: "A", count: 1046) + "=="

    private func record(truly: TrueLabel?, predicted: Int? = 7) -> PredictionRecord {
        PredictionRecord(
            id: 12,
            entry: PredictionEntry(
                timestamp: Timestamp(milliseconds: 1_769_862_896_789), predictedDigit: predicted,
                confidence: 0.75,
                probabilities: [0, 0, 0.125, 0, 0, 0, 0, 0.75, 0, 0.125],
                notDigitProbability: predicted == nil ? 0.5 : nil, trueLabel: truly,
                strokes: [
                    Stroke(
                        brush: Brush(size: 2), points: [Point(x: 3.5, y: 4), Point(x: 5.25, y: 4)])
                ],
                raster: Raster(), model: "cnn/1, \"small\""))
    }

    @Test func csvHeaderNamesTheColumns() {
        #expect(
            HistoryExport.csvHeader
                == "id,timestamp,predicted_digit,confidence_score,true_label,true_kind,"
                + "not_digit_probability,model,p0,p1,p2,p3,p4,p5,p6,p7,p8,p9,strokes,raster\r\n")
    }

    @Test func csvQuotesWhatNeedsQuotes() throws {
        #expect(
            try HistoryExport.csvLine(record(truly: .digit(2)))
                == #"12,2026-01-31T12:34:56.789Z,7,0.75,2,digit,,"cnn/1, ""small""","#
                + "0.0,0.0,0.125,0.0,0.0,0.0,0.0,0.75,0.0,0.125,"
                + #""[{""points"":[[3.5,4],[5.25,4]],""size"":2,""tool"":""pen""}]","#
                + Self.blankRaster + "\r\n")
    }

    @Test func csvLeavesOutWhatIsNotKnown() throws {
        #expect(
            try HistoryExport.csvLine(record(truly: nil, predicted: nil))
                .hasPrefix("12,2026-01-31T12:34:56.789Z,,0.75,,,0.5,"))
        #expect(
            try HistoryExport.csvLine(record(truly: .notADigit))
                .hasPrefix("12,2026-01-31T12:34:56.789Z,7,0.75,,not a digit,,"))
    }

    @Test func csvQuotesLineEnds() throws {
        for end in ["\r\n", "\n", "\r"] {
            var odd = record(truly: nil)
            odd.entry.model = "a\(end)b"
            #expect(try HistoryExport.csvLine(odd).contains(",\"a\(end)b\","))
        }
    }

    @Test func jsonHasTheColumnsAndALabel() throws {
        #expect(
            try HistoryExport.jsonLine(record(truly: .digit(2)))
                == #"{"confidence_score":0.75,"id":12,"label":2,"model":"cnn/1, \"small\"","#
                + #""not_digit_probability":null,"predicted_digit":7,"#
                + #""probabilities":[0,0,0.125,0,0,0,0,0.75,0,0.125],"#
                + #""raster":"\#(Self.blankRaster)","strokes":\#(Self.strokes),"#
                + #""timestamp":"2026-01-31T12:34:56.789Z","true_kind":"digit","true_label":2}"#
                + "\n")
    }

    @Test func jsonHasNoLabelWithoutATrueDigit() throws {
        let unknown = try HistoryExport.jsonLine(record(truly: nil, predicted: nil))
        #expect(!unknown.contains("\"label\""))
        #expect(unknown.contains(#""predicted_digit":null"#))
        #expect(unknown.contains(#""true_kind":null,"true_label":null"#))
        let notADigit = try HistoryExport.jsonLine(record(truly: .notADigit))
        #expect(!notADigit.contains("\"label\""))
        #expect(notADigit.contains(#""true_kind":"not a digit","true_label":null"#))
    }
}
