import EventLog
import GRDB

/// What the writer's thread does: take what waits, carry it out in one transaction, answer, and again.
struct WriterLoop<S: Service>: Sendable {
    private typealias Item = CommandEnvelope<S.Command>

    let service: S
    let lock: FolderLock
    let signal: LogSignal
    let options: WriterOptions
    let queue: CommandQueue<S.Command>

    private var file: String { lock.folder.file(of: S.log) }

    /// Runs until the queue is closed and empty. `opened` hears whether the file could be opened.
    func run(opened: (Result<Void, EventLogError>) -> Void) {
        defer { queue.end() }
        var connection: DatabaseQueue?
        do {
            connection = try open()
            opened(.success(()))
        } catch {
            queue.close()
            opened(.failure(EventLogError.of(error, file: file)))
            return
        }
        while let taken = queue.take(atMost: options.batchCommands) {
            answer(taken, with: carryOut(taken.flatMap(\.submission.envelopes), on: &connection))
        }
        try? connection?.close()
    }

    private func open() throws -> DatabaseQueue {
        let connection = try LogFile.openWriter(file)
        let migrator = ServiceSchema.migrator(for: S.self)
        if try connection.read(migrator.hasBeenSuperseded) {
            throw EventLogError(.newer, "\(file) was made by a newer version of Kinoteka; use that version.")
        }
        try migrator.migrate(connection)
        signal.advance(to: try connection.read(LogTail.read).position)
        return connection
    }

    /// Carries out commands in as few transactions as their size allows, and gives a result for each.
    private func carryOut(_ envelopes: [Item], on connection: inout DatabaseQueue?) -> [CommandResult] {
        var results: [CommandResult] = []
        results.reserveCapacity(envelopes.count)
        while results.count < envelopes.count {
            do {
                try lock.checkInPlace(file)
                let open = try connection ?? open()
                connection = open
                results += try commit(envelopes[results.count...], on: open)
            } catch {
                // Everything that waits behind the failure would meet the same; better a quick answer.
                let error = EventLogError.of(error, file: file)
                if error.code != .full && error.code != .busy { connection = nil }
                results += Array(
                    repeating: .failure(.unavailable(error)),
                    count: envelopes.count - results.count
                )
            }
        }
        return results
    }

    /// Carries out the first of `envelopes` in one transaction, until it is large enough, and commits it.
    ///
    /// When it returns, everything is on the disk; when it throws, nothing was done.
    private func commit(_ envelopes: ArraySlice<Item>, on connection: DatabaseQueue) throws -> [CommandResult]
    {
        try connection.writeWithoutTransaction { database in
            do {
                return try commit(envelopes, hasSavepoints: false, in: database)
            } catch is CommandTransaction<S>.NeedsSavepoints {
                return try commit(envelopes, hasSavepoints: true, in: database)
            }
        }
    }

    private func commit(
        _ envelopes: ArraySlice<Item>,
        hasSavepoints: Bool,
        in database: Database
    ) throws -> [CommandResult] {
        try database.beginTransaction(.immediate)
        do {
            var transaction = try CommandTransaction(
                service,
                options,
                hasSavepoints: hasSavepoints,
                in: database
            )
            var results: [CommandResult] = []
            for envelope in envelopes {
                results.append(try transaction.run(envelope))
                if results.count >= options.batchCommands || transaction.bytes >= options.batchBytes {
                    break
                }
            }
            try transaction.finish()
            try database.commit()
            signal.advance(to: transaction.tail.position, with: transaction.events)
            return results
        } catch {
            try database.rollback()
            throw error
        }
    }

    private func answer(_ taken: [CommandQueue<S.Command>.Taken], with results: [CommandResult]) {
        var next = 0
        for one in taken {
            let end = next + one.submission.envelopes.count
            one.reply.resume(returning: Array(results[next..<end]))
            next = end
        }
    }
}
