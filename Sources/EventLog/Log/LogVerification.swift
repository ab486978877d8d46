import Contracts
import GRDB

/// One run of ``LogVerifier``.
struct LogVerification {
    /// How many rows are read in one transaction, so that a long run holds up no checkpoint of the writer.
    private static let batch: Int64 = 2000

    private let connection: DatabaseQueue
    private let cancellation: BlockingWork.Cancellation
    private let progress: (Position, Position) -> Void
    private var chain = HashChain()
    private var tail = LogTail(position: .start, hash: .genesis, commandID: 0, recordedAt: 0)
    private var finding: LogReport.Finding?

    init(
        _ connection: DatabaseQueue,
        _ cancellation: BlockingWork.Cancellation,
        _ progress: @escaping (Position, Position) -> Void
    ) {
        self.connection = connection
        self.cancellation = cancellation
        self.progress = progress
    }

    mutating func run() throws -> LogReport {
        do {
            let head = try connection.read(LogReader.head)
            while finding == nil, tail.position < head {
                try cancellation.check()
                try connection.read { database in try checkRows(upTo: head, in: database) }
                progress(tail.position, head)
            }
            if finding == nil { try checkStreams() }
            if finding == nil { try connection.read { database in try checkEnd(database) } }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
            found(at: tail.position.next, "the file is damaged here: \(error.message ?? "no details").")
        }
        return LogReport(head: tail.position, hash: tail.hash, finding: finding)
    }

    // MARK: Rows

    private mutating func checkRows(upTo head: Position, in database: Database) throws {
        let rows = try SQLStatement(
            database,
            """
            SELECT position, stream, version, type, schema, command_id, recorded_at, actor, correlation_id, payload, hash
            FROM events LEFT JOIN commands USING (command_id)
            WHERE position > ? AND position <= ? ORDER BY position LIMIT ?
            """
        )
        defer { rows.reset() }
        rows.bind(tail.position.rawValue, at: 1)
        rows.bind(head.rawValue, at: 2)
        rows.bind(Self.batch, at: 3)
        while finding == nil, try rows.step() { check(rows) }
    }

    private mutating func check(_ row: SQLStatement) {
        let position = Position(rawValue: row.int64(0))
        let command = CommandRow(
            id: row.int64(5),
            actor: row.string(7),
            correlationID: row.string(8),
            recordedAt: row.int64(6)
        )
        guard position == tail.position.next else {
            return found(at: tail.position.next, "the event is missing; the next one is at \(position).")
        }
        guard !row.isNull(6) else { return found(at: position, "its command \(command.id) is missing.") }
        guard command.id == tail.commandID || command.id == tail.commandID + 1 else {
            return found(
                at: position,
                "it belongs to command \(command.id), which does not follow \(tail.commandID)."
            )
        }
        let hash = row.withBytes(9) { payload in
            chain.next(
                after: tail.hash,
                position: position.rawValue,
                version: row.int64(2),
                schema: row.int64(4),
                command: command,
                stream: row.string(1),
                type: row.string(3),
                payload: payload
            )
        }
        guard row.withBytes(10, { LogHash($0) }) == hash else {
            return found(at: position, "the event or its command is not what was appended.")
        }
        guard command.recordedAt >= tail.recordedAt else {
            return found(at: position, "it was recorded before the event that precedes it.")
        }
        tail = LogTail(position: position, hash: hash, commandID: command.id, recordedAt: command.recordedAt)
    }

    // MARK: Streams

    private struct StreamPlace {
        var stream = ""
        var version: Int64 = 0
        var position: Int64 = 0
        var events: Int64 = 0
        var isLast = false
    }

    /// Walks the index over `(stream, version)`, which holds positions too, so that no row is touched.
    private mutating func checkStreams() throws {
        var place = StreamPlace()
        while finding == nil, !place.isLast {
            try cancellation.check()
            try connection.read { database in try checkStreams(&place, in: database) }
        }
        if finding == nil, place.events != tail.position.rawValue {
            found(
                at: tail.position,
                "the index of streams holds \(place.events) events, the log \(tail.position)."
            )
        }
    }

    private mutating func checkStreams(_ place: inout StreamPlace, in database: Database) throws {
        let rows = try SQLStatement(
            database,
            """
            SELECT stream, version, position FROM events
            WHERE (stream, version) > (?, ?) ORDER BY stream, version LIMIT ?
            """
        )
        defer { rows.reset() }
        rows.bind(place.stream, at: 1)
        rows.bind(place.version, at: 2)
        rows.bind(Self.batch, at: 3)
        var count: Int64 = 0
        while finding == nil, try rows.step() {
            count += 1
            let stream = rows.string(0)
            let version = rows.int64(1)
            let position = rows.int64(2)
            let isSame = stream == place.stream
            // What was appended since the rows were checked is left to the next run.
            if position <= tail.position.rawValue {
                place.events += 1
                if version != (isSame ? place.version + 1 : 1) {
                    found(at: Position(rawValue: position), "\(stream) has no version before \(version).")
                } else if isSame, position <= place.position {
                    found(
                        at: Position(rawValue: position),
                        "\(stream) has version \(version) before an older one."
                    )
                }
            }
            place.stream = stream
            place.version = version
            place.position = position
        }
        place.isLast = count < Self.batch
    }

    // MARK: End

    private mutating func checkEnd(_ database: Database) throws {
        let head = try LogReader.head(database)
        let given = try LogTail.highestPositionEverGiven(database)
        guard given == head else {
            return found(at: head.next, "the events from here to \(given) were cut off.")
        }
        let commands = try SQLStatement(
            database,
            "SELECT count(*), (SELECT command_id FROM events ORDER BY position DESC LIMIT 1) FROM commands"
        )
        defer { commands.reset() }
        guard try commands.step(), commands.int64(0) == commands.int64(1) else {
            return found(at: tail.position, "there are commands without events.")
        }
    }

    private mutating func found(at position: Position, _ detail: String) {
        finding = LogReport.Finding(position: position, detail: detail)
    }
}
