import CatalogScript
import Contracts
import Foundation
import Mongo
import Projection
import ReadModels
import TestSupport
import Testing

@testable import ReadAPI

/// The read side over a catalog that random editors made.
struct ReadFixture: Sendable {
    let database: MongoDatabase
    let watch: ModelWatch
    let api: ReadAPI
    let queries: CatalogQueries
    let movies: MemoryModel<MoviesProjection>
    let script: CatalogScript

    /// Runs `body` with every read model of a catalog after `events` random events.
    static func with(
        seed: UInt64 = 1,
        events: Int = 600,
        wait: Duration = .seconds(2),
        _ body: @escaping @Sendable (ReadFixture) async throws -> Void
    ) async throws {
        try await withFreshDatabase { database in
            try await with(database, seed: seed, events: events, wait: wait, body)
        }
    }

    static func with(
        _ database: MongoDatabase,
        seed: UInt64,
        events: Int,
        wait: Duration,
        _ body: @escaping @Sendable (ReadFixture) async throws -> Void
    ) async throws {
        var script = CatalogScript(seed: seed)
        script.run(events)
        let movies = try MemoryModel(MoviesProjection(), of: script.log.events)
        try await store(movies, script, in: database)
        try await store(MemoryModel(PeopleProjection(), of: script.log.events), script, in: database)
        for kind in [ReferenceDataProjection.Kind.genre, .country, .language] {
            try await store(MemoryModel(ReferenceDataProjection(kind), of: script.log.events), script, in: database)
        }
        let watch = ModelWatch(ProjectionDirectory(database))
        let fixture = ReadFixture(
            database: database,
            watch: watch,
            api: ReadAPI(database: database, watch: watch, wait: wait),
            queries: CatalogQueries(database: database, watch: watch),
            movies: movies,
            script: script
        )
        try await withThrowingTaskGroup { group in
            group.addTask { await watch.run() }
            // The first look.
            while watch.models == nil { await Task.yield() }
            try await body(fixture)
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    /// Puts a model's documents into a new collection with the manifest's indexes, and makes it the active one.
    static func store<P: Projection>(
        _ model: MemoryModel<P>,
        _ script: CatalogScript,
        generation: Int = 1,
        in database: MongoDatabase
    ) async throws {
        let name = model.projection.name
        let collection = database.collection("\(name)_v1_g\(generation)")
        try await collection.createIndexes(try manifest(name).indexes)
        try await collection.insert(model.stored.sorted { $0.key < $1.key }.map(\.value))
        try await point(name, to: collection.name, at: script.log.position, in: database)
    }

    /// What `projections/NAME.yaml` says.
    static func manifest(_ name: String) throws -> Manifest {
        let folder = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "projections").path
        return try #require(try Manifest.load(folder: folder).first { $0.name == name })
    }

    /// Switches the alias.
    static func point(
        _ name: String,
        to collection: String,
        at position: Position,
        complete: Bool = true,
        in database: MongoDatabase
    ) async throws {
        try await database.collection(ProjectionDirectory.collectionName).replaceOne(
            ["_id": .string(name)],
            with: [
                "_id": .string(name), "version": 1, "collection": .string(collection),
                "checkpoint": ["catalog": .int64(position.rawValue)], "complete": .bool(complete),
            ],
            upsert: true
        )
    }

    /// Until when a query of a test may take; far beyond what it needs.
    var deadline: ContinuousClock.Instant { .now + .seconds(30) }
}
