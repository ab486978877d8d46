package import Contracts
package import GRDB

/// Reads events out of a log file.
package enum LogReader {
    /// A batch ends when its payloads reach this many bytes, however few events it has: 16 MiB.
    package static let largestBatch = 16 << 20

    /// The position of the last event; ``Position/start`` for an empty log.
    package static func head(_ database: Database) throws -> Position {
        let select = try SQLStatement(database, "SELECT max(position) FROM events")
        defer { select.reset() }
        return Position(rawValue: try select.step() ? select.int64(0) : 0)
    }

    /// The events after a position, in order: at most `limit`, and at most ``largestBatch`` bytes but at least one event.
    ///
    /// - Parameter isWhole: Whether the events of a stream come with their payload; the others have an empty one.
    package static func events(
        after position: Position,
        limit: Int,
        payloadsOf isWhole: (_ stream: String) -> Bool = { _ in true },
        in database: Database
    ) throws -> [RecordedEvent] {
        let select = try SQLStatement(
            database,
            """
            SELECT position, stream, version, type, schema, payload, command_id, recorded_at
            FROM events JOIN commands USING (command_id) WHERE position > ? ORDER BY position LIMIT ?
            """
        )
        select.bind(position.rawValue, at: 1)
        select.bind(Int64(limit), at: 2)
        return try batch(select, limit: limit, { event($0, isWhole) }, size: { $0.payload.count })
    }

    /// The events of one stream after a version, in order, bounded like ``events(after:limit:in:)``.
    package static func events(
        ofStream stream: String,
        after version: Int64,
        limit: Int,
        in database: Database
    ) throws -> [RecordedEvent] {
        let select = try SQLStatement(
            database,
            """
            SELECT position, stream, version, type, schema, payload, command_id, recorded_at
            FROM events JOIN commands USING (command_id) WHERE stream = ? AND version > ? ORDER BY version LIMIT ?
            """
        )
        select.bind(stream, at: 1)
        select.bind(version, at: 2)
        select.bind(Int64(limit), at: 3)
        return try batch(select, limit: limit, { event($0) }, size: { $0.payload.count })
    }

    /// The streams that have several events through a position, by name, behind a name.
    ///
    /// The index of `(stream, version)` answers it; no event is read. O(events) all the same, some 0.1 µs each.
    package static func streamsWithSeveralEvents(
        after stream: String,
        through position: Position,
        limit: Int,
        in database: Database
    ) throws -> [StreamVersion] {
        let select = try SQLStatement(
            database,
            """
            SELECT stream, max(version) FROM events WHERE version > 1 AND stream > ? AND position <= ?
            GROUP BY stream ORDER BY stream LIMIT ?
            """
        )
        defer { select.reset() }
        select.bind(stream, at: 1)
        select.bind(position.rawValue, at: 2)
        select.bind(Int64(limit), at: 3)
        var streams: [StreamVersion] = []
        while try select.step() {
            streams.append(StreamVersion(stream: select.string(0), version: select.int64(1)))
        }
        return streams
    }

    /// The events of one stream after a version, with who gave their commands.
    package static func entries(
        ofStream stream: String,
        after version: Int64,
        limit: Int,
        in database: Database
    ) throws -> [LogEntry] {
        let select = try SQLStatement(
            database,
            """
            SELECT position, stream, version, type, schema, payload, command_id, recorded_at, actor, correlation_id, hash
            FROM events JOIN commands USING (command_id) WHERE stream = ? AND version > ? ORDER BY version LIMIT ?
            """
        )
        select.bind(stream, at: 1)
        select.bind(version, at: 2)
        select.bind(Int64(limit), at: 3)
        return try batch(select, limit: limit, entry, size: { $0.event.payload.count })
    }

    /// The events after a position with all that the log knows, bounded like ``events(after:limit:in:)``.
    package static func entries(after position: Position, limit: Int, in database: Database) throws
        -> [LogEntry]
    {
        let select = try SQLStatement(
            database,
            """
            SELECT position, stream, version, type, schema, payload, command_id, recorded_at, actor, correlation_id, hash
            FROM events JOIN commands USING (command_id) WHERE position > ? ORDER BY position LIMIT ?
            """
        )
        select.bind(position.rawValue, at: 1)
        select.bind(Int64(limit), at: 2)
        return try batch(select, limit: limit, entry, size: { $0.event.payload.count })
    }

    /// The last position that was recorded at or before a time, in milliseconds since 1970; ``Position/start`` when
    /// the log began later. Cost: O(log n) rows, because times never decrease along the log.
    package static func position(recordedBy time: Int64, in database: Database) throws -> Position {
        var low: Int64 = 0
        var high = try head(database).rawValue
        while low < high {
            let middle = low + (high - low + 1) / 2
            let select = try SQLStatement(
                database,
                "SELECT recorded_at FROM events JOIN commands USING (command_id) WHERE position = ?"
            )
            select.bind(middle, at: 1)
            defer { select.reset() }
            if try select.step(), select.int64(0) <= time { low = middle } else { high = middle - 1 }
        }
        return Position(rawValue: low)
    }

    private static func batch<Item>(
        _ select: SQLStatement,
        limit: Int,
        _ item: (SQLStatement) -> Item,
        size: (Item) -> Int
    ) throws -> [Item] {
        defer { select.reset() }
        var items: [Item] = []
        items.reserveCapacity(min(limit, 1024))
        var bytes = 0
        while bytes < largestBatch, try select.step() {
            let next = item(select)
            bytes += size(next)
            items.append(next)
        }
        return items
    }

    private static func event(_ row: SQLStatement, _ isWhole: (String) -> Bool = { _ in true })
        -> RecordedEvent
    {
        let stream = row.string(1)
        return RecordedEvent(
            position: Position(rawValue: row.int64(0)),
            stream: stream,
            version: row.int64(2),
            type: row.string(3),
            schema: Int(row.int64(4)),
            payload: isWhole(stream) ? row.bytes(5) : [],
            commandID: row.int64(6),
            recordedAt: row.int64(7)
        )
    }

    private static func entry(_ row: SQLStatement) -> LogEntry {
        LogEntry(
            event: event(row),
            actor: row.string(8),
            correlationID: row.string(9),
            hash: row.withBytes(10) { LogHash($0) } ?? .genesis
        )
    }
}
