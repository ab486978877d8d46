import Contracts
import HTTPKit
import Mongo
import NIOCore
import Projection
import SearchIndex

/// Fetches the documents of a page: from the cache, and what is missing by one query a model.
struct DocumentPages: Sendable {
    let database: MongoDatabase
    let watch: ModelWatch
    let cache: DocumentCache
    var queryTime: Duration = .seconds(2)

    static func model(_ kind: CatalogSchema.Kind) -> ReadModelInfo { kind == .movie ? .movies : .people }

    /// Documents of a page, by key.
    struct Found<Document: Sendable>: Sendable {
        var documents: [SearchKey: Document] = [:]
        /// What those that were read include at least; nil when all came from the cache.
        var position: Position?

        fileprivate mutating func add(_ other: [SearchKey: Document], at position: Position) {
            documents.merge(other) { first, _ in first }
            self.position = min(self.position ?? position, position)
        }
    }

    /// The documents with all fields; those that are gone are left out.
    func documents(_ keys: [SearchKey], _ context: ReadContext) async throws(ReadError) -> Found<
        EncodedDocument
    > {
        var found = Found<EncodedDocument>()
        found.documents.reserveCapacity(keys.count)
        for key in keys { found.documents[key] = cache.document(key) }
        for kind in CatalogSchema.Kind.allCases {
            let missing = keys.filter { $0.kind == kind.rawValue && found.documents[$0] == nil }
            if missing.isEmpty { continue }
            let tickets = missing.map(cache.ticket)
            let (stored, active) = try await stored(missing, kind, context)
            var read: [SearchKey: EncodedDocument] = [:]
            for (key, ticket) in zip(missing, tickets) {
                guard let document = stored[key],
                    let encoded = try EncodedDocument(document, Self.model(kind))
                else { continue }
                cache.insert(encoded, key, ticket, from: active.collection)
                read[key] = encoded
            }
            found.add(read, at: active.position)
        }
        return found
    }

    /// The documents with some fields, as JSON; those that are gone are left out.
    func documents(
        _ keys: [SearchKey],
        _ shapes: [CatalogSchema.Kind: JSONShape],
        _ context: ReadContext
    ) async throws(ReadError) -> Found<[UInt8]> {
        var found = Found<[UInt8]>()
        for (kind, shape) in shapes {
            let wanted = keys.filter { $0.kind == kind.rawValue }
            if wanted.isEmpty { continue }
            let (stored, active) = try await stored(wanted, kind, context)
            var read: [SearchKey: [UInt8]] = [:]
            for (key, document) in stored {
                guard try !DocumentHeader(document).isGone else { continue }
                var buffer = ByteBuffer()
                do throws(BSONError) {
                    try document.writeJSON(into: &buffer, shape)
                } catch {
                    throw .broken(reason: error.description)
                }
                read[key] = Array(buffer.readableBytesView)
            }
            found.add(read, at: active.position)
        }
        return found
    }

    /// The films of a filmography, and the model that they came from.
    func films(_ ids: [Int64], _ context: ReadContext) async throws(ReadError) -> (
        documents: [BSONDocument], model: ActiveModel
    ) {
        let keys = ids.map { SearchKey(kind: CatalogSchema.Kind.movie.rawValue, id: $0) }
        let (found, model) = try await stored(keys, .movie, context, Filmography.projection)
        return (Array(found.values), model)
    }

    /// The stored documents of one kind, from a model that includes what the reader has seen.
    private func stored(
        _ keys: [SearchKey],
        _ kind: CatalogSchema.Kind,
        _ context: ReadContext,
        _ projection: BSONDocument? = nil
    ) async throws(ReadError) -> (documents: [SearchKey: BSONDocument], model: ActiveModel) {
        let name = Self.model(kind).name
        var filter = BSONWriter(capacity: 32 + 16 * keys.count)
        filter.document("_id") { $0.array("$in", of: keys.map(\.id)) }
        let query = filter.finish()
        // With a limit, one answer has them all.
        let options = FindOptions(
            limit: keys.count,
            projection: projection ?? Self.model(kind).projection
        )
        while true {
            let active = try await watch.model(name, including: context.positions, until: context.deadline)
            let collection = database.collection(active.collection)
            let result: Result<BSONBatch, ReadError>
            do throws(ReadError) {
                result = .success(
                    try await withReadDeadline(queryTime) { () throws(MongoError) in
                        try await collection.find(query, options)
                    }
                )
            } catch {
                result = .failure(error)
            }
            if let batch = try? result.get(), batch.count == keys.count {
                return (Self.byKey(batch, kind), active)
            }
            // Some are gone, or the collection was dropped after a switch that this process had not seen yet.
            let fresh = try await watch.refreshed(name, until: context.deadline)
            if fresh.collection == active.collection { return (Self.byKey(try result.get(), kind), active) }
        }
    }

    private static func byKey(_ batch: BSONBatch, _ kind: CatalogSchema.Kind) -> [SearchKey: BSONDocument] {
        var documents: [SearchKey: BSONDocument] = [:]
        for document in batch {
            guard let id = document["_id"]?.int64Value else { continue }
            documents[SearchKey(kind: kind.rawValue, id: id)] = document
        }
        return documents
    }
}
