import Contracts
import Mongo
import Projection

/// Lists, filters and search over the read models, as MongoDB's indexes serve them.
///
/// Everything about finding (as opposed to fetching by key) is behind this type: a search engine of our own replaces it
/// without touching a route.
struct CatalogQueries: Sendable {
    /// Some films in an order, and which model they are from.
    struct Page: Sendable {
        var documents: [BSONDocument]
        /// Where the next page begins; nil on the last.
        var next: MovieSort.Place?
        var model: ActiveModel
    }

    let database: MongoDatabase
    let watch: ModelWatch
    /// How long one query may take.
    var queryTime: Duration = .seconds(2)

    /// The films that match, in the query's order.
    func movies(
        _ query: MovieQuery,
        including positions: [LogPosition],
        until deadline: ContinuousClock.Instant
    ) async throws(ReadError) -> Page {
        guard let filter = try await condition(query.filter, including: positions, until: deadline) else {
            let model = try await watch.model("movies", including: positions, until: deadline)
            return Page(documents: [], next: nil, model: model)
        }
        let order = query.sort.condition(after: query.after)
        let condition: BSONDocument = filter.isEmpty ? order : ["$and": [.document(order), .document(filter)]]
        // One more than asked for tells whether there is a next page.
        let options = FindOptions(sort: query.sort.bson, limit: query.limit + 1)
        let (found, model) = try await find(
            condition, options, in: "movies", enough: query.limit + 1, including: positions, until: deadline)
        var documents = Array(found)
        guard documents.count > query.limit else { return Page(documents: documents, next: nil, model: model) }
        documents.removeLast()
        return Page(documents: documents, next: documents.last.flatMap(query.sort.place), model: model)
    }

    /// The films in whose titles or cast all of these words stand, the best first.
    func search(
        _ words: [String],
        limit: Int,
        including positions: [LogPosition],
        until deadline: ContinuousClock.Instant
    ) async throws(ReadError) -> Page {
        // Quotes make a word a must; without them any one would do.
        let text = words.map { "\"\($0.filter { $0 != "\"" && $0 != "\\" })\"" }.joined(separator: " ")
        let score: BSONDocument = ["$meta": "textScore"]
        let options = FindOptions(
            sort: ["_score": .document(score), "_id": 1],
            limit: limit,
            projection: ["_score": .document(score)]
        )
        let (found, model) = try await find(
            ["$text": ["$search": .string(text)]],
            options, in: "movies", enough: limit, including: positions, until: deadline)
        return Page(documents: Array(found), next: nil, model: model)
    }

    /// The documents of a model by key, those after `key` first to last.
    func byKey(
        _ name: String,
        after key: DocumentKey?,
        limit: Int,
        including positions: [LogPosition],
        until deadline: ContinuousClock.Instant
    ) async throws(ReadError) -> (documents: [BSONDocument], next: DocumentKey?, model: ActiveModel) {
        var condition = BSONWriter()
        if let key { condition.append("_id", ["$gt": key.bson] as BSONDocument) }
        condition.appendNull("gone")
        let options = FindOptions(sort: ["_id": 1], limit: limit + 1)
        let (found, model) = try await find(
            condition.finish(), options, in: name, enough: limit + 1, including: positions, until: deadline)
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
            if try await isSettled(model, name, isEnough: count > 0, until: deadline) { return (count, model) }
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
