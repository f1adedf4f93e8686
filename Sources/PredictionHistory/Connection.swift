import CSQLite
import Glibc

/// An open SQLite database: owns the handle, and closes it with its last user.
///
/// Not `Sendable`: it has one user at a time, so SQLite's own mutexes are left out.
package final class Connection {
    /// What to open.
    package enum Place: Equatable, Sendable {
        /// A new database that goes with the connection.
        case memory
        /// An existing file, for reading and writing; for reading alone where the file is
        /// write-protected.
        case file(String)
        /// An existing file that nobody can change while it is open, read without locks and
        /// without the files that the write-ahead log needs beside it.
        case unchangingFile(String)
    }

    /// The file's path, or `:memory:`.
    package let path: String
    private let handle: OpaquePointer
    private let busyTimeout: Int32

    /// Opens a database; nothing of it is read yet.
    ///
    /// - Parameter busyTimeout: how long a statement waits for another program's lock.
    /// - Throws: `DatabaseError`.
    package init(_ place: Place, busyTimeout: Duration = .milliseconds(500)) throws {
        path = place.path
        var opened: OpaquePointer?
        let flags = place.flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = sqlite3_open_v2(place.name, &opened, flags, nil)
        guard let opened, code == SQLITE_OK else {
            let error = DatabaseError(code: code, handle: opened, sql: nil, path: place.path)
            sqlite3_close_v2(opened)
            throw error
        }
        handle = opened
        self.busyTimeout = Int32(clamping: Int(min(busyTimeout / .milliseconds(1), 1e9)))
        sqlite3_busy_timeout(handle, self.busyTimeout)
    }

    deinit {
        sqlite3_close_v2(handle)
    }

    /// Whether statements that write fail.
    package var isReadOnly: Bool {
        sqlite3_db_readonly(handle, "main") == 1
    }

    /// Runs one or several statements whose rows do not matter.
    ///
    /// - Throws: `DatabaseError`.
    package func execute(_ sql: String) throws {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        if code != SQLITE_OK { throw error(code, sql: sql) }
    }

    /// Runs one statement with its parameters bound in order and hands over each row.
    ///
    /// - Throws: `DatabaseError`, and what `body` throws.
    package func forEachRow(
        _ sql: String, _ values: [SQLValue] = [], _ body: ([SQLValue]) throws -> Void
    ) throws {
        let statement = try Statement(sql, on: self)
        try statement.bind(values)
        while try statement.step() {
            try body(statement.row)
        }
    }

    /// Runs one statement with its parameters bound in order and returns all its rows.
    ///
    /// - Throws: `DatabaseError`.
    @discardableResult
    package func rows(_ sql: String, _ values: [SQLValue] = []) throws -> [[SQLValue]] {
        var rows: [[SQLValue]] = []
        try forEachRow(sql, values) { rows.append($0) }
        return rows
    }

    /// Runs one statement that answers with one number; 0 where it answers with anything else.
    ///
    /// - Throws: `DatabaseError`.
    package func integer(_ sql: String, _ values: [SQLValue] = []) throws -> Int64 {
        try rows(sql, values).first?.first?.integer ?? 0
    }

    /// Runs `body` in a transaction that is undone as a whole when anything in it throws.
    ///
    /// The write lock is taken at the start: a transaction that reads first and writes later could
    /// otherwise fail in the middle because another program wrote in between.
    package func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        try execute("BEGIN IMMEDIATE")
        do {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            // SQLite has already rolled back by itself after some errors, such as a full disk.
            if sqlite3_get_autocommit(handle) == 0 {
                try? execute("ROLLBACK")
            }
            throw error
        }
    }

    /// Does something that gives up at once where another program holds a lock.
    func withoutWaiting<Result>(_ body: () throws -> Result) rethrows -> Result {
        sqlite3_busy_timeout(handle, 0)
        defer { sqlite3_busy_timeout(handle, busyTimeout) }
        return try body()
    }

    func withHandle<Result>(_ body: (OpaquePointer) throws -> Result) rethrows -> Result {
        try body(handle)
    }

    func error(_ code: Int32, sql: String?) -> DatabaseError {
        DatabaseError(code: code, handle: handle, sql: sql, path: path)
    }
}

extension Connection.Place {
    fileprivate var path: String {
        switch self {
        case .memory: ":memory:"
        case .file(let path), .unchangingFile(let path): path
        }
    }

    /// What SQLite is told to open.
    fileprivate var name: String {
        switch self {
        case .memory:
            return ":memory:"
        case .file(let path):
            // A relative path could be one of the names that SQLite gives a meaning, `:memory:`.
            return path.hasPrefix("/") ? path : "./" + path
        case .unchangingFile(let path):
            var escaped = ""
            for character in path {
                switch character {
                case "%": escaped += "%25"
                case "?": escaped += "%3f"
                case "#": escaped += "%23"
                default: escaped.append(character)
                }
            }
            return "file:\(escaped)?immutable=1"
        }
    }

    fileprivate var flags: Int32 {
        switch self {
        case .memory: SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY
        case .file: SQLITE_OPEN_READWRITE
        case .unchangingFile: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
        }
    }
}

extension DatabaseError {
    /// The one place where a C code becomes an error.
    fileprivate init(code extended: Int32, handle: OpaquePointer?, sql: String?, path: String) {
        let primary = extended & 0xff
        let systemError = handle.map(sqlite3_system_errno) ?? 0
        kind =
            switch primary {
            case SQLITE_BUSY, SQLITE_LOCKED: .locked
            case SQLITE_READONLY: .readOnly
            case SQLITE_FULL: .diskFull
            // Even who only reads needs a little room beside the file.
            case SQLITE_IOERR where systemError == ENOSPC: .diskFull
            case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged
            case SQLITE_CANTOPEN: .cannotOpen
            case SQLITE_CONSTRAINT: .refusedValue
            case SQLITE_IOERR: .inputOutput
            default: .other
            }
        extendedCode = extended
        if primary == SQLITE_CANTOPEN && systemError != 0 {
            message = String(cString: strerror(systemError))
        } else if let handle {
            message = String(cString: sqlite3_errmsg(handle))
        } else {
            message = String(cString: sqlite3_errstr(extended))
        }
        self.sql = sql
        self.path = path
    }
}
