@testable import DigitPadApp
import Drawing
import Glibc
import PredictionHistory
import Recognition
import Testing
import TestSupport

@Suite struct EffectHandlerTests {
    private let line = Canvas(strokes: [
        Stroke(points: [Point(x: 14.5, y: 4.5), Point(x: 14.5, y: 22.5)])
    ])

    private func handler(
        _ store: Result<PredictionStore, EffectHandler.Failure>
    ) throws -> EffectHandler {
        EffectHandler(recognizer: try Recognizer.bundled(), store: store, now: { someMorning })
    }

    private func finished(_ canvas: Canvas) -> FinishedDrawing {
        FinishedDrawing(canvas: canvas, prediction: .sure(of: 1), trueLabel: .digit(1))
    }

    @Test func recognizesADrawing() throws {
        let store = try PredictionStore(Connection(.memory))
        // In steps of cells, which its fair copy has not.
        let line = Canvas(strokes: [
            Stroke(points: (3..<24).map { Point(x: Double(13 + $0 / 12), y: Double($0)) })
        ])
        let answers = try handler(.success(store)).handle(.recognize(line, withReasons: false))
        guard case .recognized(let recognition?)? = answers.first, answers.count == 1 else {
            Issue.record("\(answers)")
            return
        }
        #expect(recognition.prediction.digit == 1)
        #expect(recognition.input == modelInput(from: line))
        #expect(recognition.input != modelInput(from: GreyImage(line.raster)))
    }

    @Test func recognizesNothingOnABlankGrid() throws {
        let store = try PredictionStore(Connection(.memory))
        #expect(
            try handler(.success(store)).handle(.recognize(Canvas(), withReasons: false)) == [
                .recognized(nil)
            ])
    }

    @Test func savesWithTheTimeAndTheModelsName() throws {
        let store = try PredictionStore(Connection(.memory))
        let answers = try handler(.success(store)).handle(.save(finished(line)))
        let record = try store.record(1)
        #expect(answers == [.drawingSaved(SavedDrawing(record: record, canvas: line))])
        #expect(record.timestamp == someMorning)
        #expect(try record.model == Recognizer.bundled().model)
        #expect(record.notDigitProbability == 0.1)
    }

    @Test func aHistoryThatCouldNotBeOpenedIsTriedAgain() throws {
        let store = try PredictionStore(Connection(.memory))
        let handler = EffectHandler(
            recognizer: try Recognizer.bundled(), store: .failure(.init(reason: "it is locked")),
            reopen: { .success(store) }, now: { someMorning })
        #expect(handler.notice == .problem("Nothing will be saved: it is locked"))
        _ = handler.handle(.save(finished(line)))
        #expect(try store.count() == 1)
    }

    /// A handler of a history in a file, as the program has it.
    private func handler(ofFile path: String) throws -> EffectHandler {
        func open() -> Result<PredictionStore, EffectHandler.Failure> {
            Result { try PredictionStore(path: path) }
                .mapError { EffectHandler.Failure(reason: "\($0)") }
        }
        return EffectHandler(
            recognizer: try Recognizer.bundled(), store: open(), reopen: open, now: { someMorning })
    }

    @Test func whatIsSavedIsInTheFileOfThatName() throws {
        let folder = try TemporaryFolder()
        let (path, copy) = ("\(folder.path)/h.sqlite3", "\(folder.path)/copy")
        let handler = try handler(ofFile: path)
        _ = handler.handle(.save(finished(line)))
        try folder.file("copy", try folder.bytes(of: "h.sqlite3"))
        _ = handler.handle(.save(finished(line)))
        // A backup is put back, as rsync does.
        #expect(rename(copy, path) == 0)
        _ = handler.handle(.save(finished(line)))
        _ = handler.handle(.save(finished(line)))
        #expect(try PredictionStore(path: path).count() == 3)
    }

    @Test func aHistoryThatIsGoneIsBegunAnew() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/h.sqlite3"
        let handler = try handler(ofFile: path)
        _ = handler.handle(.save(finished(line)))
        for file in [path, path + "-wal", path + "-shm"] { unlink(file) }
        _ = handler.handle(.save(finished(line)))
        #expect(try PredictionStore(path: path).count() == 1)
    }

    /// In another history the same id is another drawing's.
    @Test func nothingIsTakenBackFromAnotherHistory() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/h.sqlite3"
        let handler = try handler(ofFile: path)
        guard case .drawingSaved(let saved)? = handler.handle(.save(finished(line))).first else {
            Issue.record("nothing was saved")
            return
        }
        for file in [path, path + "-wal", path + "-shm"] { unlink(file) }
        var other = saved.record.entry
        other.timestamp = Timestamp(milliseconds: 7)
        let store = try PredictionStore(path: path)
        #expect(try store.insert(other).id == saved.record.id)

        #expect(handler.handle(.undoSave(saved.record)) == [.saveUndone(saved.record)])
        for step in [HistoryStep.delete(saved.record), .relabel(saved.record, to: .digit(3))] {
            guard case .historyStepImpossible? = handler.handle(.changeHistory(step, .done)).first
            else {
                Issue.record("\(step) was done")
                return
            }
        }
        #expect(try store.record(1).entry == other)
        guard case .saveRedone(let again)? = handler.handle(.redoSave(saved.record)).first else {
            Issue.record("nothing was saved again")
            return
        }
        #expect(again.id == 2)
        #expect(try store.record(2).entry == saved.record.entry)
    }

    @Test func whatWasRelabelledComesBackWithItsNewLabel() throws {
        var scenario = try Scenario()
        scenario.press("LL7<tab>1d<tab>u<c-r>")
        #expect(try scenario.saved.map(\.trueLabel) == [.digit(1)])
        scenario.press("<tab>3u<tab>u<c-r>")
        #expect(try scenario.saved.map(\.trueLabel) == [.digit(1)])
    }

    @Test func withoutAHistoryItSaysSoAndStillRecognizes() throws {
        let handler = try handler(.failure(.init(reason: "the disk is on fire")))
        #expect(handler.notice == .problem("Nothing will be saved: the disk is on fire"))
        #expect(
            handler.handle(.save(finished(line)))
                == [.savingFailed(reason: "the disk is on fire")])
        #expect(
            handler.handle(.loadHistory(.all, offset: 0, limit: 5))
                == [.historyFailed(reason: "the disk is on fire")])
        #expect(handler.handle(.recognize(line, withReasons: false)).count == 1)
    }

    @Test func hasNothingToSayOfAHistoryInOrder() throws {
        let store = try PredictionStore(Connection(.memory))
        #expect(try handler(.success(store)).notice == nil)
    }

    @Test func leavesTheTerminalToTheLoop() throws {
        let store = try PredictionStore(Connection(.memory))
        let handler = try handler(.success(store))
        for effect in [Effect.setMouse(on: true), .repaint, .suspend, .exit(.quit)] {
            #expect(handler.handle(effect).isEmpty)
        }
    }
}
