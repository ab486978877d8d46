public import Mongo

/// The collection `projections`: for each projection where its documents are, what they include, and who may write.
///
/// Every change is one update of one document, on a condition, so it needs no transactions; and reading an entry gives
/// alias and checkpoint as they were at one moment.
public struct ProjectionDirectory: Sendable {
    /// The name of the collection.
    public static let collectionName = "projections"

    let database: MongoDatabase
    let collection: MongoCollection

    public init(_ database: MongoDatabase) {
        self.database = database
        collection = database.collection(Self.collectionName)
    }

    private static let activeFields: BSONDocument = [
        "collection": 1, "version": 1, "checkpoint": 1, "complete": 1, "repair": 1,
    ]

    /// What readers need to know of one projection; nil where it was never set up.
    ///
    /// Cost: one find by `_id` that returns six small fields.
    public func activeModel(_ name: String) async throws(MongoError) -> ActiveModel? {
        guard let stored = try await collection.findOne(["_id": .string(name)], projection: Self.activeFields)
        else {
            return nil
        }
        return try DirectoryEntry(stored).active
    }

    /// What readers need to know of every projection, by name.
    public func activeModels() async throws(MongoError) -> [String: ActiveModel] {
        var models: [String: ActiveModel] = [:]
        for stored in try await collection.find([:], FindOptions(projection: Self.activeFields)) {
            let entry = try DirectoryEntry(stored)
            models[entry.name] = entry.active
        }
        return models
    }

    /// Everything about one projection, with leases judged by the server's clock.
    public func entry(_ name: String) async throws(MongoError) -> DirectoryEntry? {
        try await entries(["_id": .string(name)]).first
    }

    /// Everything about all projections, sorted by name.
    public func entries() async throws(MongoError) -> [DirectoryEntry] {
        try await entries([:])
    }

    private func entries(_ filter: BSONDocument) async throws(MongoError) -> [DirectoryEntry] {
        var entries: [DirectoryEntry] = []
        for stored in try await collection.aggregate([
            ["$match": .document(filter)], ["$sort": ["_id": 1]], ["$addFields": ["_now": "$$NOW"]],
        ]) {
            entries.append(try DirectoryEntry(stored))
        }
        return entries
    }

    /// Sets a projection up with an empty first collection, unless it is there.
    func create(_ name: String, version: Int, collection: String, generation: Int64) async throws(MongoError)
    {
        do throws(MongoError) {
            try await self.collection.insert([
                [
                    "_id": .string(name), "version": .int(version), "collection": .string(collection),
                    "checkpoint": [:], "complete": false, "generation": .int64(generation), "previous": [],
                    "lease": ["holder": .null, "token": 0, "expires": .date(millisecondsSince1970: 0)],
                ]
            ])
        } catch  where error.kind == .duplicateKey {
        }
    }

    /// Changes the entry with a pipeline where the condition holds; the entry after it, or nil where it does not hold.
    func change(
        _ name: String,
        where condition: BSONDocument = [:],
        _ pipeline: [BSONDocument]
    ) async throws(MongoError) -> DirectoryEntry? {
        var filter = BSONWriter()
        filter.append("_id", name)
        filter.append(contentsOf: condition)
        let answer = try await database.command([
            "findAndModify": .string(Self.collectionName), "query": .document(filter.finish()),
            "update": .array(pipeline.map { .document($0) }), "new": true,
        ])
        return try answer["value"]?.documentValue.map { stored throws(MongoError) in
            try DirectoryEntry(stored)
        }
    }

    /// Whether a plain update found the entry in the state that the condition asks for.
    func update(
        _ name: String,
        where condition: BSONDocument,
        _ update: BSONDocument
    ) async throws(MongoError) -> Bool {
        var filter = BSONWriter()
        filter.append("_id", name)
        filter.append(contentsOf: condition)
        return try await collection.updateOne(filter.finish(), update).matched == 1
    }
}
