import CatalogScript
import Contracts
import Mongo
import Projection
import ReadModels
import Testing

/// Every read model of one log, in memory and in MongoDB: what projectors would have stored.
struct StoredModels: Sendable {
    static let names = ["movies", "people", "genres", "countries", "languages", "search_pins"]

    let database: MongoDatabase
    private(set) var log: ScriptedLog
    private(set) var movies = MemoryModel(MoviesProjection())
    private(set) var people = MemoryModel(PeopleProjection())
    private(set) var genres = MemoryModel(ReferenceDataProjection(.genre))
    private(set) var countries = MemoryModel(ReferenceDataProjection(.country))
    private(set) var languages = MemoryModel(ReferenceDataProjection(.language))
    private(set) var pins = MemoryModel(SearchPinsProjection())
    private var generations: [String: Int] = [:]

    /// Folds the log; nothing is stored yet.
    init(_ log: ScriptedLog, in database: MongoDatabase) throws {
        self.database = database
        self.log = log
        for event in log.events { try fold(event) }
    }

    private mutating func fold(_ event: ScriptedEvent) throws {
        try movies.apply(event.event, at: event.place)
        try people.apply(event.event, at: event.place)
        try genres.apply(event.event, at: event.place)
        try countries.apply(event.event, at: event.place)
        try languages.apply(event.event, at: event.place)
        try pins.apply(event.event, at: event.place)
    }

    // MARK: Storing

    /// Stores everything: of each model into a new collection, which becomes the active one.
    mutating func storeAll() async throws {
        for name in Self.names { try await rebuild(name) }
    }

    /// Stores one model into a new collection, and makes it the active one.
    mutating func rebuild(_ name: String) async throws {
        try await storeBeside(name, documents(of: name))
        try await point(name)
    }

    /// Stores documents into the model's next collection, with the manifest's indexes.
    mutating func storeBeside(_ name: String, _ documents: [BSONDocument]) async throws {
        generations[name, default: 0] += 1
        let collection = collection(of: name)
        try await collection.createIndexes(try Self.manifest(name).indexes)
        try await collection.insert(documents)
    }

    /// Applies what happens next, and stores it as projectors do: the documents, then the checkpoints.
    mutating func append(_ events: [CatalogEvent]) async throws {
        var changed: [String: Set<DocumentKey>] = [:]
        for event in events {
            let scripted = log.append(event)
            try fold(scripted)
            for name in Self.names {
                changed[name, default: []].formUnion(keys(of: name, at: scripted.place.position))
            }
        }
        for (name, keys) in changed {
            for key in keys {
                guard let document = stored(name, key) else { continue }
                try await collection(of: name)
                    .replaceOne(["_id": key.bson], with: document, upsert: true)
            }
        }
        for name in Self.names { try await point(name) }
    }

    mutating func append(_ event: CatalogEvent) async throws { try await append([event]) }

    /// Makes the model's latest collection the active one, by default with all of the log in it.
    func point(_ name: String, at position: Position? = nil, complete: Bool = true) async throws {
        try await point(name, to: collection(of: name).name, at: position, complete: complete)
    }

    func point(
        _ name: String,
        to collection: String,
        at position: Position? = nil,
        complete: Bool = true
    ) async throws {
        try await database.collection(ProjectionDirectory.collectionName).replaceOne(
            ["_id": .string(name)],
            with: [
                "_id": .string(name), "version": 1, "collection": .string(collection),
                "checkpoint": ["catalog": .int64((position ?? log.position).rawValue)],
                "complete": .bool(complete),
            ],
            upsert: true
        )
    }

    // MARK: Looking

    var position: Position { log.position }

    /// The collection that was made last.
    func collection(of name: String) -> MongoCollection {
        database.collection("\(name)_v1_g\(generations[name, default: 0])")
    }

    func documents(of name: String) -> [BSONDocument] {
        func sorted(_ stored: [DocumentKey: BSONDocument]) -> [BSONDocument] {
            stored.sorted { $0.key < $1.key }.map(\.value)
        }
        return switch name {
        case "movies": sorted(movies.stored)
        case "people": sorted(people.stored)
        case "genres": sorted(genres.stored)
        case "countries": sorted(countries.stored)
        case "languages": sorted(languages.stored)
        default: sorted(pins.stored)
        }
    }

    private func stored(_ name: String, _ key: DocumentKey) -> BSONDocument? {
        switch name {
        case "movies": movies.stored(key)
        case "people": people.stored(key)
        case "genres": genres.stored(key)
        case "countries": countries.stored(key)
        case "languages": languages.stored(key)
        default: pins.stored(key)
        }
    }

    /// The documents that the event at a position touched last.
    private func keys(of name: String, at position: Position) -> [DocumentKey] {
        func keys<P>(_ model: MemoryModel<P>) -> [DocumentKey] {
            model.entries.filter { $0.value.position == position.rawValue }.map(\.key)
        }
        return switch name {
        case "movies": keys(movies)
        case "people": keys(people)
        case "genres": keys(genres)
        case "countries": keys(countries)
        case "languages": keys(languages)
        default: keys(pins)
        }
    }

    static func manifest(_ name: String) throws -> Manifest {
        try #require(try CatalogReadModels.manifests().first { $0.name == name })
    }
}
