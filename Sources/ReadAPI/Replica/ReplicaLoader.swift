import Contracts
import Mongo
import Projection
import SearchIndex

/// Reads whole collections into an index.
struct ReplicaLoader: Sendable {
    /// What a query of a load asks for.
    private struct Portion {
        /// Documents: a megabyte or two. Each query finds its place and reads the pages at its ends anew.
        let documents: Int
        /// What comes of each; nil for all of it.
        let projection: BSONDocument?

        init(_ kind: CatalogSchema.Kind) {
            switch kind {
            // To leave out the little that the index does not look at takes MongoDB longer than to send it.
            case .movie: (documents, projection) = (1_000, nil)
            // Most of a person is the filmography.
            case .person:
                (documents, projection) = (2_000, ["_pos": 1, "gone": 1, "name": 1, "film_count": 1])
            }
        }
    }

    let database: MongoDatabase
    let schema: SearchSchema
    let bounds: CatalogReplica.Bounds

    /// An index of all films and people.
    func load(_ models: [String: ActiveModel]) async throws(ReadError) -> SearchIndex {
        let index = SearchIndex(schema: schema)
        let collector = Collector(index)
        for (name, kind) in [("movies", CatalogSchema.Kind.movie), ("people", .person)] {
            guard let model = models[name] else { throw .notReady(model: name) }
            try await load(database.collection(model.collection), kind, into: collector)
        }
        await collector.finish()
        return index
    }

    /// Reads one collection by several queries at a time, each over its own keys.
    private func load(
        _ collection: MongoCollection,
        _ kind: CatalogSchema.Kind,
        into collector: Collector
    ) async throws(ReadError) {
        let last = try await withReadDeadline(bounds.queryTime) { () throws(MongoError) in
            try await collection.find([:], FindOptions(sort: ["_id": -1], limit: 1, projection: ["_id": 1]))
        }
        guard let highest = last.first?["_id"]?.int64Value else { return }
        let parts = Int64(max(bounds.loaders, 1))
        let width = highest / parts + 1
        let failure = await withTaskGroup(of: ReadError?.self) { group in
            for part in 0..<parts {
                group.addTask {
                    do throws(ReadError) {
                        try await load(
                            collection,
                            kind,
                            keys: (part * width)..<((part + 1) * width),
                            into: collector
                        )
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            var failure: ReadError?
            for await error in group where failure == nil {
                failure = error
                if error != nil { group.cancelAll() }
            }
            return failure
        }
        if let failure { throw failure }
    }

    private func load(
        _ collection: MongoCollection,
        _ kind: CatalogSchema.Kind,
        keys: Range<Int64>,
        into collector: Collector
    ) async throws(ReadError) {
        let portion = Portion(kind)
        var next = keys.lowerBound
        // Read into again and again: to make their parts anew for each batch took a tenth of the time of a load.
        var documents: [SearchDocument] = []
        while !Task.isCancelled {
            let condition: BSONDocument = ["_id": ["$gte": .int64(next), "$lt": .int64(keys.upperBound)]]
            let batch = try await withReadDeadline(bounds.queryTime) { () throws(MongoError) in
                try await collection.find(
                    condition,
                    FindOptions(
                        sort: ["_id": 1],
                        limit: portion.documents,
                        projection: portion.projection,
                        // What a load looks at once would take gigabytes of the cache, and pages of memory that nobody else
                        // gets to use: half of MongoDB's part of the work.
                        readOnce: true
                    )
                )
            }
            var count = 0
            for stored in batch {
                if count == documents.count { documents.append(StoredDocument.empty(kind)) }
                do throws(BSONError) {
                    let isGone = try StoredDocument.read(stored, kind: kind, into: &documents[count])
                    next = max(next, documents[count].key.id + 1)
                    if !isGone { count += 1 }
                } catch {
                    throw .broken(reason: error.description)
                }
            }
            try await collector.add(documents[..<count])
            if batch.count < portion.documents { return }
        }
        throw .unavailable(reason: "The load was cancelled.")
    }

    /// The films that are shown first, by folded query.
    func pins(_ models: [String: ActiveModel]) async throws(ReadError) -> [String: [Int64]] {
        guard let model = models["search_pins"] else { return [:] }
        let collection = database.collection(model.collection)
        let stored = try await withReadDeadline(bounds.queryTime) { () throws(MongoError) in
            try await collection.find(["movies": ["$exists": true]], FindOptions(limit: Self.maximumPins))
        }
        var pins: [String: [Int64]] = [:]
        for document in stored {
            guard case .string(let query)? = document["_id"], case .array(let movies)? = document["movies"]
            else {
                continue
            }
            pins[query] = movies.compactMap(\.int64Value)
        }
        return pins
    }

    /// Whether documents have changed since.
    func hasChanges(in model: ActiveModel, after position: Position) async throws(ReadError) -> Bool {
        let collection = database.collection(model.collection)
        let changed = try await withReadDeadline(bounds.queryTime) { () throws(MongoError) in
            try await collection.find(
                ["_pos.catalog": ["$gt": .int64(position.rawValue)]],
                FindOptions(limit: 1, projection: ["_id": 1])
            )
        }
        return !changed.isEmpty
    }

    /// Queries that can have pinned films.
    private static let maximumPins = 10_000
}

/// Takes documents from several readers, one at a time.
private actor Collector {
    private let index: SearchIndex
    private var load: SearchLoad?

    init(_ index: SearchIndex) {
        self.index = index
        load = index.makeLoad()
    }

    func add(_ documents: ArraySlice<SearchDocument>) throws(ReadError) {
        for document in documents {
            guard load?.isFull != true else {
                throw .broken(reason: "The catalog has more words than one search index can number.")
            }
            load?.add(document)
        }
    }

    func finish() {
        if let load = load.take() { index.replaceAll(with: load) }
    }
}
