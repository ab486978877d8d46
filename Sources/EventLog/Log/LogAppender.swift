import Contracts
package import GRDB

/// Appends commands and their events inside a transaction of the one writer.
///
/// Positions, versions and hashes are given here. The appender keeps the end of the log in ``tail``: take a copy before
/// a savepoint, and put it back when the savepoint is rolled back. Cost: about 10 µs an event.
package struct LogAppender {
    /// Where the log ends, as this transaction sees it.
    package var tail: LogTail {
        didSet {
            while let last = events.last, last.position > tail.position { events.removeLast() }
        }
    }
    /// What was appended, up to ``tail``.
    package private(set) var events: [RecordedEvent] = []
    private var chain = HashChain()

    /// Reads the end of the log; call it at the start of every transaction.
    package init(_ database: Database) throws {
        tail = try LogTail.read(database)
    }

    /// Records an accepted command. Its time is `now`, or the last command's time where the clock went back.
    package mutating func append(
        commandBy actor: String,
        correlationID: String,
        now: Int64,
        in database: Database
    ) throws -> CommandRow {
        let command = CommandRow(
            id: tail.commandID + 1,
            actor: actor,
            correlationID: correlationID,
            recordedAt: max(now, tail.recordedAt)
        )
        let insert = try SQLStatement(
            database,
            "INSERT INTO commands (command_id, actor, correlation_id, recorded_at) VALUES (?, ?, ?, ?)"
        )
        insert.bind(command.id, at: 1)
        insert.bind(actor, at: 2)
        insert.bind(correlationID, at: 3)
        insert.bind(command.recordedAt, at: 4)
        try insert.run()
        tail.commandID = command.id
        tail.recordedAt = command.recordedAt
        return command
    }

    /// Appends one event of `command`, and gives its version in its stream.
    package mutating func append(_ event: NewEvent, of command: CommandRow, in database: Database) throws
        -> Int64
    {
        let position = tail.position.next
        let version = try Self.version(of: event.stream, in: database) + 1
        let hash = event.payload.withUnsafeBytes { payload in
            chain.next(
                after: tail.hash,
                position: position.rawValue,
                version: version,
                schema: Int64(event.schema),
                command: command,
                stream: event.stream,
                type: event.type,
                payload: payload
            )
        }
        let insert = try SQLStatement(
            database,
            """
            INSERT INTO events (position, stream, version, type, schema, command_id, hash, payload)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        insert.bind(position.rawValue, at: 1)
        insert.bind(event.stream, at: 2)
        insert.bind(version, at: 3)
        insert.bind(event.type, at: 4)
        insert.bind(Int64(event.schema), at: 5)
        insert.bind(command.id, at: 6)
        hash.withUnsafeBytes { insert.bind(blob: $0, at: 7) }
        insert.bind(text: event.payload, at: 8)
        try insert.run()
        tail.position = position
        tail.hash = hash
        events.append(
            RecordedEvent(
                position: position,
                stream: event.stream,
                version: version,
                type: event.type,
                schema: event.schema,
                payload: event.payload,
                commandID: command.id,
                recordedAt: command.recordedAt
            )
        )
        return version
    }

    /// How many events a stream has; zero when there is no such stream. Cost: one look into the unique index.
    package static func version(of stream: String, in database: Database) throws -> Int64 {
        let select = try SQLStatement(database, "SELECT max(version) FROM events WHERE stream = ?")
        defer { select.reset() }
        select.bind(stream, at: 1)
        return try select.step() ? select.int64(0) : 0
    }
}
