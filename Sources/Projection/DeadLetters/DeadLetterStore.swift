import Contracts
import Mongo

/// The collection `dead_letters`.
///
/// What is applied by `retry` comes from the log again; the letters say what failed, and from which event on a document
/// waits. So only the first ``recordedWaiting`` events that wait behind one are kept, and the rest are counted.
struct DeadLetterStore: Sendable {
    static let collectionName = "dead_letters"
    /// Letters of events that only wait, per batch that parks any.
    static let recordedWaiting = 1_000
    /// A projection with more failed events than this is wrong itself; it pauses instead of parking more.
    static let limit = 10_000

    let letters: MongoCollection

    init(_ database: MongoDatabase) {
        letters = database.collection(Self.collectionName)
    }

    /// Parks events; parking one again changes nothing but its error.
    func park(
        _ events: [ParkedEvent],
        of projection: String,
        in collection: String,
        at time: Int64
    ) async throws(MongoError) {
        var waiting = 0
        var writes: [WriteOperation] = []
        for event in events {
            var outcome: BSONDocument
            switch event.cause {
            case .failed(let reason):
                outcome = ["$set": ["error": .string(reason)]]
            case .undecodable(let reason):
                outcome = ["$set": ["error": .string(reason), "undecodable": true]]
            case .waiting:
                waiting += 1
                guard waiting <= Self.recordedWaiting else { continue }
                outcome = [:]
            }
            let place = event.place
            let fields: BSONDocument = [
                "projection": .string(projection), "collection": .string(collection),
                "log": .string(place.log.rawValue), "position": .int64(place.position.rawValue),
                "stream": .string(place.stream), "version": .int64(place.version),
                "type": .string(event.type),
                "key": event.key?.bson ?? .null, "parked_at": .date(millisecondsSince1970: time),
            ]
            var update = BSONWriter()
            update.append("$setOnInsert", fields)
            update.append(contentsOf: outcome)
            let id = "\(collection)/\(place.log)/\(place.position)/\(event.key.map(\.description) ?? "")"
            writes.append(.updateOne(["_id": .string(id)], update.finish(), upsert: true))
        }
        for start in stride(from: 0, to: writes.count, by: 1_000) {
            let part = Array(writes[start..<min(writes.count, start + 1_000)])
            if let error = try await letters.bulkWrite(part, ordered: false).error { throw error }
        }
    }

    /// From where on documents and streams of a collection wait.
    func stops(in collection: String) async throws(MongoError) -> Stops {
        var stops = Stops()
        let failed: BSONDocument = ["collection": .string(collection), "error": ["$exists": true]]
        let found = try await letters.find(failed, FindOptions(limit: Self.limit + 1))
        for stored in found {
            let letter = try DeadLetter(stored)
            if let key = letter.key {
                stops.stop(key, at: letter.position)
            }
            if letter.isUndecodable { stops.stop(stream: letter.stream, at: letter.position) }
        }
        return stops
    }

    /// Forgets letters of events that wait behind nothing any more.
    func removeOrphans(in collection: String, besides stops: Stops) async throws(MongoError) {
        try await letters.deleteMany([
            "collection": .string(collection), "error": ["$exists": false],
            "key": ["$nin": .array(stops.documents.keys.map(\.bson))],
            "stream": ["$nin": .array(stops.streams.keys.map { .string($0) })],
        ])
    }

    /// The letters of events that failed themselves, at most ``limit``.
    func failed(in collection: String) async throws(MongoError) -> [DeadLetter] {
        let found = try await letters.find(
            ["collection": .string(collection), "error": ["$exists": true]],
            FindOptions(sort: ["position": 1, "_id": 1], limit: Self.limit)
        )
        var list: [DeadLetter] = []
        for stored in found { list.append(try DeadLetter(stored)) }
        return list
    }

    /// The letters of a collection by position, at most `limit`.
    func list(in collection: String, limit: Int) async throws(MongoError) -> [DeadLetter] {
        let found = try await letters.find(
            ["collection": .string(collection)],
            FindOptions(sort: ["position": 1, "_id": 1], limit: limit)
        )
        var list: [DeadLetter] = []
        for stored in found { list.append(try DeadLetter(stored)) }
        return list
    }

    /// How many events of a collection are parked.
    func count(in collection: String) async throws(MongoError) -> Int {
        try await letters.count(["collection": .string(collection)])
    }

    /// Forgets the letters of documents, and of what names none, up to a position.
    func remove(_ keys: [DocumentKey], in collection: String, through position: Position)
        async throws(MongoError)
    {
        guard !keys.isEmpty else { return }
        try await letters.deleteMany([
            "collection": .string(collection), "key": ["$in": .array(keys.map(\.bson))],
            "position": ["$lte": .int64(position.rawValue)],
        ])
    }

    /// Forgets the letters of a stream that name no document.
    func remove(stream: String, in collection: String) async throws(MongoError) {
        try await letters.deleteMany([
            "collection": .string(collection), "stream": .string(stream), "key": .null,
        ])
    }

    /// Forgets every letter of a collection that is dropped.
    func removeAll(in collection: String) async throws(MongoError) {
        try await letters.deleteMany(["collection": .string(collection)])
    }

    /// The indexes that the queries above use.
    func createIndexes() async throws(MongoError) {
        try await letters.createIndexes([IndexModel("collection_position", ["collection": 1, "position": 1])])
    }
}
