import FoundationEssentials
import Glibc
import PredictionHistory
import Testing
import TestSupport

@Suite struct HistoryFileTests {
    private let folder: TemporaryFolder
    private var path: String { folder.history }

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func whatWasSavedIsThereAfterReopening() throws {
        let saved = try PredictionStore(path: path).insert(entry(truly: .digit(7)))
        let store = try PredictionStore(path: path)
        #expect(try store.record(saved.id) == saved)
        #expect(!store.isReadOnly)
    }

    @Test func lookingWritesNothing() throws {
        _ = try PredictionStore(path: path).insert(entry())
        let before = try bytes(of: path)
        do {
            let store = try PredictionStore(path: path)
            #expect(try store.page(offset: 0, limit: 10).records.count == 1)
            #expect(try store.statistics().total == 1)
        }
        #expect(try bytes(of: path) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
    }

    @Test func anEmptyFileBecomesAHistory() throws {
        try write([], to: path)
        #expect(try PredictionStore(path: path).insert(entry()).id == 1)
    }

    @Test func twoProgramsShareTheHistory() throws {
        let one = try PredictionStore(path: path)
        let other = try PredictionStore(path: path)
        let saved = try one.insert(entry())
        try other.setTrueLabel(.digit(7), of: saved.id)
        #expect(try one.record(saved.id).isCorrect == true)
    }

