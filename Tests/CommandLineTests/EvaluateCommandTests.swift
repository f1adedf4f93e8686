import Drawing
import Files
import FoundationEssentials
import Glibc
import PredictionHistory
import Testing
import Training
import TestSupport

@Suite struct EvaluateCommandTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func strokes() throws -> String {
        try folder.file("one.jsonl", #"{"label":1,"strokes":\#(oneInCells)}"#.utf8)
    }

    @Test func theHistoryIsASetToo() throws {
        let database = folder.path + "/history.sqlite3"
        try fillHistory(at: database)
        let result = try Program.run([
            "evaluate", "--history", "--database", database, "--json",
        ])
        #expect(result.ending == .exit(0), "\(result.errors)")
        let evaluation = try #require(try result.decoded(as: [String: JSONValue].self).first)
        #expect(evaluation["count"] == .integer(2))
        #expect(result.complaints.count == 1)
        #expect(result.errors.contains("left out 1 drawing without a label"))
    }

    @Test func anEmptyHistoryIsRefused() throws {
        let database = folder.path + "/empty.sqlite3"
        _ = try PredictionStore(path: database)
        let result = try Program.run(["evaluate", "--history", "--database", database])
        #expect(result.ending == .exit(1))
        #expect(result.complaints.count == 1)
    }

    @Test func theJSONHasEveryMeasure() throws {
        let result = try Program.run(["evaluate", "--strokes", try strokes(), "--json"])
        let evaluation = try #require(try result.decoded(as: [String: JSONValue].self).first)
        for key in [
            "accuracy", "accuracy_interval", "digits", "confusion_matrix", "flagged_digits",
            "expected_calibration_error", "expected_calibration_error_without_temperature",
            "expected_calibration_error_by_chance", "mean_negative_log_likelihood", "brier_score",
        ] {
            #expect(evaluation[key] != nil, "\(key)")
        }
    }

    /// Of no digits at all nothing is said.
    @Test func whatIsNoDigitHasNoAccuracy() throws {
        let line = #"{"id":"1","writer":"w","character":"a","strokes":[[[0,0],[0,9],[9,4]]]}"#
        let path = try folder.file("letters.jsonl", line.utf8)
        let page = folder.path + "/report.html"
        let table = try Program.run(["evaluate", "--pen", path, "--report", page])
        #expect(table.ending == .exit(0), "\(table.errors)")
        #expect(table.output.contains("non-digits passed"))
        for word in ["accuracy", "calibration", "precision"] {
            #expect(!table.output.contains(word))
        }
        let html = try String(contentsOfFile: page, encoding: .utf8)
        #expect(!html.contains("<dt>accuracy"))
        #expect(html.contains("<dt>non-digits passed"))
        let json = try Program.run(["evaluate", "--pen", path, "--json"])
        #expect(json.output.contains("\"accuracy\":null"))
        #expect(json.output.contains("\"expected_calibration_error\":null"))
    }

    @Test func aReportIsWrittenBesideTheTable() throws {
        let path = folder.path + "/report.html"
        let result = try Program.run(["evaluate", "--strokes", try strokes(), "--report", path])
        #expect(result.ending == .exit(0), "\(result.errors)")
        #expect(result.output.contains("Brier score"))
        let page = try String(contentsOfFile: path, encoding: .utf8)
        #expect(page.hasPrefix("<!DOCTYPE html>"))
        #expect(page.hasSuffix("</html>\n"))
    }

