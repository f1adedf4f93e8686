import Glibc
import PredictionHistory
import Testing
import TestSupport

@Suite struct HistoryLocationTests {
    @Test(arguments: [
        (["XDG_DATA_HOME": "/data", "HOME": "/home/ada"], "/data/digitpad/history.sqlite3"),
        (["HOME": "/home/ada"], "/home/ada/.local/share/digitpad/history.sqlite3"),
        (
            ["XDG_DATA_HOME": "", "HOME": "/home/ada"],
            "/home/ada/.local/share/digitpad/history.sqlite3"
        ),
        (
            ["XDG_DATA_HOME": "data", "HOME": "/home/ada"],
            "/home/ada/.local/share/digitpad/history.sqlite3"
        ),
    ])
    func theEnvironmentNamesTheFolder(environment: [String: String], path: String) throws {
        #expect(try HistoryLocation.defaultPath(environment: environment) == path)
    }

    @Test func withoutAHomeFolderThereIsNoDefault() {
        #expect(throws: HistoryError.noHomeFolder) {
            try HistoryLocation.defaultPath(environment: ["HOME": ""])
        }
        #expect(HistoryError.noHomeFolder.description.contains("HOME"))
    }

    @Test func foldersAndFilesAreForTheUserAlone() throws {
        let folder = try TemporaryFolder()
        chmod(folder.path, 0o755)
        let path = folder.path + "/share/digitpad/history.sqlite3"
        let store = try PredictionStore(path: path)
        _ = try store.insert(entry())
        #expect(try mode(of: folder.path) == 0o755)
        #expect(try mode(of: folder.path + "/share") == 0o700)
        #expect(try mode(of: folder.path + "/share/digitpad") == 0o700)
        for suffix in ["", "-wal", "-shm"] {
            #expect(try mode(of: path + suffix) == 0o600)
        }
    }

    @Test func aFileInThePlaceOfTheFolderIsNamed() throws {
        let folder = try TemporaryFolder()
        try write([], to: folder.path + "/file")
        let path = folder.path + "/file/history.sqlite3"
        let error = try #require(throws: HistoryError.self) { try PredictionStore(path: path) }
        #expect(
            error.description
                == "\(path) cannot be created for the history: Not a directory.")
    }

    @Test func aPathWithSQLitesOwnMeaningIsAFileLikeAnyOther() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/odd?mode=memory#%41:memory:"
        let id = try PredictionStore(path: path).insert(entry()).id
        #expect(try PredictionStore(path: path).record(id).entry == entry())
    }
}
