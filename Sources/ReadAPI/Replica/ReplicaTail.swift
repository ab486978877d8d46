import Contracts
import Mongo
import Projection
import SearchIndex

/// Brings the documents that have changed from MongoDB into an index.
///
/// Each leaves the cache first: whoever sees the new position must not find an older document there.
struct ReplicaTail: Sendable {
    /// What the index does not look at.
    private static let projection: BSONDocument = [
        "overview": 0, "poster_url": 0, "external_ids": 0, "filmography": 0,
    ]

    let database: MongoDatabase
    let cache: DocumentCache
    /// Documents in one query.
    let batch: Int
    /// How long one query may take.
    let queryTime: Duration

    /// Applies the next batch of changes; the position that the index includes then.
    func apply(
        _ model: ActiveModel,
        kind: CatalogSchema.Kind,
        after reached: Position,
        to index: SearchIndex
    ) async throws(ReadError) -> Position {
        let collection = database.collection(model.collection)
        let options = FindOptions(
            sort: ["_pos.catalog": 1],
            limit: batch,
            projection: Self.projection
        )
        let condition: BSONDocument = ["_pos.catalog": ["$gt": .int64(reached.rawValue)]]
        let found = try await withReadDeadline(queryTime) { () throws(MongoError) in
            try await collection.find(condition, options)
        }
        let changes = try Self.changes(found, kind)
        take(changes, kind, into: index)
        guard found.count == batch, let first = changes.first, let last = changes.last else {
            try await removeStale(of: kind, in: collection)
            return model.position
        }
        guard first.position == last.position else {
            // The last position may go on in the next batch.
            return min(Position(rawValue: last.position - 1), model.position)
        }
        // More documents than one batch have one position: a genre's new name in thousands of films.
        try await applyAll(at: last.position, kind: kind, in: collection, to: index)
        return min(Position(rawValue: last.position), model.position)
    }

    private func take(_ changes: [SearchIndex.Change], _ kind: CatalogSchema.Kind, into index: SearchIndex) {
        // Whoever sees the new position must not find older documents in the cache.
        cache.remove(changes.map(\.key))
        // Of people the index has name and number of films; most changes of their documents concern neither.
        index.apply(kind == .person ? changes.filter { !index.hasTitleAndNumbers(of: $0) } : changes)
    }

    /// Drops documents from the cache that wait for parked events: that they do is no change of their position.
    private func removeStale(of kind: CatalogSchema.Kind, in collection: MongoCollection)
        async throws(ReadError)
    {
        let stale = try await withReadDeadline(queryTime) { () throws(MongoError) in
            try await collection.find(["_stale": true], FindOptions(projection: ["_id": 1]))
        }
        cache.remove(
            stale.compactMap { $0["_id"]?.int64Value }.map { SearchKey(kind: kind.rawValue, id: $0) }
        )
    }

    /// Applies all documents of one position, by key.
    private func applyAll(
        at position: Int64,
        kind: CatalogSchema.Kind,
        in collection: MongoCollection,
        to index: SearchIndex
    ) async throws(ReadError) {
        var last: BSONValue?
        while true {
            let after = last
            let found = try await withReadDeadline(queryTime) { () throws(MongoError) in
                try await collection.scan(
                    after: after,
                    limit: batch,
                    filter: ["_pos.catalog": .int64(position)],
                    projection: Self.projection
                )
            }
            let changes = try Self.changes(found, kind)
            take(changes, kind, into: index)
            guard found.count == batch, let key = changes.last?.key.id else { return }
            last = .int64(key)
        }
    }

    /// Looks again at documents that were replaced without a newer position.
    func lookAgain(
        at ids: [Int64],
        kind: CatalogSchema.Kind,
        in collection: MongoCollection,
        into index: SearchIndex
    ) async throws(ReadError) {
        let batch = try await withReadDeadline(queryTime) { () throws(MongoError) in
            try await collection.find(
                ["_id": ["$in": .array(ids.map { .int64($0) })]],
                FindOptions(projection: Self.projection)
            )
        }
        var changes: [SearchKey: SearchIndex.Change] = [:]
        for id in ids {
            let key = SearchKey(kind: kind.rawValue, id: id)
            changes[key] = .remove(key, position: 0)
        }
        for change in try Self.changes(batch, kind) { changes[change.key] = change }
        cache.remove(Array(changes.keys))
        index.apply(Array(changes.values), replacesNewer: true)
    }

    private static func changes(_ batch: BSONBatch, _ kind: CatalogSchema.Kind) throws(ReadError)
        -> [SearchIndex.Change]
    {
        var changes: [SearchIndex.Change] = []
        for document in batch {
            do throws(BSONError) {
                changes.append(try StoredDocument.change(document, kind: kind))
            } catch {
                throw .broken(reason: error.description)
            }
        }
        return changes
    }
}
