package import GRDB

extension EventLogError {
    /// Puts SQLite's view of a failure into a sentence about the file that it concerns.
    package init(_ error: DatabaseError, file: String) {
        switch error.resultCode {
        case .SQLITE_NOTADB:
            self.init(.notALog, "\(file) is not a log of Kinoteka: it is no SQLite database.")
        case .SQLITE_FULL:
            self.init(.full, "The disk that holds \(file) is full; make room, nothing else is needed.")
        case .SQLITE_READONLY:
            self.init(.readOnly, "\(file) is read-only.")
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            self.init(.readOnly, "\(file) cannot be opened; check that it exists and who owns it.")
        case .SQLITE_CORRUPT:
            self.init(.damaged, "\(file) is damaged; restore a backup.")
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
            self.init(.busy, "\(file) is held by another program for too long.")
        default:
            let message = error.message ?? "no details"
            self.init(
                .io,
                "\(file) cannot be used: \(message) (SQLite code \(error.extendedResultCode.rawValue))."
            )
        }
    }

    /// Any error that came out of work on `file`, as an ``EventLogError``.
    package static func of(_ error: any Error, file: String) -> EventLogError {
        switch error {
        case let error as EventLogError: error
        case let error as DatabaseError: EventLogError(error, file: file)
        default: EventLogError(.io, "\(file) cannot be used: \(error).")
        }
    }
}
