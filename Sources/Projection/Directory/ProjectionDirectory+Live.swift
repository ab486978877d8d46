import Contracts
import EventLog
import Mongo

extension ProjectionDirectory {
    /// Stores how far the documents are, and the last event that they include; only the holder of the lease can, and only for the collection that it wrote.
    ///
    /// - Returns: false where the lease has gone or the alias was switched.
    func saveCheckpoint(
        _ position: Position,
        _ last: RecordedEvent?,
        of log: LogName,
        in collection: String,
        isComplete: Bool,
        under lease: Lease
    ) async throws(MongoError) -> Bool {
        var condition = BSONWriter()
        condition.append(contentsOf: lease.condition)
        condition.append("collection", collection)
        var changes = BSONWriter()
        changes.append("checkpoint.\(log)", position.rawValue)
        if let last { changes.append("last_event", LastEvent(last).bson) }
        if isComplete { changes.append("complete", true) }
        return try await update(
            lease.projection,
            where: condition.finish(),
            ["$set": .document(changes.finish())]
        )
    }

    /// Tells those who follow the documents by position that these were replaced without one.
    ///
    /// - Returns: false where the lease has gone.
    func announceRepair(of keys: Set<DocumentKey>, after previous: RepairMark?, under lease: Lease)
        async throws(MongoError) -> Bool
    {
        let mark = RepairMark(
            number: lease.token,
            previous: previous?.number ?? 0,
            keys: keys.count > RepairMark.keyLimit ? nil : keys.sorted()
        )
        return try await update(
            lease.projection,
            where: lease.condition,
            ["$set": ["repair": .document(mark.bson)]]
        )
    }

    /// Stores why a projector cannot go on, for `projections list` in another process; nothing where another one works.
    func savePause(_ name: String, holder: String, reason: String) async throws(MongoError) {
        _ = try await change(
            name,
            where: Self.leaseIsFree(for: holder),
            [["$set": ["pause": ["reason": .literal(reason), "at": "$$NOW"]]]]
        )
    }

    /// Stores that the projector works.
    func clearPause(under lease: Lease) async throws(MongoError) {
        _ = try await update(lease.projection, where: lease.condition, ["$unset": ["pause": ""]])
    }
}
