import CMongoShim

extension MongoCollection {
    /// The documents that match, in one buffer. One hop, whatever the number of batches.
    ///
    /// - Throws: ``MongoError/Kind-swift.enum/cursor`` where they have more than 256 MiB; use
    ///   ``scan(after:limit:filter:projection:)`` for whole collections.
    public func find(
        _ filter: BSONDocument = [:],
        _ options: FindOptions = FindOptions()
    ) async throws(MongoError) -> BSONBatch {
        try await pool.run { client throws(MongoError) in
            do throws(MongoError) {
                return try find(filter, options, client)
            } catch  where options.readOnce && error.code == ServerCode.unknownField {
                var options = options
                options.readOnce = false
                return try find(filter, options, client)
            }
        }
    }

    /// The first document that matches.
    public func findOne(
        _ filter: BSONDocument,
        projection: BSONDocument? = nil,
        sort: BSONDocument? = nil
    ) async throws(MongoError) -> BSONDocument? {
        try await find(filter, FindOptions(sort: sort, limit: 1, projection: projection)).first
    }

    /// The documents with these `_id`s that exist, in no particular order.
    public func find(
        ids: some Collection<some BSONPrimitive>,
        projection: BSONDocument? = nil
    ) async throws(MongoError) -> BSONBatch {
        guard !ids.isEmpty else { return BSONBatch() }
        var filter = BSONWriter(capacity: 32 + 16 * ids.count)
        filter.document("_id") { $0.array("$in", of: ids) }
        return try await find(filter.finish(), FindOptions(limit: ids.count, projection: projection))
    }

    /// The next documents by `_id`, for going through a whole collection in bounded steps.
    ///
    /// The next call's `after` is the last document's `_id`; fewer documents than `limit` are the last ones. A document
    /// that is written meanwhile is seen once or, where its `_id` lies behind, not at all.
    public func scan(
        after id: BSONValue?,
        limit: Int,
        filter: BSONDocument = [:],
        projection: BSONDocument? = nil
    ) async throws(MongoError) -> BSONBatch {
        var query = filter
        if let id {
            let beyond: BSONDocument = ["_id": .document(["$gt": id])]
            query = filter.isEmpty ? beyond : ["$and": [.document(filter), .document(beyond)]]
        }
        return try await find(query, FindOptions(sort: ["_id": 1], limit: limit, projection: projection))
    }

    /// The results of an aggregation pipeline, read to the end.
    public func aggregate(
        _ pipeline: [BSONDocument],
        allowDiskUse: Bool = false,
        maxTime: Duration? = nil
    ) async throws(MongoError) -> BSONBatch {
        var stages = BSONWriter()
        stages.array("pipeline", of: pipeline)
        var options = BSONWriter()
        if allowDiskUse { options.append("allowDiskUse", true) }
        options.append("maxTimeMS", ifPresent: maxTime.map { Int64($0.milliseconds) })
        let (steps, settings) = (stages.finish(), options.finish())
        return try await pool.run { client throws(MongoError) in
            let bytes = try client.aggregate(
                steps,
                in: self,
                options: settings,
                maxBytes: Self.maximumResultBytes
            )
            return try BSONBatch(result: bytes)
        }
    }

    /// How many documents match, counted.
    public func count(_ filter: BSONDocument = [:]) async throws(MongoError) -> Int {
        // All documents are counted in the index of their keys, which is faster than looking at each.
        let condition: BSONDocument = filter.isEmpty ? ["_id": ["$gte": .minKey]] : filter
        let result = try await aggregate([
            ["$match": .document(condition)],
            ["$group": ["_id": 1, "n": ["$sum": 1]]],
        ])
        return result.first?["n"]?.intValue ?? 0
    }

    /// How many documents the collection's metadata says there are: at once, and off after a crash.
    public func estimatedCount() async throws(MongoError) -> Int {
        try await command(["count": .string(name)], writes: false)["n"]?.intValue ?? 0
    }

    private func find(
        _ filter: BSONDocument,
        _ options: FindOptions,
        _ client: MongoClient
    ) throws(MongoError) -> BSONBatch {
        if let limit = options.limit, (1...10_000).contains(limit), options.batchSize == nil {
            let reply = try CursorReply(client.command(findCommand(filter, options, limit), on: databaseName))
            if reply.cursorID == 0 { return reply.documents }
            // More than the 16 MiB of one answer: rare enough to begin again with a cursor.
            try? kill(reply.cursorID, client)
        }
        var writer = BSONWriter()
        options.write(to: &writer)
        let bytes = try client.find(
            filter,
            in: self,
            options: writer.finish(),
            maxBytes: Self.maximumResultBytes
        )
        return try BSONBatch(result: bytes)
    }

    /// A find whose answer holds everything: one round trip, and the answer's buffer is the batch's.
    private func findCommand(_ filter: BSONDocument, _ options: FindOptions, _ limit: Int) -> BSONDocument {
        var writer = BSONWriter(capacity: 128 + filter.byteCount)
        writer.append("find", name)
        writer.append("filter", filter)
        writer.append("batchSize", limit)
        options.write(to: &writer)
        return writer.finish()
    }

    private func kill(_ cursorID: Int64, _ client: MongoClient) throws(MongoError) {
        _ = try client.command(
            ["killCursors": .string(name), "cursors": [.int64(cursorID)]],
            on: databaseName
        )
    }
}

extension BSONBatch {
    fileprivate init(result bytes: [UInt8]) throws(MongoError) {
        do throws(BSONError) {
            try self.init(concatenated: bytes)
        } catch {
            throw MongoError(error)
        }
    }
}
