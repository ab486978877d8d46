import Contracts
import Mongo
import Projection

/// Lists by key and counts, as MongoDB serves them. Everything else is found by ``CatalogSearch``.
struct CatalogQueries: Sendable {
    let database: MongoDatabase
    let watch: ModelWatch
    /// How long one query may take.
    var queryTime: Duration = .seconds(2)

    /// The documents of a model by key, those after `key` first to last.
    func byKey(
        _ list: ReadModelInfo,
        after key: DocumentKey?,
        limit: Int,
        including positions: [LogPosition],
        until deadline: ContinuousClock.Instant
    ) async throws(ReadError) -> (documents: [BSONDocument], next: DocumentKey?, model: ActiveModel) {
        var condition = BSONWriter()
        if let key { condition.append("_id", ["$gt": key.bson] as BSONDocument) }
        condition.appendNull("gone")
        let options = FindOptions(sort: ["_id": 1], limit: limit + 1, projection: list.projection)
        let (found, model) = try await find(
            condition.finish(),
            options,
            in: list.name,
            enough: limit + 1,
            including: positions,
            until: deadline
        )
        var documents = Array(found)
        guard documents.count > limit else { return (documents, nil, model) }
        documents.removeLast()
        return (documents, documents.last?["_id"].flatMap(DocumentKey.init), model)
    }

    /// How many documents a model has, without tombstones.
    func count(
        _ name: String,
        including positions: [LogPosition],
        until deadline: ContinuousClock.Instant
    ) async throws(ReadError) -> (count: Int, model: ActiveModel) {
        // Every document that is there has these fields, and an index holds the larger models' slugs.
        let field = name == "movies" || name == "people" ? "slug" : "name"
        while true {
            let model = try await watch.model(name, including: positions, until: deadline)
            let collection = database.collection(model.collection)
            let count = try await withReadDeadline(queryTime) { () throws(MongoError) in
                try await collection.count([field: ["$gte": ""]])
            }
            if try await isSettled(model, name, isEnough: count > 0, until: deadline) {
                return (count, model)
            }
        }
    }

    /// Runs a query on the active collection, and again where the collection went away under it.
    func find(
        _ filter: BSONDocument,
        _ options: FindOptions,
        in name: String,
        enough: Int,
        including positions: [LogPosition],
        until deadline: ContinuousClock.Instant
    ) async throws(ReadError) -> (BSONBatch, ActiveModel) {
        while true {
            let model = try await watch.model(name, including: positions, until: deadline)
            let collection = database.collection(model.collection)
            let result: Result<BSONBatch, ReadError>
            do throws(ReadError) {
                result = .success(
                    try await withReadDeadline(queryTime) { () throws(MongoError) in
                        try await collection.find(filter, options)
                    }
                )
            } catch {
                result = .failure(error)
            }
            let count = (try? result.get())?.count ?? 0
            if try await isSettled(model, name, isEnough: count >= enough, until: deadline) {
                return (try result.get(), model)
            }
        }
    }

    /// Whether an answer of that model can be trusted. A full one can; one that lacks something may come from a
    /// collection that was dropped after a switch, so the alias is read once more.
    private func isSettled(
        _ model: ActiveModel,
        _ name: String,
        isEnough: Bool,
        until deadline: ContinuousClock.Instant
    ) async throws(ReadError) -> Bool {
        if isEnough { return true }
        return try await watch.refreshed(name, until: deadline).collection == model.collection
    }
}
