import CSQLite

/// A compiled SQL statement: owns the handle, and keeps its connection open.
package final class Statement {
    private let connection: Connection
    private let sql: String
    private let handle: OpaquePointer

    /// Compiles the first statement in `sql`.
    ///
    /// - Throws: `DatabaseError`.
    package init(_ sql: String, on connection: Connection) throws {
        self.connection = connection
        self.sql = sql
        var compiled: OpaquePointer?
        let code = connection.withHandle { sqlite3_prepare_v2($0, sql, -1, &compiled, nil) }
        guard let compiled else {
            // SQLite compiles text without a statement to nothing and calls that a success.
            throw connection.error(code == SQLITE_OK ? SQLITE_MISUSE : code, sql: sql)
        }
        handle = compiled
    }

    deinit {
        sqlite3_finalize(handle)
    }

    /// Gives the parameters their values, in order; values are never part of the SQL text.
    ///
    /// - Throws: `DatabaseError`.
    package func bind(_ values: [SQLValue]) throws {
        for (offset, value) in values.enumerated() {
            let code = bind(value, at: Int32(offset + 1))
            if code != SQLITE_OK { throw connection.error(code, sql: sql) }
        }
    }

    private func bind(_ value: SQLValue, at index: Int32) -> Int32 {
        switch value {
        case .null:
            return sqlite3_bind_null(handle, index)
        case .integer(let integer):
            return sqlite3_bind_int64(handle, index, integer)
        case .real(let real):
            return sqlite3_bind_double(handle, index, real)
        case .text(let text):
            return digitpad_sqlite3_bind_text(handle, index, text, UInt64(text.utf8.count))
        case .blob(let bytes):
            return digitpad_sqlite3_bind_blob(handle, index, bytes, UInt64(bytes.count))
        }
    }

    /// Moves on to the next row; false after the last one.
    ///
    /// - Throws: `DatabaseError`.
    package func step() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw connection.error(code, sql: sql)
        }
    }

    /// The row that `step` moved to.
    package var row: [SQLValue] {
        (0..<sqlite3_data_count(handle)).map(value)
    }

    private func value(inColumn index: Int32) -> SQLValue {
        switch sqlite3_column_type(handle, index) {
        case SQLITE_INTEGER:
            return .integer(sqlite3_column_int64(handle, index))
        case SQLITE_FLOAT:
            return .real(sqlite3_column_double(handle, index))
        case SQLITE_TEXT:
            let bytes = UnsafeRawBufferPointer(
                start: sqlite3_column_text(handle, index), count: byteCount(inColumn: index))
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            let bytes = UnsafeRawBufferPointer(
                start: sqlite3_column_blob(handle, index), count: byteCount(inColumn: index))
            return .blob([UInt8](bytes))
        default:
            return .null
        }
    }

    private func byteCount(inColumn index: Int32) -> Int {
        Int(sqlite3_column_bytes(handle, index))
    }
}
