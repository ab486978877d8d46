package import Contracts
package import GRDB

/// Where a log ends: what the next event continues.
package struct LogTail: Sendable, Hashable {
    /// The last event's position.
    package var position: Position
    /// The last event's hash.
    package var hash: LogHash
    /// The last command's identifier.
    package var commandID: Int64
    /// When the last command was recorded.
    package var recordedAt: Int64

    /// Reads the end of the log.
    ///
    /// - Throws: ``EventLogError`` `damaged` when events were cut off the end: going on would give their positions
    ///   to other events.
    package static func read(_ database: Database) throws -> LogTail {
        var tail = LogTail(position: .start, hash: .genesis, commandID: 0, recordedAt: 0)
        let last = try SQLStatement(
            database,
            """
            SELECT position, hash, command_id, recorded_at FROM events JOIN commands USING (command_id)
            ORDER BY position DESC LIMIT 1
            """
        )
        if try last.step() {
            tail.position = Position(rawValue: last.int64(0))
            tail.hash = last.withBytes(1) { LogHash($0) } ?? .genesis
            tail.commandID = last.int64(2)
            tail.recordedAt = last.int64(3)
        }
        last.reset()
        let given = try highestPositionEverGiven(database)
        guard given == tail.position else {
            throw EventLogError(
                .damaged,
                "The log has lost its end: positions up to \(given) were given, but it ends at \(tail.position); "
                    + "restore a backup."
            )
        }
        return tail
    }

    /// The last position that `AUTOINCREMENT` remembers, whatever became of the events since.
    package static func highestPositionEverGiven(_ database: Database) throws -> Position {
        let sequence = try SQLStatement(database, "SELECT seq FROM sqlite_sequence WHERE name = 'events'")
        defer { sequence.reset() }
        return Position(rawValue: try sequence.step() ? sequence.int64(0) : 0)
    }
}
