import Files
import Glibc

/// The kept predictions; each method is one whole transaction.
///
/// Not `Sendable`: it has one user at a time.
package final class PredictionStore {
    private let connection: Connection
    /// The file that was opened; nil for a history in memory.
    private let file: FileIdentity?

    /// Opens the history in a database, making its table where the database is new.
    ///
    /// - Throws: `HistoryError.foreignDatabase`, `HistoryError.newerDatabase`, `DatabaseError`;
    ///   in all these cases the database stays as it was.
    package init(_ connection: Connection) throws {
        try Schema.prepare(connection)
        self.connection = connection
        file = FileIdentity(of: connection.path)
    }

    /// Whether the path that was opened names another file by now, or none: nobody would find there what is
    /// written here.
    package var isDetached: Bool { file != nil && FileIdentity(of: connection.path) != file }

    /// Opens the history in a file, making the file and its folders where they are missing.
    ///
    /// A file that cannot be written to can still be read: `isReadOnly` tells, and what would
    /// change it throws a `DatabaseError` of kind `readOnly`.
    ///
    /// - Parameter busyTimeout: how long a method waits for another program's lock.
    /// - Throws: what `init(_:)` throws, and `HistoryError.cannotCreate`.
    package convenience init(
        path: String, busyTimeout: Duration = .milliseconds(500)
    ) throws {
        try HistoryLocation.createFile(at: path)
        try self.init(Self.connection(toFileAt: path, busyTimeout: busyTimeout))
    }

    private static func connection(
        toFileAt path: String, busyTimeout: Duration
    ) throws -> Connection {
        let connection = try Connection(.file(path), busyTimeout: busyTimeout)
        do {
            try connection.execute("PRAGMA user_version")
            return connection
        } catch let error as DatabaseError where [.cannotOpen, .readOnly].contains(error.kind) {
            // The first look at a database with a write-ahead log makes files beside it, which a
            // read-only folder forbids. Without anything in the log there is nothing that they are needed for.
            var log = stat()
            let hasLog = stat(path + "-wal", &log) == 0 && log.st_size > 0
            guard access(path, R_OK) == 0, !hasLog else { throw error }
            return try Connection(.unchangingFile(path), busyTimeout: busyTimeout)
        }
    }

    /// Whether the history can be read only.
    package var isReadOnly: Bool { connection.isReadOnly }

    /// Keeps an entry under a new id.
    ///
    /// - Throws: `DatabaseError`, of kind `refusedValue` where a value is out of its range;
    ///   `HistoryError.notStorable`.
    package func insert(_ entry: PredictionEntry) throws -> PredictionRecord {
        let id = try writing { try connection.integer(Self.insertion, entry.row(id: nil)) }
        return PredictionRecord(id: id, entry: entry)
    }

    /// Takes in entries of another history under new ids, all or none of them.
    ///
    /// One that is there already, from the same moment with the same strokes, stays as it is, but for a
    /// label where it has none.
    ///
    /// - Throws: as `insert`.
    package func merge(_ entries: [PredictionEntry]) throws -> MergeCounts {
        try writingTransaction {
            var counts = MergeCounts()
            for entry in entries {
                let row = try entry.row(id: nil)
                let known = try connection.rows(
                    "SELECT id, true_kind FROM predictions WHERE timestamp = ? AND strokes = ?",
                    [.text(entry.timestamp.description), .text(JSONText.encode(entry.strokes))])
                guard let twin = known.first else {
                    try connection.rows(Self.insertion, row)
                    counts.added += 1
                    continue
                }
                counts.known += 1
                if let label = entry.trueLabel, twin[1] == .null {
                    try write(label, intoRow: twin[0])
                    counts.labelled += 1
                }
            }
            return counts
        }
    }

    /// Puts a record back under the id that it had.
    ///
    /// - Throws: as `insert`; also `refusedValue` where the id is in use.
    package func restore(_ record: PredictionRecord) throws {
        try writing { _ = try connection.rows(Self.insertion, record.entry.row(id: record.id)) }
    }

    /// Removes a record and returns it, so that it can be put back.
    ///
    /// - Throws: `HistoryError.notFound`, `DatabaseError`; `UnreadableRecord`, and the row stays.
    @discardableResult
    package func delete(_ id: Int64) throws -> PredictionRecord {
        try writingTransaction {
            let record = try record(id)
            try connection.rows("DELETE FROM predictions WHERE id = ?", [.integer(id)])
            return record
        }
    }

    /// Removes a row for good, even one that cannot be read.
    ///
    /// - Throws: `HistoryError.notFound`, `DatabaseError`.
    package func discard(_ id: Int64) throws {
        let rows = try writing {
            try connection.rows(
                "DELETE FROM predictions WHERE id = ? RETURNING id", [.integer(id)])
        }
        guard !rows.isEmpty else { throw HistoryError.notFound(id: id) }
    }

    /// Says what a drawing truly was, or with nil that it is not known.
    ///
    /// - Throws: `HistoryError.notFound`, `DatabaseError`, `UnreadableRecord`.
    package func setTrueLabel(_ label: TrueLabel?, of id: Int64) throws {
        try writingTransaction {
            _ = try record(id)
            try write(label, intoRow: .integer(id))
        }
    }

    private func write(_ label: TrueLabel?, intoRow id: SQLValue) throws {
        try connection.rows(
            "UPDATE predictions SET true_label = ?, true_kind = ? WHERE id = ?",
            [SQLValue(label?.digit), SQLValue(label?.kind), id])
    }

    private func writingTransaction<Result>(_ body: () throws -> Result) throws -> Result {
        try writing { try connection.transaction(body) }
    }

    /// Does what changes the history, and brings the change from the write-ahead log into the file itself:
    /// whoever copies or moves that, as people do, has all of it, and whoever puts an older copy in its place
    /// has that and no more, however the program ended.
    private func writing<Result>(_ body: () throws -> Result) throws -> Result {
        let result = try body()
        // The change is safe in the log already; where another program reads just now, the next one takes it
        // along, for nobody is to wait for that.
        connection.withoutWaiting { try? connection.execute("PRAGMA wal_checkpoint(TRUNCATE)") }
        return result
    }

    /// The record with an id.
    ///
    /// - Throws: `HistoryError.notFound`, `UnreadableRecord`, `DatabaseError`.
    package func record(_ id: Int64) throws -> PredictionRecord {
        let rows = try connection.rows(Self.selection + " WHERE id = ?", [.integer(id)])
        guard let row = rows.first else { throw HistoryError.notFound(id: id) }
        return try PredictionRecord(row: row)
    }

    /// A stretch of the history, newest first.
    ///
    /// - Throws: `DatabaseError`.
    package func page(
        matching filter: HistoryFilter = .all, offset: Int, limit: Int
    ) throws -> HistoryPage {
        var page = HistoryPage()
        try forEachRow(
            matching: filter, order: .newestFirst, offset: offset, limit: limit
        ) { page.rows.append($0) }
        return page
    }

    /// How many entries meet a filter's conditions, readable or not.
    ///
    /// - Throws: `DatabaseError`.
    package func count(matching filter: HistoryFilter = .all) throws -> Int {
        let condition = filter.condition
        return Int(
            try connection.integer(
                "SELECT count(*) FROM predictions WHERE \(condition.sql)", condition.values))
    }

    /// How many entries that meet a filter's conditions are newer than a drawing, which need not meet
    /// them: its place among them, newest first.
    ///
    /// - Throws: `DatabaseError`.
    package func position(
        of record: PredictionRecord, matching filter: HistoryFilter
    ) throws -> Int {
        let condition = filter.condition
        return Int(
            try connection.integer(
                """
                SELECT count(*) FROM predictions
                WHERE \(condition.sql) AND (timestamp, id) > (?, ?)
                """,
                condition.values + [.text(record.timestamp.description), .integer(record.id)]))
    }

    /// Visits the history record by record, without holding more than one of them in memory.
    ///
    /// In a file that is damaged in places, what lies in sound ones, by id and without regard to `offset`.
    ///
    /// - Parameters:
    ///   - offset: how many rows to pass over first.
    ///   - limit: how many rows to visit at most, those among them that cannot be read.
    /// - Returns: the rows that could not be read and were passed over.
    /// - Throws: `DatabaseError`, and what `body` throws.
    package func forEach(
        matching filter: HistoryFilter = .all, order: HistoryOrder = .oldestFirst,
        offset: Int = 0, limit: Int = .max, _ body: (PredictionRecord) throws -> Void
    ) throws -> [UnreadableRecord] {
        var unreadable: [UnreadableRecord] = []
        var visited: Set<Int64> = []
        func visit(_ row: HistoryPage.Row) throws {
            switch row {
            case .success(let record):
                visited.insert(record.id)
                try body(record)
            case .failure(let error):
                visited.insert(error.id)
                unreadable.append(error)
            }
        }
        do {
            try forEachRow(
                matching: filter, order: order, offset: offset, limit: limit, visit)
        } catch let error as DatabaseError where error.kind == .damaged {
            // What lies in sound parts of the file can be found by its id.
            for id in try ids(in: order) where visited.count < limit && !visited.contains(id) {
                guard let row = try rowOfDamagedFile(id) else { continue }
                if case .success(let record) = row, !filter.passes(record.entry) { continue }
                try visit(row)
            }
        }
        return unreadable
    }

    /// All ids that have been given, to drawings that are gone as well; those of the newest first or last.
    ///
    /// - Throws: `DatabaseError`.
    private func ids(in order: HistoryOrder) throws -> [Int64] {
        let last = try connection.integer(
            "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'predictions'")
        let ids = Array(1...max(1, min(last, 10_000_000)))
        return order == .newestFirst ? ids.reversed() : ids
    }

    /// The row with an id in a file that is damaged somewhere; nil where there is none.
    private func rowOfDamagedFile(_ id: Int64) throws -> HistoryPage.Row? {
        do {
            let rows = try connection.rows(Self.selection + " WHERE id = ?", [.integer(id)])
            return rows.first.map { row in
                Result { () throws(UnreadableRecord) in try PredictionRecord(row: row) }
            }
        } catch let error as DatabaseError where error.kind == .damaged {
            return .failure(UnreadableRecord(id: id, reason: "its part of the file is damaged"))
        }
    }

    private func forEachRow(
        matching filter: HistoryFilter, order: HistoryOrder, offset: Int, limit: Int,
        _ body: (HistoryPage.Row) throws -> Void
    ) throws {
        precondition(offset >= 0 && limit >= 0)
        let condition = filter.condition
        let sql = """
            \(Self.selection) WHERE \(condition.sql) ORDER BY \(order.sql) LIMIT ? OFFSET ?
            """
        let values = condition.values + [SQLValue(limit), SQLValue(offset)]
        try connection.forEachRow(sql, values) { row in
            try body(Result { () throws(UnreadableRecord) in try PredictionRecord(row: row) })
        }
    }

    /// What SQLite finds wrong with the file, a sentence each; nothing where it is sound.
    ///
    /// - Throws: `DatabaseError`.
    package func faults() throws -> [String] {
        try connection.rows("PRAGMA integrity_check").flatMap { row -> [String] in
            guard case .text(let findings)? = row.first, findings != "ok" else { return [] }
            // Several may stand in one row, below the name of the database between asterisks.
            return findings.split(separator: "\n").filter { !$0.hasPrefix("***") }.map(String.init)
        }
    }

    /// The whole history in numbers.
    ///
    /// - Throws: `DatabaseError`.
    package func statistics() throws -> HistoryStatistics {
        var statistics = HistoryStatistics()
        try connection.forEachRow(HistoryStatistics.query) { statistics.add($0) }
        return statistics
    }

    private static let columns = PredictionRow.columns.joined(separator: ", ")
    private static let selection = "SELECT \(columns) FROM predictions"
    private static let insertion = """
        INSERT INTO predictions (\(columns))
        VALUES (\(PredictionRow.columns.map { _ in "?" }.joined(separator: ", "))) RETURNING id
        """
}

/// What became of entries that were taken in.
package struct MergeCounts: Equatable, Sendable {
    package var added = 0
    /// There already.
    package var known = 0
    /// Those of the known that have a label only now.
    package var labelled = 0

    package init() {}

    package static func += (sum: inout MergeCounts, more: MergeCounts) {
        sum.added += more.added
        sum.known += more.known
        sum.labelled += more.labelled
    }
}

/// A stretch of the history.
package struct HistoryPage: Equatable, Sendable {
    /// What a row holds, or why it cannot be read.
    package typealias Row = Result<PredictionRecord, UnreadableRecord>
    /// The rows, each at its place: one that cannot be read does not hide the others.
    package var rows: [Row] = []

    package init() {}

    /// Those that can be read.
    package var records: [PredictionRecord] { rows.compactMap { try? $0.get() } }
    /// Those that cannot.
    package var unreadable: [UnreadableRecord] {
        rows.compactMap { row in
            guard case .failure(let error) = row else { return nil }
            return error
        }
    }
}
