import Drawing
import PredictionHistory
import Testing

@Suite struct PredictionStoreTests {
    let store: PredictionStore
    let connection: Connection

    init() throws {
        (store, connection) = try storeInMemory()
    }

    @Test(arguments: [nil, .digit(0), .digit(9), .notADigit] as [TrueLabel?])
    func whatIsInsertedIsReadBackWhole(label: TrueLabel?) throws {
        let inserted = try store.insert(entry(truly: label))
        #expect(inserted.entry == entry(truly: label))
        #expect(try store.record(inserted.id) == inserted)
    }

    @Test func notADigitHasNoPredictedDigit() throws {
        var answer = entry(predicted: nil)
        answer.notDigitProbability = nil
        let record = try store.insert(answer)
        #expect(try store.record(record.id).entry == answer)
    }

    @Test func aDrawingWithoutStrokesIsKept() throws {
        var drawing = entry()
        drawing.strokes = []
        let record = try store.insert(drawing)
        #expect(try store.record(record.id).strokes == [])
    }

    @Test func theRasterOutlivesADifferentPen() throws {
        var drawing = entry()
        drawing.raster[13, 13] = 77
        let record = try store.insert(drawing)
        #expect(try store.record(record.id).raster[13, 13] == 77)
    }

    @Test func quotesInTextAreData() throws {
        var drawing = entry()
        drawing.model = "'); DROP TABLE predictions; -- \"ü\0x"
        let record = try store.insert(drawing)
        #expect(try store.record(record.id).model == drawing.model)
    }

    @Test func anInfinitePointIsRefusedInWords() throws {
        var drawing = entry()
        drawing.strokes = [Stroke(points: [Point(x: .infinity, y: 0)])]
        #expect(throws: HistoryError.self) { try store.insert(drawing) }
        #expect(try store.count() == 0)
    }

    // MARK: Undo

    @Test func aDeletedRecordComesBackUnderItsId() throws {
        let first = try store.insert(entry())
        let second = try store.insert(entry(truly: .digit(3)))
        #expect(try store.delete(second.id) == second)
        #expect(try store.count() == 1)
        try store.restore(second)
        #expect(try store.record(second.id) == second)
        #expect(try store.record(first.id) == first)
    }

    @Test func anIdIsNeverGivenAgain() throws {
        let deleted = try store.insert(entry())
        try store.delete(deleted.id)
        #expect(try store.insert(entry()).id > deleted.id)
        try store.restore(deleted)
        #expect(try store.count() == 2)
    }

    @Test func restoringWhatIsThereIsRefused() throws {
        let record = try store.insert(entry())
        try databaseError(.refusedValue) { try store.restore(record) }
        #expect(try store.count() == 1)
    }

    @Test func theTrueLabelCanBeSetChangedAndTakenAway() throws {
        let id = try store.insert(entry()).id
        try store.setTrueLabel(.digit(4), of: id)
        try store.setTrueLabel(.notADigit, of: id)
        #expect(try store.record(id).trueLabel == .notADigit)
        try store.setTrueLabel(nil, of: id)
        #expect(try store.record(id).trueLabel == nil)
    }

    @Test func anUnknownIdIsNotFound() throws {
        let notFound = HistoryError.notFound(id: 41)
        #expect(throws: notFound) { try store.record(41) }
        #expect(throws: notFound) { try store.delete(41) }
        #expect(throws: notFound) { try store.setTrueLabel(.digit(1), of: 41) }
        #expect(notFound.description == "The history holds no drawing with the id 41.")
    }

    // MARK: Looking

    @Test func pagesRunFromTheNewestToTheOldest() throws {
        for time: Int64 in [3000, 1000, 2000, 2000, 5000] {
            _ = try store.insert(entry(at: time))
        }
        func ids(_ offset: Int, _ limit: Int) throws -> [Int64] {
            try store.page(offset: offset, limit: limit).records.map(\.id)
        }
        #expect(try ids(0, 2) == [5, 1])
        #expect(try ids(2, 2) == [4, 3])
        #expect(try ids(4, 2) == [2])
        #expect(try ids(5, 2) == [])
        #expect(try ids(0, 0) == [])
    }

