import CMongoShim

extension MongoCollection {
    /// A command may have 16 MiB; smaller ones keep memory low and cost no throughput.
    private static let commandBytes = 8 << 20
    private static let commandOperations = 10_000
    /// What is acknowledged survives a crash. A replica set does that anyway; a standalone server would answer up to
    /// 100 ms before its journal is on the disk, and a checkpoint could then outlive the documents that it stands for.
    private static let durable: BSONDocument = ["j": true]

    /// Inserts the documents.
    ///
    /// - Parameter ordered: whether to stop at the first that fails; otherwise all others are inserted.
    /// - Throws: the error of what failed (``BulkResult/error``), with every failed document's index.
    public func insert(_ documents: [BSONDocument], ordered: Bool = true) async throws(MongoError) {
        let result = try await bulkWrite(documents.map { .insert($0) }, ordered: ordered)
        if let error = result.error { throw error }
    }

    /// Inserts documents that `write` writes straight into the commands, in any order: for many at a time, where to make
    /// each of them first and to copy it then would be much of the work.
    ///
    /// A document that the server refuses does not throw: it is in the result with its index.
    ///
    /// - Parameters:
    ///   - count: how many there are.
    ///   - byteCount: what they take together, about.
    ///   - write: gets each index once, in order, on the thread that inserts.
    /// - Throws: ``MongoError`` where a command failed as a whole. Some of the documents may be stored then.
    public func insert(
        _ count: Int,
        byteCount: Int,
        _ write: @escaping @Sendable (Int, inout BSONWriter) -> Void
    ) async throws(MongoError) -> BulkResult {
        try await pool.run { client throws(MongoError) in
            var result = BulkResult()
            var next = 0
            while next < count {
                let first = next
                let capacity = min(byteCount, Self.commandBytes) + 256
                let command = command(.insert, ordered: false, capacity: capacity) { documents in
                    repeat {
                        documents.document { write(next, &$0) }
                        next += 1
                    } while next < count && documents.byteCount < Self.commandBytes
                        && next - first < Self.commandOperations
                }
                let answer = try command.finish { bytes throws(MongoError) in
                    try client.command(bytes, on: databaseName, KIN_COMMAND_WRITE)
                }
                try result.add(answer, .insert, indexes: Array(first..<next)[...])
            }
            return result
        }
    }

    /// Runs many writes in as few commands as possible, on one thread.
    ///
    /// A write that the server refuses does not throw: it is in the result with its index. Ordered writes stop at the
    /// first refusal; unordered ones all run, in any order.
    ///
    /// - Throws: ``MongoError`` where a command failed as a whole. Some of the writes may have happened then.
    public func bulkWrite(
        _ operations: [WriteOperation],
        ordered: Bool = true
    ) async throws(MongoError) -> BulkResult {
        guard !operations.isEmpty else { return BulkResult() }
        return try await pool.run { client throws(MongoError) in
            var result = BulkResult()
            for (verb, indexes) in Self.runs(of: operations, ordered: ordered) {
                var rest = indexes[...]
                while !rest.isEmpty, !(ordered && !result.writeErrors.isEmpty) {
                    let part = rest.prefix(Self.fittingCount(operations, rest))
                    let command = command(verb, operations, part, ordered: ordered)
                    let answer = try command.finish { bytes throws(MongoError) in
                        try client.command(bytes, on: databaseName, KIN_COMMAND_WRITE)
                    }
                    try result.add(answer, verb, indexes: part)
                    rest = rest.dropFirst(part.count)
                }
            }
            result.writeErrors.sort { $0.index < $1.index }
            return result
        }
    }

    /// Changes the first document that matches with update operators.
    @discardableResult
    public func updateOne(
        _ filter: BSONDocument,
        _ update: BSONDocument,
        upsert: Bool = false
    ) async throws(MongoError) -> UpdateResult {
        try await write(.updateOne(filter, update, upsert: upsert))
    }

    /// Changes all documents that match.
    @discardableResult
    public func updateMany(
        _ filter: BSONDocument,
        _ update: BSONDocument,
        upsert: Bool = false
    ) async throws(MongoError) -> UpdateResult {
        try await write(.updateMany(filter, update, upsert: upsert))
    }

