import Drawing
import FoundationEssentials
import Glibc
import PredictionHistory
import Testing
import TestSupport

/// A drawing of one short line that was predicted to be a seven.
func entry(
    at milliseconds: Int64 = 1_769_862_896_789, predicted: Int? = 7, truly: TrueLabel? = nil
) -> PredictionEntry {
    let strokes = [
        Stroke(
            brush: Brush(tool: .pen, size: 2),
            points: [Point(x: 3.5, y: 4.25), Point(x: 20.5, y: 4.25)]),
        Stroke(brush: Brush(tool: .eraser, size: 1), points: [Point(x: 20.5, y: 4.25)]),
    ]
    var probabilities = [Double](repeating: 0.01, count: 10)
    probabilities[7] = 0.91
    return PredictionEntry(
        timestamp: Timestamp(milliseconds: milliseconds), predictedDigit: predicted,
        confidence: 0.91, probabilities: probabilities, notDigitProbability: 0.125,
        trueLabel: truly, strokes: strokes, raster: Canvas(strokes: strokes).raster,
        model: "cnn-1")
}

/// A store in memory, and its connection for looking at the table directly.
func storeInMemory() throws -> (store: PredictionStore, connection: Connection) {
    let connection = try Connection(.memory)
    return (try PredictionStore(connection), connection)
}

extension TemporaryFolder {
    /// The path of the history that most tests use.
    var history: String { path + "/history.sqlite3" }
}

func bytes(of path: String) throws -> [UInt8] {
    guard let file = fopen(path, "r") else { throw SystemError(code: errno) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
        bytes += buffer.prefix(count)
    }
    return bytes
}

func write(_ bytes: some Collection<UInt8>, to path: String) throws {
    guard let file = fopen(path, "w") else { throw SystemError(code: errno) }
    defer { fclose(file) }
    let bytes = Array(bytes)
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
        throw SystemError(code: errno)
    }
}

/// Fails unless `body` throws a `DatabaseError` of this kind; returns the error.
@discardableResult
func databaseError(
    _ kind: DatabaseError.Kind, sourceLocation: SourceLocation = #_sourceLocation,
    in body: () throws -> Void
) throws -> DatabaseError {
    let error = try #require(
        #expect(throws: DatabaseError.self, sourceLocation: sourceLocation, performing: body))
    #expect(error.kind == kind, "\(error)", sourceLocation: sourceLocation)
    return error
}
