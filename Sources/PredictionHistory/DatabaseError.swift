/// What SQLite refused to do, and why.
package struct DatabaseError: Error, Equatable, Sendable {
    /// The failures that a caller or a user treats differently.
    package enum Kind: Equatable, Sendable {
        case locked
        case readOnly
        case diskFull
        /// Damaged, or never a database.
        case damaged
        case cannotOpen
        /// A value broke a rule of the table.
        case refusedValue
        case inputOutput
        case other
    }

    package let kind: Kind
    /// SQLite's extended result code.
    package let extendedCode: Int32
    /// SQLite's own words, or the operating system's where it refused to open the file.
    package let message: String
    /// The statement that failed; nil where none was involved.
    package let sql: String?
    /// The database's file, or `:memory:`.
    package let path: String
}

extension DatabaseError: CustomStringConvertible {
    package var description: String {
        switch kind {
        case .locked:
            "The history \(path) is locked by another program: try again when it is done."
        case .readOnly:
            "The history \(path) is read-only: nothing can be saved in it."
        case .diskFull:
            "The disk is full: free some space, then the history \(path) can be written again."
        case .damaged:
            "The history \(path) is damaged or no SQLite database (\(message)): "
                + "put a copy in its place, or move it away to begin a new one."
        case .cannotOpen:
            "The history \(path) cannot be opened: \(message)."
        case .refusedValue:
            "The history \(path) does not accept this value: \(message)."
        case .inputOutput:
            "The history \(path) cannot be read or written: \(message)."
        case .other:
            "The history \(path) failed with SQLite error \(extendedCode): \(message)."
        }
    }
}
