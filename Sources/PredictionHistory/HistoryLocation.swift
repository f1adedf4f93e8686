import Files
import Glibc

/// Where the history's file is, and how it comes into being.
package enum HistoryLocation {
    /// The user's own history: `digitpad/history.sqlite3` in the folder for a user's data.
    ///
    /// That folder is `$XDG_DATA_HOME`, or `$HOME/.local/share` where it is unset, empty or
    /// relative, as the XDG Base Directory specification says.
    ///
    /// - Throws: `HistoryError.noHomeFolder`.
    package static func defaultPath(environment: [String: String]) throws -> String {
        let folder: String
        if let dataHome = environment["XDG_DATA_HOME"], dataHome.hasPrefix("/") {
            folder = dataHome
        } else if let home = environment["HOME"], home.hasPrefix("/") {
            folder = home + "/.local/share"
        } else {
            throw HistoryError.noHomeFolder
        }
        return folder + "/digitpad/history.sqlite3"
    }

    /// Makes sure that there is a file, empty if it is new, that nobody else can read.
    ///
    /// It has to be there before SQLite opens it: SQLite would use the umask's mode, and gives the
    /// files of the write-ahead log the mode of the database. What exists keeps its mode.
    ///
    /// - Throws: `HistoryError.cannotCreate`.
    static func createFile(at path: String) throws {
        let folder = WholeFile.folder(of: path)
        do {
            try WholeFile.makeFolder(folder, mode: 0o700)
        } catch {
            throw HistoryError.cannotCreate(path: folder, reason: error.reason)
        }
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
        } else if errno != EEXIST {
            throw HistoryError.cannotCreate(path: path, reason: String(cString: strerror(errno)))
        }
    }
}