    @Test func severalProgramsMayMakeTheHistoryAtOnce() async throws {
        let path = path
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    _ = try PredictionStore(path: path, busyTimeout: .seconds(20)).insert(entry())
                }
            }
            try await group.waitForAll()
        }
        #expect(try PredictionStore(path: path).count() == 4)
    }

    // MARK: What goes wrong

    @Test func aLockedHistorySaysSoAndIsUsableAfterwards() throws {
        let store = try PredictionStore(path: path, busyTimeout: .zero)
        let other = try Connection(.file(path))
        try other.execute("BEGIN EXCLUSIVE")
        let error = try databaseError(.locked) { _ = try store.insert(entry()) }
        #expect(error.description.contains("locked by another program"))
        try databaseError(.locked) { try store.delete(1) }
        #expect(try store.count() == 0)
        try other.execute("COMMIT")
        #expect(try store.insert(entry()).id == 1)
    }

    /// The log is brought into the file when that can be had at once; to wait for a reader who holds it,
    /// as a pager does, would hold up the screen.
    @Test(.timeLimit(.minutes(1))) func aReaderHoldsNobodyUp() throws {
        let store = try PredictionStore(path: path, busyTimeout: .seconds(3600))
        _ = try store.insert(entry())
        let reader = try Connection(.file(path))
        try reader.execute("BEGIN")
        #expect(try reader.integer("SELECT count(*) FROM predictions") == 1)
        #expect(try store.insert(entry()).id == 2)
        try reader.execute("COMMIT")
    }

    @Test func aFullDiskSaysSoAndKeepsWhatIsThere() throws {
        try write([], to: path)
        let connection = try Connection(.file(path))
        let store = try PredictionStore(connection)
        let saved = try store.insert(entry())
        let pages = try connection.integer("PRAGMA page_count")
        try connection.execute("PRAGMA max_page_count = \(pages)")
        let error = try databaseError(.diskFull) {
            for _ in 0..<100 { _ = try store.insert(entry()) }
        }
        #expect(error.description.contains("disk is full"))
        let count = try store.count()
        #expect(try store.record(saved.id) == saved)
        try connection.execute("PRAGMA max_page_count = 1000000")
        _ = try store.insert(entry())
        #expect(try store.count() == count + 1)
    }

    @Test func aFullDiskInTheMiddleOfATransactionUndoesIt() throws {
        let (store, connection) = try storeInMemory()
        let pages = try connection.integer("PRAGMA page_count")
        try connection.execute("PRAGMA max_page_count = \(pages)")
        try databaseError(.diskFull) {
            try connection.transaction {
                for _ in 0..<100 { _ = try store.insert(entry()) }
            }
        }
        #expect(try store.count() == 0)
    }

    @Test func aTextFileIsNoHistory() throws {
        let text = Array(String(repeating: "dear diary, ", count: 100).utf8)
        try write(text, to: path)
        let error = try databaseError(.damaged) { _ = try PredictionStore(path: path) }
        #expect(error.description.contains("damaged or no SQLite database"))
        #expect(try bytes(of: path) == text)
    }

    @Test func aFolderIsNoHistory() throws {
        let error = try databaseError(.cannotOpen) { _ = try PredictionStore(path: folder.path) }
        #expect(error.description.hasPrefix("The history \(folder.path) cannot be opened: "))
    }

    @Test func aFileCutShortIsAnError() throws {
        try fill(rows: 50)
        let whole = try bytes(of: path)
        try write(whole.prefix(whole.count / 2), to: path)
        try databaseError(.damaged) { _ = try PredictionStore(path: path) }
    }

    @Test func whatLiesAroundGarbageInTheMiddleIsRead() throws {
        try fill(rows: 50)
        var damaged = try bytes(of: path)
        let middle = damaged.count / 4..<damaged.count * 3 / 4
        for index in middle { damaged[index] = UInt8(truncatingIfNeeded: index &* 151 &+ 7) }
        try write(damaged, to: path)
        try expectPartIsRead()
    }

    /// Each of 50 drawings is read or named, in either order.
    private func expectPartIsRead() throws {
        let store = try PredictionStore(path: path)
        for order in [HistoryOrder.oldestFirst, .newestFirst] {
            var read: [Int64] = []
            let unreadable = try store.forEach(order: order) { read.append($0.id) }.map(\.id)
            #expect(!read.isEmpty && !unreadable.isEmpty)
            #expect((read + unreadable).sorted() == Array(1...50))
        }
        try databaseError(.damaged) { _ = try store.page(offset: 0, limit: 50) }
    }

    private func fill(rows: Int) throws {
        let store = try PredictionStore(path: path)
        for _ in 0..<rows { _ = try store.insert(entry()) }
    }

    @Test func aKilledProgramLosesNothingThatItConfirmed() async throws {
        let path = path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let store = try PredictionStore(path: path)
            for _ in 0..<3 { _ = try store.insert(entry()) }
            let connection = try Connection(.file(path))
            // With next to no cache, rows reach the log before their transaction is confirmed.
            try connection.execute("PRAGMA cache_size = 1; BEGIN IMMEDIATE")
            for _ in 0..<50 {
                try connection.execute(
                    """
                    INSERT INTO predictions SELECT NULL, timestamp, predicted_digit,
                    confidence_score, true_label, true_kind, not_digit_probability,
                    probabilities, model, raster, strokes FROM predictions WHERE id = 1
                    """)
            }
            kill(getpid(), SIGKILL)
        }
        #expect(try bytes(of: path + "-wal").count > 50 * 784)
        let store = try PredictionStore(path: path)
        #expect(try store.page(offset: 0, limit: 100).records.map(\.id) == [3, 2, 1])
        #expect(try store.insert(entry()).id == 4)
    }

    /// People copy the file alone, and put a copy in its place.
    @Test func theFileAloneIsTheWholeHistoryHoweverTheProgramEnded() async throws {
        let path = path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let store = try PredictionStore(path: path)
            for _ in 0..<3 { _ = try store.insert(entry()) }
            try store.setTrueLabel(.digit(7), of: 3)
            try store.delete(1)
            kill(getpid(), SIGKILL)
        }
        let copy = folder.path + "/copy.sqlite3"
        let killed = try bytes(of: path)
        try write(killed, to: copy)
        let records = try PredictionStore(path: copy).page(offset: 0, limit: 10).records
        #expect(records.map(\.id) == [3, 2])
        #expect(records.first?.trueLabel == .digit(7))

        let older = folder.path + "/older.sqlite3"
        _ = try PredictionStore(path: older).insert(entry())
        try write(try bytes(of: older), to: path)
        #expect(try PredictionStore(path: path).page(offset: 0, limit: 10).records.map(\.id) == [1])
    }

    /// What a folder and a file that may only be read still allow, with and without another
    /// program's write-ahead log beside the file.
    @Test(arguments: [false, true], [false, true])
    func aReadOnlyHistoryCanBeLookedAt(
        whileOpenElsewhere: Bool, besideAnEmptyLog: Bool
    ) async throws {
        _ = try PredictionStore(path: path).insert(entry())
        if besideAnEmptyLog { try write([], to: path + "-wal") }
        let other = whileOpenElsewhere ? try PredictionStore(path: path) : nil
        try other?.setTrueLabel(.digit(7), of: 1)
        for suffix in ["", "-wal", "-shm"] { chmod(path + suffix, 0o444) }
        chmod(folder.path, 0o555)
        let path = path
        await #expect(processExitsWith: .success) {
            [path = path as String, whileOpenElsewhere] in
            // Permissions do not bind root: go on as a user whom they do.
            if geteuid() == 0 { try #require(setuid(65534) == 0) }
            let store = try PredictionStore(path: path)
            #expect(store.isReadOnly)
            let label: TrueLabel? = whileOpenElsewhere ? .digit(7) : nil
            #expect(try store.record(1).trueLabel == label)
            let error = try databaseError(.readOnly) { _ = try store.insert(entry()) }
            #expect(error.description.contains("is read-only"))
            try databaseError(.readOnly) { try store.delete(1) }
        }
        chmod(folder.path, 0o755)
        withExtendedLifetime(other) {}
    }

    @Test func aForbiddenFileNamesTheReason() async throws {
        try write([], to: path)
        chmod(path, 0)
        chmod(folder.path, 0o755)
        let path = path
        await #expect(processExitsWith: .success) { [path = path as String] in
            if geteuid() == 0 { try #require(setuid(65534) == 0) }
            let error = try databaseError(.cannotOpen) { _ = try PredictionStore(path: path) }
            #expect(
                error.description == "The history \(path) cannot be opened: Permission denied.")
        }
    }
}
