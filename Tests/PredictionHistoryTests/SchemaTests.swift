import PredictionHistory
import Testing
import TestSupport

@Suite struct SchemaTests {
    @Test func aNewDatabaseHasTheAgreedColumnsAndIndices() throws {
        let (_, connection) = try storeInMemory()
        let columns = try connection.rows("SELECT name FROM pragma_table_info('predictions')")
        #expect(
            columns
                == [
                    "id", "timestamp", "predicted_digit", "confidence_score", "true_label",
                    "true_kind", "not_digit_probability", "probabilities", "model", "raster",
                    "strokes",
                ].map { [.text($0)] })
        let indexed = try connection.rows(
            """
            SELECT info.name FROM pragma_index_list('predictions') AS list,
            pragma_index_info(list.name) AS info WHERE info.seqno = 0 ORDER BY info.name
            """)
        #expect(indexed == ["predicted_digit", "timestamp", "true_label"].map { [.text($0)] })
        #expect(try connection.integer("PRAGMA application_id") == 0x4469_6750)
        #expect(try connection.integer("PRAGMA user_version") == 1)
    }

    @Test func theConnectionIsSetUpForSafety() throws {
        let folder = try TemporaryFolder()
        try write([], to: folder.history)
        let connection = try Connection(.file(folder.history))
        _ = try PredictionStore(connection)
        #expect(try connection.rows("PRAGMA journal_mode") == [[.text("wal")]])
        #expect(try connection.integer("PRAGMA synchronous") == 2)
        #expect(try connection.integer("PRAGMA foreign_keys") == 1)
        #expect(try connection.integer("PRAGMA busy_timeout") == 500)
    }

    @Test(arguments: [
        "timestamp = '2026-01-31 12:34:56.789Z'", "timestamp = '2026-01-31T12:34:56Z'",
        "timestamp = '2026-13-31T12:34:56.789Z'", "timestamp = NULL",
        "predicted_digit = 10", "predicted_digit = -1", "predicted_digit = 'seven'",
        "confidence_score = 1.01", "confidence_score = -0.1", "confidence_score = NULL",
        "true_label = 10, true_kind = 'digit'", "true_label = 3", "true_kind = 'digit'",
        "true_label = 3, true_kind = 'not a digit'", "true_label = 3, true_kind = 'letter'",
        "not_digit_probability = 2", "probabilities = '[0,1]'", "probabilities = 'ten'",
        "probabilities = NULL", "model = ''", "model = NULL", "raster = zeroblob(783)",
        "raster = NULL", "strokes = '[['", "strokes = '{}'", "strokes = NULL",
    ])
    func theTableRefuses(change: String) throws {
        let (store, connection) = try storeInMemory()
        let record = try store.insert(entry())
        try databaseError(.refusedValue) {
            try connection.execute("UPDATE predictions SET \(change)")
        }
        #expect(try store.record(record.id) == record)
    }

    @Test func valuesOutOfRangeAreRefusedInWords() throws {
        let (store, _) = try storeInMemory()
        var impossible = entry()
        impossible.confidence = 1.5
        let error = try databaseError(.refusedValue) { _ = try store.insert(impossible) }
        #expect(error.description.contains("confidence_score"))
        #expect(error.sql?.hasPrefix("INSERT") == true)
        impossible = entry(predicted: 10)
        try databaseError(.refusedValue) { _ = try store.insert(impossible) }
        impossible = entry()
        impossible.confidence = .nan
        try databaseError(.refusedValue) { _ = try store.insert(impossible) }
        impossible = entry()
        impossible.probabilities = [1]
        try databaseError(.refusedValue) { _ = try store.insert(impossible) }
        let id = try store.insert(entry()).id
        try databaseError(.refusedValue) { try store.setTrueLabel(.digit(12), of: id) }
    }

    // MARK: Databases that are not ours

    @Test(arguments: [
        "PRAGMA application_id = 252006673",
        "CREATE TABLE bookmarks (url TEXT)",
        "PRAGMA user_version = 3",
    ])
    func anotherProgramsDatabaseIsRefusedAndStaysAsItWas(sql: String) throws {
        let folder = try TemporaryFolder()
        try write([], to: folder.history)
        try Connection(.file(folder.history)).execute(sql)
        let before = try bytes(of: folder.history)

        let refusal = HistoryError.foreignDatabase(path: folder.history)
        #expect(throws: refusal) { try PredictionStore(path: folder.history) }
        #expect(try bytes(of: folder.history) == before)
        #expect(refusal.description.contains("another program"))
    }

    @Test func aNewerLayoutIsRefusedAndStaysAsItWas() throws {
        let folder = try TemporaryFolder()
        _ = try PredictionStore(path: folder.history)
        try Connection(.file(folder.history)).execute("PRAGMA user_version = 2")
        let before = try bytes(of: folder.history)

        let refusal = HistoryError.newerDatabase(path: folder.history, version: 2, supported: 1)
        #expect(throws: refusal) { try PredictionStore(path: folder.history) }
        #expect(try bytes(of: folder.history) == before)
        #expect(refusal.description.contains("newer digitpad"))
    }
}
