import CatalogScript
import Contracts
import Mongo
import Projection
import ReadModels
import TestSupport
import Testing

@testable import ReadAPI

/// The read side over a catalog that random editors made.
struct ReadFixture: Sendable {
    let side: ReadSide
    let models: StoredModels
    let script: CatalogScript

    var database: MongoDatabase { side.database }
    var watch: ModelWatch { side.watch }
    var api: ReadAPI { side.api }
    var movies: MemoryModel<MoviesProjection> { models.movies }

    /// Runs `body` with every read model of a catalog after `events` random events.
    static func with(
        seed: UInt64 = 1,
        events: Int = 600,
        wait: Duration = .seconds(30),
        _ body: @escaping @Sendable (ReadFixture) async throws -> Void
    ) async throws {
        try await withFreshDatabase { database in
            let side = try ReadSide(try await database.overReaders, wait: wait)
            try await with(try await database.overWriters, side, seed: seed, events: events, body)
        }
    }

    static func with(
        _ database: MongoDatabase,
        _ side: ReadSide,
        seed: UInt64,
        events: Int,
        _ body: @escaping @Sendable (ReadFixture) async throws -> Void
    ) async throws {
        var script = CatalogScript(seed: seed)
        script.run(events)
        var models = try StoredModels(script.log, in: database)
        try await models.storeAll()
        let fixture = ReadFixture(
            side: side,
            models: models,
            script: script
        )
        try await fixture.side.runLoaded { try await body(fixture) }
    }

    /// Serves the fixture's read side.
    static func serve(
        seed: UInt64 = 1,
        events: Int = 300,
        wait: Duration = .seconds(30),
        _ body: @escaping @Sendable (ReadFixture, ReadServer) async throws -> Void
    ) async throws {
        try await with(seed: seed, events: events, wait: wait) { fixture in
            try await ReadServer.with(fixture.api) { server in try await body(fixture, server) }
        }
    }

    /// A film that is there.
    var anyFilm: Int64 { get throws { try #require(script.liveMovies.first).rawValue } }
}
