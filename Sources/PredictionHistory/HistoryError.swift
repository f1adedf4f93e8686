/// What the history cannot do for reasons of its own, where SQLite has no complaint.
package enum HistoryError: Error, Equatable, Sendable {
    case notFound(id: Int64)
    /// The database belongs to another program.
    case foreignDatabase(path: String)
    /// The database was written by a later version of the program, with a later table layout.
    case newerDatabase(path: String, version: Int, supported: Int)
    /// The folder or the file could not be made; `reason` is the operating system's.
    case cannotCreate(path: String, reason: String)
    /// The environment names no folder for the history.
    case noHomeFolder
    /// A prediction holds something that cannot be written, such as a point that is no number.
    case notStorable(reason: String)
}

extension HistoryError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound(let id):
            "The history holds no drawing with the id \(id)."
        case .foreignDatabase(let path):
            "\(path) is the database of another program: choose another file for the history."
        case .newerDatabase(let path, let version, let supported):
            "The history \(path) has layout \(version), and this version of digitpad knows "
                + "layouts up to \(supported): use a newer digitpad."
        case .cannotCreate(let path, let reason):
            "\(path) cannot be created for the history: \(reason)."
        case .noHomeFolder:
            "Neither XDG_DATA_HOME nor HOME names a folder for the history: "
                + "set HOME or choose a database file."
        case .notStorable(let reason):
            "The drawing cannot be saved: \(reason)."
        }
    }
}

/// A row that does not hold what the table promises, as after editing the file by hand.
package struct UnreadableRecord: Error, Equatable, Sendable, CustomStringConvertible {
    package let id: Int64
    /// Names the column and what is wrong with it.
    package let reason: String

    package var description: String {
        "The drawing with the id \(id) cannot be read: \(reason)."
    }
}