    /// Puts a document in the place of the first that matches.
    @discardableResult
    public func replaceOne(
        _ filter: BSONDocument,
        with document: BSONDocument,
        upsert: Bool = false
    ) async throws(MongoError) -> UpdateResult {
        try await write(.replaceOne(filter, with: document, upsert: upsert))
    }

    /// Deletes the first document that matches; whether there was one.
    @discardableResult
    public func deleteOne(_ filter: BSONDocument) async throws(MongoError) -> Bool {
        let result = try await bulkWrite([.deleteOne(filter)])
        if let error = result.error { throw error }
        return result.deleted > 0
    }

    /// Deletes all documents that match, and says how many.
    @discardableResult
    public func deleteMany(_ filter: BSONDocument) async throws(MongoError) -> Int {
        let result = try await bulkWrite([.deleteMany(filter)])
        if let error = result.error { throw error }
        return result.deleted
    }

    /// Changes one document and returns it, in one step that nothing can come between.
    ///
    /// The driver retries it once on a broken connection, without doing it twice.
    ///
    /// - Parameter returnNew: whether to return the document after the change, not before it.
    public func findOneAndUpdate(
        _ filter: BSONDocument,
        _ update: BSONDocument,
        upsert: Bool = false,
        returnNew: Bool = true,
        sort: BSONDocument? = nil
    ) async throws(MongoError) -> BSONDocument? {
        var writer = BSONWriter()
        writer.append("findAndModify", name)
        writer.append("query", filter)
        writer.append("update", update)
        writer.append("upsert", upsert)
        writer.append("new", returnNew)
        writer.append("sort", ifPresent: sort)
        writer.append("writeConcern", Self.durable)
        return try await command(writer.finish(), writes: true)["value"]?.documentValue
    }

    private func write(_ operation: WriteOperation) async throws(MongoError) -> UpdateResult {
        let result = try await bulkWrite([operation])
        if let error = result.error { throw error }
        return UpdateResult(
            matched: result.matched,
            modified: result.modified,
            upsertedID: result.upserted[0]
        )
    }

    /// The operations' indexes, together where one command can carry them: neighbours of the same verb, or without an
    /// order all of the same verb.
    private static func runs(
        of operations: [WriteOperation],
        ordered: Bool
    ) -> [(verb: WriteOperation.Verb, indexes: [Int])] {
        var runs: [(verb: WriteOperation.Verb, indexes: [Int])] = []
        for (index, operation) in operations.enumerated() {
            let verb = operation.verb
            let place =
                ordered
                ? runs.indices.last.flatMap { runs[$0].verb == verb ? $0 : nil }
                : runs.firstIndex { $0.verb == verb }
            if let place {
                runs[place].indexes.append(index)
            } else {
                runs.append((verb, [index]))
            }
        }
        return runs
    }

    /// How many of the next operations one command takes; at least one.
    private static func fittingCount(_ operations: [WriteOperation], _ indexes: ArraySlice<Int>) -> Int {
        var bytes = 0
        var count = 0
        for index in indexes.prefix(commandOperations) {
            bytes += operations[index].byteCount
            if bytes > commandBytes, count > 0 { break }
            count += 1
        }
        return count
    }

    private func command(
        _ verb: WriteOperation.Verb,
        _ operations: [WriteOperation],
        _ indexes: ArraySlice<Int>,
        ordered: Bool
    ) -> BSONWriter {
        let capacity = indexes.reduce(256) { $0 + operations[$1].byteCount }
        return command(verb, ordered: ordered, capacity: capacity) { statements in
            for index in indexes { operations[index].append(to: &statements) }
        }
    }

    private func command(
        _ verb: WriteOperation.Verb,
        ordered: Bool,
        capacity: Int,
        _ body: (inout BSONArrayWriter) -> Void
    ) -> BSONWriter {
        var writer = BSONWriter(capacity: capacity)
        let statements: StaticString
        switch verb {
        case .insert:
            writer.append("insert", name)
            statements = "documents"
        case .update:
            writer.append("update", name)
            statements = "updates"
        case .delete:
            writer.append("delete", name)
            statements = "deletes"
        }
        if !ordered { writer.append("ordered", false) }
        writer.append("writeConcern", Self.durable)
        writer.array(statements, body)
        return writer
    }
}
