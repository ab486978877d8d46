import HTTPKit
import Mongo
import Projection
import SearchIndex

/// Fetches the documents of a page: from the cache, and what is missing by one query a model.
struct DocumentPages: Sendable {
    let database: MongoDatabase
    let watch: ModelWatch
    let cache: DocumentCache
    var queryTime: Duration = .seconds(2)

    static func model(_ kind: CatalogSchema.Kind) -> ReadModelInfo { kind == .movie ? .movies : .people }

    /// The documents with all fields, by key; those that are gone are left out.
    func documents(
        _ keys: [SearchKey],
        until deadline: ContinuousClock.Instant
    ) async throws(ReadError) -> [SearchKey: EncodedDocument] {
        var found: [SearchKey: EncodedDocument] = [:]
        found.reserveCapacity(keys.count)
        for key in keys { found[key] = cache.document(key) }
        for kind in CatalogSchema.Kind.allCases {
            let missing = keys.filter { $0.kind == kind.rawValue && found[$0] == nil }
            if missing.isEmpty { continue }
            let model = Self.model(kind)
            let tickets = missing.map(cache.ticket)
            let documents = try await stored(missing, model, until: deadline)
            for (key, ticket) in zip(missing, tickets) {
                guard let document = documents[key.id], let encoded = try EncodedDocument(document, model)
                else {
                    continue
                }
                cache.insert(encoded, key, ticket)
                found[key] = encoded
            }
        }
        return found
    }

    /// The stored documents of one model by identifier.
    func stored(
        _ keys: [SearchKey],
        _ model: ReadModelInfo,
        until deadline: ContinuousClock.Instant
    ) async throws(ReadError) -> [Int64: BSONDocument] {
        while true {
            let active = try watch.current(model.name)
            let collection = database.collection(active.collection)
            let identifiers = keys.map(\.id)
            var filter = BSONWriter(capacity: 32 + 16 * keys.count)
            filter.document("_id") { $0.array("$in", of: identifiers) }
            let query = filter.finish()
            let batch = try await withReadDeadline(queryTime) { () throws(MongoError) in
                try await collection.find(query)
            }
            var documents: [Int64: BSONDocument] = [:]
            for document in batch {
                if let id = document["_id"]?.int64Value { documents[id] = document }
            }
            if documents.count == keys.count { return documents }
            // Some are gone, or the collection was dropped after a switch that this process had not seen yet.
            let fresh = try await watch.refreshed(model.name, until: deadline)
            if fresh.collection == active.collection { return documents }
        }
    }
}