    @Test func visitingGoesBothWaysAndStopsWhenTheVisitorThrows() throws {
        for time: Int64 in [3000, 1000, 2000] {
            _ = try store.insert(entry(at: time))
        }
        func ids(_ order: HistoryOrder) throws -> [Int64] {
            var ids: [Int64] = []
            #expect(try store.forEach(order: order) { ids.append($0.id) } == [])
            return ids
        }
        #expect(try ids(.oldestFirst) == [2, 3, 1])
        #expect(try ids(.newestFirst) == [1, 3, 2])

        struct Enough: Error {}
        var visited = 0
        #expect(throws: Enough.self) {
            _ = try store.forEach { _ in
                visited += 1
                throw Enough()
            }
        }
        #expect(visited == 1)
        _ = try store.insert(entry())
    }

    @Test(arguments: [
        (HistoryFilter.all, [1, 2, 3, 4, 5, 6, 7]),
        (HistoryFilter(isWrong: true), [2, 3, 6]),
        (HistoryFilter(label: .missing), [4, 7]),
        (HistoryFilter(answer: .digit(7)), [1, 2, 3, 4]),
        (HistoryFilter(answer: .digit(0)), []),
        (HistoryFilter(answer: .notADigit), [5, 6, 7]),
        (HistoryFilter(label: .known(.digit(7))), [1, 6]),
        (HistoryFilter(label: .known(.notADigit)), [3, 5]),
        (HistoryFilter(label: .known(.digit(1)), answer: .digit(7), isWrong: true), [2]),
        (HistoryFilter(label: .missing, isWrong: true), []),
    ])
    func filtersKeepWhatMeetsAllConditions(filter: HistoryFilter, expected: [Int64]) throws {
        let labels: [(predicted: Int?, truly: TrueLabel?)] = [
            (7, .digit(7)), (7, .digit(1)), (7, .notADigit), (7, nil),
            (nil, .notADigit), (nil, .digit(7)), (nil, nil),
        ]
        for (predicted, truly) in labels {
            _ = try store.insert(entry(predicted: predicted, truly: truly))
        }
        let records = try store.page(matching: filter, offset: 0, limit: 100).records
        #expect(records.map(\.id).sorted() == expected)
        #expect(try store.count(matching: filter) == expected.count)
        let all = try store.page(offset: 0, limit: 100).records
        #expect(all.filter { filter.passes($0.entry) } == records)
        if filter.isWrong { #expect(records.allSatisfy { $0.isCorrect == false }) }
        // Every drawing has its place, among those that pass and among all.
        for (place, record) in records.enumerated() {
            #expect(try store.position(of: record, matching: filter) == place)
            #expect(try store.position(of: record, matching: .all) == 7 - Int(record.id))
        }
    }

    @Test func statisticsOfAnEmptyHistory() throws {
        #expect(try store.statistics() == HistoryStatistics())
        #expect(try store.statistics().accuracy == nil)
    }

    @Test func statisticsCountAnswersAndTruths() throws {
        let labels: [(predicted: Int?, truly: TrueLabel?)] = [
            (7, .digit(7)), (7, .digit(7)), (7, .digit(1)), (1, nil),
            (nil, .notADigit), (nil, .digit(7)), (3, .notADigit), (nil, nil),
        ]
        for (offset, label) in labels.enumerated() {
            let time = Int64(10_000 - offset * 1000)
            _ = try store.insert(entry(at: time, predicted: label.predicted, truly: label.truly))
        }
        let statistics = try store.statistics()
        #expect(statistics.total == 8)
        #expect(statistics.labelled == 6)
        #expect(statistics.unlabelled == 2)
        #expect(statistics.correct == 3)
        #expect(statistics.wrong == 3)
        #expect(statistics.accuracy == 0.5)
        var expected = [HistoryStatistics.AnswerCounts](repeating: .init(), count: 10)
        expected[1] = .init(predicted: 1, truly: 1, correct: 0)
        expected[3] = .init(predicted: 1, judged: 1, truly: 0, correct: 0)
        expected[7] = .init(predicted: 3, judged: 3, truly: 3, correct: 2)
        #expect(statistics.digits == expected)
        #expect(statistics.notADigit == .init(predicted: 3, judged: 2, truly: 2, correct: 1))
        #expect(statistics.first == Timestamp(milliseconds: 3000))
        #expect(statistics.last == Timestamp(milliseconds: 10_000))
    }

    // MARK: Rows edited by hand

    @Test(arguments: [
        ("timestamp = 'yesterday'", "timestamp"),
        ("predicted_digit = 12", "predicted_digit"),
        ("probabilities = '[1, 2]'", "probabilities"),
        ("probabilities = '[0,1,2,3,4,5,6,7,8,\"nine\"]'", "probabilities"),
        ("strokes = '[{\"tool\":\"brush\"}]'", "strokes"),
        ("strokes = '[{\"points\":[[1e200,3]],\"size\":1,\"tool\":\"pen\"}]'", "strokes"),
        ("probabilities = '[2,0,0,0,0,0,0,0,0,0]'", "probabilities"),
        ("confidence_score = -1", "confidence_score"),
        ("not_digit_probability = 1e300", "not_digit_probability"),
        ("raster = x'00'", "raster"),
        ("true_kind = 'digit'", "true_label"),
        ("true_label = 3", "true_kind"),
    ])
    func anUnreadableRowNamesItselfAndHidesNoOther(change: String, column: String) throws {
        let good = try store.insert(entry())
        let bad = try store.insert(entry())
        try connection.execute("PRAGMA ignore_check_constraints = ON")
        try connection.execute("UPDATE predictions SET \(change) WHERE id = \(bad.id)")

        let error = try #require(throws: UnreadableRecord.self) { try store.record(bad.id) }
        #expect(error.id == bad.id)
        #expect(error.reason.contains(column))
        let page = try store.page(offset: 0, limit: 10)
        #expect(page.records == [good])
        #expect(page.unreadable == [error])
        var visited: [PredictionRecord] = []
        #expect(try store.forEach { visited.append($0) } == [error])
        #expect(visited == [good])
        #expect(throws: error) { try store.delete(bad.id) }
        #expect(try store.count() == 2)
        #expect(try store.statistics().total == 2)
        try store.discard(bad.id)
        #expect(try store.count() == 1)
        #expect(throws: HistoryError.notFound(id: bad.id)) { try store.discard(bad.id) }
    }

    @Test func whatCouldNotBeReadAgainIsNotStored() throws {
        var entry = entry()
        entry.strokes[0].points[0].x = 28
        #expect(throws: HistoryError.notStorable(reason: "a stroke leaves the grid")) {
            try store.insert(entry)
        }
        #expect(try store.count() == 0)
    }

    /// As earlier versions wrote them where a line left the grid.
    @Test func aPointARoundingErrorAwayFromTheGridIsBroughtBack() throws {
        let id = try store.insert(entry()).id
        let points = "[[-5.55e-17,3.5],[28,4]]"
        try connection.execute(
            "UPDATE predictions SET strokes = '[{\"points\":\(points),\"size\":1,\"tool\":\"pen\"}]'"
        )
        #expect(
            try store.record(id).strokes.map(\.points)
                == [[Point(x: 0, y: 3.5), Point(x: 28.0.nextDown, y: 4)]])
    }
}
