/// The layout of the database: whose it is, which version, and how to bring it up to date.
enum Schema {
    /// "DigP" in ASCII; marks the file as ours in SQLite's header (`PRAGMA application_id`).
    static let applicationID: Int64 = 0x4469_6750

    /// Step n brings a database of layout n (`PRAGMA user_version`) to layout n + 1.
    ///
    /// Steps that have been released never change; a new layout is a new step.
    static let migrations = [createPredictions]

    /// Makes the database one of ours in the present layout; one that already is, is only read.
    ///
    /// - Throws: `HistoryError.foreignDatabase`, `HistoryError.newerDatabase`, `DatabaseError`.
    static func prepare(_ connection: Connection) throws {
        // Damaged pages are noticed when they are read instead of when they mislead.
        // `trusted_schema` stays on: with it off, SQLite before 3.41 refuses its own JSON functions
        // in CHECK constraints, and no function of ours is there for a hostile file to call.
        try connection.execute(
            """
            PRAGMA cell_size_check = ON;
            PRAGMA foreign_keys = ON;
            PRAGMA synchronous = FULL;
            """)
        var version = try checkedVersion(of: connection)
        while version < migrations.count {
            version = try connection.transaction {
                // Another program may have brought it up to date since the last look.
                let current = try checkedVersion(of: connection)
                guard current < migrations.count else { return current }
                try connection.execute(migrations[current])
                try connection.execute("PRAGMA application_id = \(applicationID)")
                try connection.execute("PRAGMA user_version = \(current + 1)")
                return current + 1
            }
        }
        if !connection.isReadOnly {
            try connection.execute("PRAGMA journal_mode = WAL")
        }
    }

    /// The layout's version; 0 for an empty database.
    private static func checkedVersion(of connection: Connection) throws -> Int {
        let version = try connection.integer("PRAGMA user_version")
        switch try connection.integer("PRAGMA application_id") {
        case applicationID:
            guard (0...Int64(migrations.count)).contains(version) else {
                throw HistoryError.newerDatabase(
                    path: connection.path, version: Int(version), supported: migrations.count)
            }
        case 0:
            // Most programs set no application id: a database with anything in it is not ours.
            let objects = try connection.integer("SELECT count(*) FROM sqlite_schema")
            guard version == 0 && objects == 0 else {
                throw HistoryError.foreignDatabase(path: connection.path)
            }
        default:
            throw HistoryError.foreignDatabase(path: connection.path)
        }
        return Int(version)
    }

    // The bulky columns come last, so that reading the others does not touch their pages. The
    // first index holds all that the filters and the statistics look at: they read no row for it.
    // AUTOINCREMENT keeps ids from being given again: undo puts rows back under their old ones.
    private static let createPredictions = """
        CREATE TABLE predictions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            timestamp TEXT NOT NULL CHECK (
                timestamp GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T'
                    || '[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z'
                AND julianday(timestamp) IS NOT NULL),
            predicted_digit INTEGER CHECK (predicted_digit BETWEEN 0 AND 9),
            confidence_score REAL NOT NULL CHECK (confidence_score BETWEEN 0 AND 1),
            true_label INTEGER CHECK (true_label BETWEEN 0 AND 9),
            true_kind TEXT CHECK (true_kind IN ('digit', 'not a digit')),
            not_digit_probability REAL CHECK (not_digit_probability BETWEEN 0 AND 1),
            probabilities TEXT NOT NULL CHECK (
                CASE WHEN json_valid(probabilities)
                    THEN json_array_length(probabilities) = 10 ELSE 0 END),
            model TEXT NOT NULL CHECK (model <> ''),
            raster BLOB NOT NULL CHECK (length(raster) = 784),
            strokes TEXT NOT NULL CHECK (
                CASE WHEN json_valid(strokes) THEN json_type(strokes) = 'array' ELSE 0 END),
            CHECK ((true_label IS NOT NULL) = (true_kind IS 'digit'))
        ) STRICT;
        CREATE INDEX predictions_by_timestamp
            ON predictions (timestamp, id, predicted_digit, true_label, true_kind);
        CREATE INDEX predictions_by_predicted_digit ON predictions (predicted_digit, timestamp);
        CREATE INDEX predictions_by_true_label ON predictions (true_label, timestamp);
        """
}
