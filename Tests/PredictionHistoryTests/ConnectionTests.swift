import PredictionHistory
import Testing
import TestSupport

@Suite struct ConnectionTests {
    private let connection: Connection

    init() throws {
        connection = try Connection(.memory)
    }

    @Test func everyKindOfValueGoesInAndOut() throws {
        let values: [SQLValue] = [
            .null, .integer(.min), .real(0.1), .text(""), .text("é\0\"'"), .blob([]),
            .blob([0, 255]),
        ]
        #expect(try connection.rows("SELECT ?, ?, ?, ?, ?, ?, ?", values) == [values])
    }

    @Test(arguments: ["", "-- nothing", "SELEC 1", "SELECT 1 FROM nowhere"])
    func whatIsNoStatementIsAnError(sql: String) throws {
        let error = try databaseError(.other) { try connection.rows(sql) }
        #expect(error.sql == sql)
    }

    @Test func tooManyValuesAreAnError() throws {
        try databaseError(.other) { try connection.rows("SELECT ?", [.null, .null]) }
    }

    @Test func aStatementKeepsItsConnectionOpen() throws {
        let statement = try Statement("SELECT 42", on: Connection(.memory))
        #expect(try statement.step())
        #expect(statement.row == [.integer(42)])
        #expect(try !statement.step())
    }

    @Test func aTransactionIsUndoneByAnyError() throws {
        struct Interruption: Error {}
        try connection.execute("CREATE TABLE t (x)")
        #expect(throws: Interruption.self) {
            try connection.transaction {
                try connection.execute("INSERT INTO t VALUES (1)")
                throw Interruption()
            }
        }
        #expect(try connection.integer("SELECT count(*) FROM t") == 0)
        let answer = try connection.transaction {
            try connection.execute("INSERT INTO t VALUES (2)")
            return "done"
        }
        #expect(answer == "done")
        #expect(try connection.integer("SELECT x FROM t") == 2)
    }

    @Test func aMissingFileIsNotMade() throws {
        let folder = try TemporaryFolder()
        let error = try databaseError(.cannotOpen) {
            _ = try Connection(.file(folder.history))
        }
        #expect(
            error.description
                == "The history \(folder.history) cannot be opened: No such file or directory.")
        #expect(error.sql == nil)
    }

    @Test func anUnchangingFileIsReadOnlyWhateverItsName() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/100%25?mode=rwc#1"
        _ = try PredictionStore(path: path).insert(entry())
        let connection = try Connection(.unchangingFile(path))
        #expect(connection.isReadOnly)
        #expect(try connection.integer("SELECT count(*) FROM predictions") == 1)
        try databaseError(.readOnly) { try connection.execute("DELETE FROM predictions") }
    }
}
