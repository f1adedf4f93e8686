import Drawing
import PredictionHistory
import Recognition

/// Carries out what `update` asks of the network and the history, and answers with events.
package final class EffectHandler {
    private let recognizer: Recognizer
    /// The history, or why there is none.
    private var store: Result<PredictionStore, Failure>
    private let reopen: (() -> Result<PredictionStore, Failure>)?
    private let now: () -> Timestamp

    /// Why the history cannot be used, in one sentence.
    package struct Failure: Error {
        package let reason: String

        package init(reason: String) {
            self.reason = reason
        }
    }

    /// - Parameters:
    ///   - store: the history, or why there is none.
    ///   - reopen: tries again to open it; asked where there is none, whenever it is needed.
    ///   - now: the clock that dates the drawings.
    package init(
        recognizer: Recognizer, store: Result<PredictionStore, Failure>,
        reopen: (() -> Result<PredictionStore, Failure>)? = nil,
        now: @escaping () -> Timestamp = Timestamp.now
    ) {
        self.recognizer = recognizer
        self.store = store
        self.reopen = reopen
        self.now = now
    }

    /// What a person should know about the history before the first drawing; nil when all is well.
    package var notice: Message? {
        switch store {
        case .failure(let failure):
            .problem("Nothing will be saved: \(failure.reason)")
        case .success(let store) where store.isReadOnly:
            .problem("Nothing will be saved: the history cannot be written to")
        case .success:
            nil
        }
    }

    /// Does what the effect says; effects on the terminal are the loop's and have no answer here.
    package func handle(_ effect: Effect) -> [AppEvent] {
        switch effect {
        case .recognize(let canvas, let withReasons):
            return [.recognized(reading(of: canvas, withReasons: withReasons))]
        case .save(let finished):
            return saving { store in
                let record = try store.insert(entry(finished))
                return .drawingSaved(SavedDrawing(record: record, canvas: finished.canvas))
            }
        case .undoSave(let record):
            return answer {
                .saveUndone(try removing(record, from: $0))
            } failure: {
                .undoingSaveFailed(reason: $0)
            }
        case .redoSave(let record):
            return saving { .saveRedone(try restoring(record, to: $0)) }
        case .loadHistory(let filter, let offset, let limit):
            return browsing { store in
                .historyLoaded(
                    try store.page(matching: filter, offset: offset, limit: limit),
                    offset: offset, total: try store.count(matching: filter))
            }
        case .filterHistory(let filter, let record, let limit):
            return browsing { store in
                let total = try store.count(matching: filter)
                let place = try record.map { try store.position(of: $0, matching: filter) } ?? 0
                let selection = min(place, max(0, total - 1))
                let offset = selection / limit * limit
                return .historyFiltered(
                    filter, try store.page(matching: filter, offset: offset, limit: limit),
                    offset: offset, selection: selection, total: total)
            }
        case .changeHistory(let step, let change):
            return browsing { store in
                do {
                    return .historyChanged(try apply(step, change, to: store), change)
                } catch HistoryError.notFound(let id) {
                    return .historyStepImpossible(
                        reason: "The history no longer holds drawing #\(id)", change)
                }
            }
        case .countHistory:
            return browsing { .historyCounted(try $0.statistics()) }
        case .exit:
            // The history is closed now: a signal that ends the program leaves no time for it.
            store = .failure(Failure(reason: "the program has ended"))
            return []
        case .discardInput, .setMouse, .repaint, .suspend:
            return []
        }
    }

    private func reading(of canvas: Canvas, withReasons: Bool) -> Reading? {
        let clock = ContinuousClock()
        let start = clock.now
        guard let input = modelInput(from: canvas) else { return nil }
        let prediction = recognizer.prediction(for: input)
        let milliseconds = start.duration(to: clock.now) / .milliseconds(1)
        return Reading(
            prediction: prediction, input: input, milliseconds: milliseconds,
            reasons: withReasons
                ? recognizer.reasons(for: prediction.mostProbableDigit, in: input) : nil)
    }

    private func entry(_ finished: FinishedDrawing) -> PredictionEntry {
        PredictionEntry(
            timestamp: now(), predictedDigit: finished.prediction.digit,
            confidence: finished.prediction.confidence,
            probabilities: finished.prediction.probabilities,
            notDigitProbability: finished.prediction.notDigitProbability,
            trueLabel: finished.trueLabel, strokes: finished.canvas.strokes,
            raster: finished.canvas.raster, model: recognizer.model)
    }

    /// The drawing as the history has it by now.
    ///
    /// - Throws: `HistoryError.notFound` also where its id is another drawing's: another history may have
    ///   been put in the place of the one before.
    private func current(
        _ record: PredictionRecord, in store: PredictionStore
    ) throws -> PredictionRecord {
        let found = try store.record(record.id)
        guard found.timestamp == record.timestamp else {
            throw HistoryError.notFound(id: record.id)
        }
        return found
    }

    /// Removes a saved row; one that is already gone was removed on the history screen.
    private func removing(
        _ record: PredictionRecord, from store: PredictionStore
    ) throws -> PredictionRecord {
        do {
            return try store.delete(try current(record, in: store).id)
        } catch HistoryError.notFound {
            return record
        }
    }

    /// Puts a removed row back, under another id where its own is taken; one that is already there was
    /// brought back on the other screen.
    private func restoring(
        _ record: PredictionRecord, to store: PredictionStore
    ) throws -> PredictionRecord {
        do {
            return try current(record, in: store)
        } catch HistoryError.notFound {
            do {
                try store.restore(record)
                return record
            } catch let error as DatabaseError where error.kind == .refusedValue {
                return try store.insert(record.entry)
            }
        }
    }

    /// Makes, takes back or makes again a change, and returns it as it turned out.
    private func apply(
        _ step: HistoryStep, _ change: AppEvent.Change, to store: PredictionStore
    ) throws -> HistoryStep {
        switch (step, change) {
        case (.delete(let record), .undone):
            return .delete(try restoring(record, to: store))
        case (.delete(let record), _):
            return .delete(try store.delete(try current(record, in: store).id))
        case (.relabel(let record, let label), _):
            try store.setTrueLabel(
                change == .undone ? record.trueLabel : label, of: try current(record, in: store).id)
            return step
        }
    }

    private func saving(_ body: (PredictionStore) throws -> AppEvent) -> [AppEvent] {
        answer(body) { .savingFailed(reason: $0) }
    }

    private func browsing(_ body: (PredictionStore) throws -> AppEvent) -> [AppEvent] {
        answer(body) { .historyFailed(reason: $0) }
    }

    private func answer(
        _ body: (PredictionStore) throws -> AppEvent, failure: (String) -> AppEvent
    ) -> [AppEvent] {
        if let reopen {
            // Somebody moved the file away, or put a copy back: what is in its place now is the history.
            if (try? store.get().isDetached) == true {
                store = .failure(Failure(reason: "the history was moved away"))
            }
            // What stood in the way at the start (a lock, a folder that was not there) may be gone.
            if case .failure = store { store = reopen() }
        }
        do {
            return [try body(try store.get())]
        } catch let error as Failure {
            return [failure(error.reason)]
        } catch {
            return [failure("\(error)")]
        }
    }
}