    @Test func aReportNeverReplacesWhatItIsAbout() throws {
        let path = try strokes()
        let result = try Program.run(["evaluate", "--strokes", path, "--report", path])
        #expect(result.ending == .exit(1))
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("{"))
    }

    @Test func theDataFolderNeedNotBeNamed() throws {
        let images = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28] as [UInt8]
        _ = try folder.file(
            "t10k-images-idx3-ubyte", images + [UInt8](repeating: 7, count: 28 * 28))
        _ = try folder.file("t10k-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 1, 5] as [UInt8])
        let result = try Program.run(
            ["evaluate", "--report", folder.path + "/r.html"],
            environment: ["DIGITPAD_DATA": folder.path])
        #expect(result.ending == .exit(0), "\(result.errors)")
        // How the bundled network was trained is part of the program.
        let page = try String(contentsOfFile: folder.path + "/r.html", encoding: .utf8)
        #expect(page.contains("Training begins outside the charts"))
        let missing = try Program.run(["evaluate"])
        #expect(missing.ending == .exit(2))
        #expect(missing.errors.contains("--data is missing"))
    }

    @Test func aReportNeverReplacesImages() throws {
        let header: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28]
        let images = header + [UInt8](repeating: 7, count: 28 * 28)
        let path = try folder.file("t10k-images-idx3-ubyte", images)
        _ = try folder.file("t10k-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 1, 5] as [UInt8])
        let result = try Program.run(["evaluate", "--data", folder.path, "--report", path])
        #expect(result.ending == .exit(1))
        #expect(result.complaints.count == 1)
        #expect(try folder.bytes(of: "t10k-images-idx3-ubyte") == images)
    }

    @Test func whatAnExportedHistoryCallsNoDigitCounts() throws {
        let digit = try String(contentsOfFile: try strokes(), encoding: .utf8)
        let other = #"{"true_kind":"not a digit","strokes":\#(oneInCells)}"#
        let path = try folder.file("two.jsonl", "\(digit)\n\(other)\n".utf8)
        let result = try Program.run(["evaluate", "--strokes", path])
        #expect(result.ending == .exit(0), "\(result.errors)")
        #expect(result.output.contains("of 1"))
        #expect(!result.errors.contains("left out"))
    }

    @Test func aReportThatCannotBeWrittenIsAFailure() throws {
        let result = try Program.run([
            "evaluate", "--strokes", try strokes(), "--report", folder.path + "/none/report.html",
        ])
        #expect(result.ending == .exit(1))
        #expect(result.complaints.count == 1)
    }

    /// What another program writes can be opened and read once.
    @Test func penStrokesMayComeFromAPipe() throws {
        let line = #"{"id":"1","writer":"w","label":1,"strokes":[[[0,0],[0,9]]]}"#
        let script = "echo \"$2\" | \"$1\" evaluate --pen /dev/stdin"
        let result = try Program.run(
            ["-c", script, "sh", try Program.path(), line], program: "/bin/sh")
        #expect(result.ending == .exit(0), "\(result.errors)")
    }

    @Test func aValidationSplitHasTheLettersOfItsWriters() throws {
        let lines = (1...5).flatMap { writer in
            [#""label":1"#, #""character":"x""#].map {
                #"{"id":"1","writer":"w\#(writer)",\#($0),"strokes":[[[0,0],[0,9]]]}"#
            }
        }
        let path = try folder.file("pen.jsonl", lines.map { $0 + "\n" }.joined().utf8)
        let result = try Program.run(["evaluate", "--pen", path, "--split", "validation"])
        #expect(result.ending == .exit(0), "\(result.errors)")
        #expect(result.output.contains("AUROC"))
    }

    @Test func aValidationSplitNeedsWriters() throws {
        let line = #"{"id":"1","writer":"w","label":1,"strokes":[[[0,0],[0,9]]]}"#
        let path = try folder.file("pen.jsonl", (line + "\n").utf8)
        let result = try Program.run(["evaluate", "--pen", path, "--split", "validation"])
        #expect(result.ending == .exit(1))
        #expect(result.errors.contains("too few writers"))
    }

    @Test(arguments: ["--form sideways", "--split validation --fold 6"])
    func anUnknownFormOrFoldIsWrongUsage(words: String) throws {
        let arguments = words.split(separator: " ").map(String.init)
        let result = try Program.run(["evaluate", "--pen", "x.jsonl"] + arguments)
        #expect(result.ending == .exit(2))
        #expect(result.complaints.count == 1)
    }
}

@Suite struct CalibrateCommandTests {
    private let folder: TemporaryFolder
    private let weights: String

    init() throws {
        folder = try TemporaryFolder()
        weights = folder.path + "/weights.safetensors"
        let export = try Program.run(["model", "export", "--format", "safetensors", weights])
        try #require(export.ending == .exit(0), "\(export.errors)")
    }

    private func facts() throws -> [String: String] {
        let result = try Program.run(["model", "info", "--json", "--model", weights])
        return try #require(try result.decoded(as: [String: String].self).first)
    }

    @Test func theWeightsGetBothNumbersAndKeepTheirTensors() throws {
        let before = try facts()
        let json = #"""
            {"temperature": 1.25, "not_digit_threshold": 0.5, "x": [],
             "digits": [{"form": "mouse", "accuracy": 0.98299}, {"form": "keys", "accuracy": 1}]}
            """#
        let file = try folder.file("calibration.json", json.utf8)
        let result = try Program.run(["calibrate", "--calibration", file, weights])
        #expect(result.ending == .exit(0), "\(result.errors)")
        let after = try facts()
        #expect(after["temperature"] == "1.25")
        #expect(after["not_digit_threshold"] == "0.5")
        #expect(after["cross_validated_accuracy"] == "mouse 98.30 %; keys 100.00 %")
        #expect(before["cross_validated_auroc"] != nil)
        #expect(after["cross_validated_auroc"] == nil)
        #expect(after["tensors_checksum"] == before["tensors_checksum"])
        #expect(after["checksum"] != before["checksum"])
        #expect(Int(after["multiply_adds"] ?? "") ?? 0 > 100_000)
    }

    @Test func jsonAndAPageDoNotShareStandardOutput() throws {
        let result = try Program.run(["evaluate", "--history", "--json", "--report", "-"])
        #expect(result.ending == .exit(2))
        #expect(result.output.isEmpty)
    }

    @Test func theCalibrationOfOtherNetworksIsRefused() throws {
        let before = try facts()
        let json = #"{"architecture": "mlp", "temperature": 1, "not_digit_threshold": 0.5}"#
        let file = try folder.file("calibration.json", json.utf8)
        let result = try Program.run(["calibrate", "--calibration", file, weights])
        #expect(result.ending == .exit(1))
        #expect(result.errors.contains("judges networks called mlp"))
        #expect(try facts() == before)
    }

    @Test(arguments: [
        "{}", #"{"temperature": 0, "not_digit_threshold": 0.5}"#,
        #"{"temperature": 1, "not_digit_threshold": 2}"#, "[",
    ])
    func aCalibrationThatMakesNoSenseIsRefused(json: String) throws {
        let before = try facts()
        let file = try folder.file("calibration.json", json.utf8)
        let result = try Program.run(["calibrate", "--calibration", file, weights])
        #expect(result.ending == .exit(1))
        #expect(result.complaints.count == 1)
        #expect(try facts() == before)
    }

    /// The checksum is that of the file, as `sha256sum` prints it.
    @Test func theChecksumIsThatOfTheFile() throws {
        let bytes = try folder.bytes(of: "weights.safetensors")
        #expect(try facts()["checksum"] == "sha256:" + sha256(bytes))
    }
}
