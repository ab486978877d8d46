import Contracts
import Mongo

extension ProjectionDirectory {
    /// Stores how far the documents are; only the holder of the lease can, and only for the collection that it wrote.
    ///
    /// - Returns: false where the lease has gone or the alias was switched.
    func saveCheckpoint(
        _ position: Position,
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
        if isComplete { changes.append("complete", true) }
        return try await update(
            lease.projection,
            where: condition.finish(),
            ["$set": .document(changes.finish())]
        )
    }

    /// Stores what the projector says about itself, for `projections list` in another process.
    func saveState(_ state: ProjectorState, reason: String?, under lease: Lease) async throws(MongoError) {
        _ = try await update(
            lease.projection,
            where: lease.condition,
            ["$set": ["state": .string(state.rawValue), "reason": reason.map { .string($0) } ?? .null]]
        )
    }
}
