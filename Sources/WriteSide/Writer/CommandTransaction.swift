import Contracts
import EventLog
import GRDB

/// Carries out commands, one after the other, inside one open transaction of the writer.
///
/// Each command sees the tables as the ones before it left them. A fault in the middle of a command takes back that command
/// alone: the transaction is done over with a savepoint around each. Nearly none has a fault, and a savepoint keeps a
/// copy of every page that is written in it.
struct CommandTransaction<S: Service> {
    private let service: S
    private let database: Database
    private let options: WriterOptions
    private let hasSavepoints: Bool
    private let now: Int64
    private var log: LogAppender
    /// How many bytes of payload were appended.
    private(set) var bytes = 0
    private var storedKeys = 0

    /// Where the log ends with the commands so far.
    var tail: LogTail { log.tail }
    /// What the commands left in the log.
    var events: [RecordedEvent] { log.events }

    /// Some command has written a part of what it wanted: the transaction must be done over with savepoints.
    struct NeedsSavepoints: Error {}

    init(_ service: S, _ options: WriterOptions, hasSavepoints: Bool, in database: Database) throws {
        self.hasSavepoints = hasSavepoints
        self.service = service
        self.database = database
        self.options = options
        self.now = options.now()
        self.log = try LogAppender(database)
    }

    /// Carries out one command.
    ///
    /// - Throws: only what concerns the whole transaction, such as a full disk or ``NeedsSavepoints``; the transaction must
    ///   then be rolled back.
    mutating func run(_ envelope: CommandEnvelope<S.Command>) throws -> CommandResult {
        do {
            return .success(try accept(envelope))
        } catch let refusal as Refusal {
            return .failure(.refused(refusal))
        } catch let error as DatabaseError where error.concernsTheFile || !database.isInsideTransaction {
            throw error
        } catch let error as EventLogError {
            throw error
        } catch let error as NeedsSavepoints {
            throw error
        } catch {
            return .failure(.fault("\(error)"))
        }
    }

    /// Ends the work inside the transaction; what follows is the commit.
    mutating func finish() throws {
        guard storedKeys > 0 else { return }
        // Twice as many as were added: the table shrinks back after a burst, and no commit has much to remove.
        try IdempotencyKeys.removeExpired(atMost: 2 * storedKeys, options: options, now: now, in: database)
    }

    private mutating func accept(_ envelope: CommandEnvelope<S.Command>) throws -> Receipt {
        // The key comes first: a repeated request must not trip over the change that it made itself.
        if let idempotency = envelope.idempotency {
            try Self.check(idempotency)
            let answer = try IdempotencyKeys.answer(to: idempotency, of: envelope.actor, in: database)
            if let answer { return answer }
        }
        let decision = try decide(envelope)
        return try inSavepoint(unless: decision.events.isEmpty && envelope.idempotency == nil) {
            transaction in
            let receipt = try transaction.record(decision, envelope)
            if let idempotency = envelope.idempotency {
                try IdempotencyKeys.store(
                    receipt,
                    for: idempotency,
                    of: envelope.actor,
                    now: transaction.now,
                    in: transaction.database
                )
                transaction.storedKeys += 1
            }
            return receipt
        }
    }

    private static func check(_ idempotency: Idempotency) throws {
        guard (1...CommandEnvelope<S.Command>.longestKey).contains(idempotency.key.utf8.count) else {
            throw Refusal.invalid(
                "",
                "An idempotency key has 1 to \(CommandEnvelope<S.Command>.longestKey) bytes."
            )
        }
    }

    /// Asks the service, with `If-Match` in the order that RFC 9110 gives (13.2.1): a missing entity is missing whatever
    /// version the caller expected, and anything else is looked at only when the version fits.
    private func decide(_ envelope: CommandEnvelope<S.Command>) throws -> Decision<S.Event> {
        let changes = database.totalChangesCount
        defer { assert(database.totalChangesCount == changes, "decide changed the tables") }
        let failure = try envelope.precondition.flatMap(failure)
        do {
            let decision = try service.decide(envelope.command, in: database)
            if let failure { throw failure }
            return decision
        } catch let refusal as Refusal {
            if let failure, refusal.kind != .notFound, refusal.kind != .gone { throw failure }
            throw refusal
        }
    }

    private func failure(of precondition: Precondition) throws -> Refusal? {
        switch precondition {
        case .exists(let stream):
            guard try LogAppender.version(of: stream, in: database) == 0 else { return nil }
            return Refusal(.preconditionFailed(version: 0), "There is nothing here that could be changed.")
        case .version(let stream, let accepted):
            let version = try LogAppender.version(of: stream, in: database)
            guard !accepted.contains(version) else { return nil }
            return Refusal(
                .preconditionFailed(version: version),
                "It was changed since it was read: its version is \(version); read it again."
            )
        }
    }

    private mutating func record(
        _ decision: Decision<S.Event>,
        _ envelope: CommandEnvelope<S.Command>
    ) throws -> Receipt {
        let answer = decision.answer
        guard !decision.events.isEmpty else {
            return Receipt(
                position: log.tail.position,
                version: try LogAppender.version(of: answer.stream, in: database),
                outcome: .unchanged,
                body: answer.body
            )
        }
        let command = try log.append(
            commandBy: envelope.actor,
            correlationID: envelope.correlationID,
            now: now,
            in: database
        )
        var version: Int64?
        for event in decision.events {
            let stream = service.stream(of: event)
            let encoded = try service.encode(event)
            assert(!encoded.payload.contains(10), "a payload is one line of JSON")
            let new = NewEvent(
                stream: stream,
                type: encoded.type,
                schema: encoded.schema,
                payload: encoded.payload
            )
            let given = try log.append(new, of: command, in: database)
            if stream == answer.stream { version = given }
            bytes += new.payload.count
            try service.evolve(event, in: database)
        }
        return Receipt(
            position: log.tail.position,
            version: try version ?? LogAppender.version(of: answer.stream, in: database),
            outcome: answer.isCreated ? .created : .changed,
            body: answer.body
        )
    }

    private mutating func inSavepoint<Value>(
        unless isNeedless: Bool,
        _ body: (inout CommandTransaction) throws -> Value
    ) throws -> Value {
        if isNeedless { return try body(&self) }
        guard hasSavepoints else {
            do {
                return try body(&self)
            } catch let error as DatabaseError where error.concernsTheFile {
                throw error
            } catch {
                throw NeedsSavepoints()
            }
        }
        let before = (tail: log.tail, storedKeys: storedKeys)
        try SQLStatement(database, "SAVEPOINT command").run()
        do {
            let value = try body(&self)
            try SQLStatement(database, "RELEASE command").run()
            return value
        } catch {
            log.tail = before.tail
            storedKeys = before.storedKeys
            // SQLite may have ended the whole transaction; then the savepoint is gone with it.
            if database.isInsideTransaction {
                try SQLStatement(database, "ROLLBACK TO command").run()
                try SQLStatement(database, "RELEASE command").run()
            }
            throw error
        }
    }
}

extension DatabaseError {
    /// Whether the trouble is with the file or the machine, and so with every command, not with this one.
    var concernsTheFile: Bool {
        switch resultCode {
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_NOMEM, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_READONLY,
            .SQLITE_CANTOPEN, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL, .SQLITE_INTERRUPT, .SQLITE_PERM:
            true
        default:
            false
        }
    }
}
