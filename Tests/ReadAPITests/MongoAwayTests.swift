import CatalogScript
import Contracts
import Foundation
import Mongo
import TestSupport
import Testing

@testable import ReadAPI

@Suite("A MongoDB that is away")
struct MongoAwayTests {
    @Test("gives 503 with Retry-After on every read that needs it, within the bound, until it is back")
    func away() async throws {
        try await Self.withMongod { mongod, database in
            let side = try Self.side(database)
            try await ReadFixture.with(database, side, seed: 1, events: 100) { fixture in
                try await ReadServer.with(fixture.api) { server in
                    let id = try fixture.anyFilm
                    let paths = [
                        "/api/movies/\(id)", "/api/movies/no-such-film", "/api/movies?genre=genre-1",
                        "/api/movies?fields=title", "/api/people/1", "/api/people", "/api/genres",
                        "/api/search?q=red", "/api/stats",
                    ]
                    await mongod.process.stop()
                    for path in paths {
                        let began = ContinuousClock.now
                        let answer = try await server.get(path)
                        #expect(answer.status == 503, "\(path)")
                        #expect(answer.header("Retry-After") == "1")
                        #expect(answer.problem == "/problems/unavailable")
                        // A bound that is promised, with room for a slow machine.
                        #expect(ContinuousClock.now - began < .seconds(10), "\(path)")
                    }
                    try await mongod.startAgain()
                    for path in paths {
                        try await eventually { try await server.get(path).status != 503 }
                        #expect(try await server.get(path).status != 500, "\(path)")
                    }
                }
            }
        }
    }

    @Test("stops neither suggestions nor what the cache and the index have")
    func goesOn() async throws {
        try await Self.withMongod { mongod, database in
            let side = try Self.side(database)
            try await ReadFixture.with(database, side, seed: 1, events: 100) { fixture in
                try await ReadServer.with(fixture.api) { server in
                    let id = try fixture.anyFilm
                    let slug = try #require(fixture.script.facts(of: MovieID(rawValue: id))).slug
                    let paths = [
                        "/api/suggest?q=re", "/api/movies/\(id)", "/api/movies/\(slug)",
                        "/api/movies?limit=5&sort=-year",
                        "/api/search?q=red&limit=3&facets=genre",
                    ]
                    var before: [ReadServer.Answer] = []
                    for path in paths { before.append(try await server.get(path)) }
                    await mongod.process.stop()
                    for (path, before) in zip(paths, before) {
                        let answer = try await server.get(path)
                        #expect(answer.status == 200, "\(path)")
                        #expect(answer.ids == before.ids)
                        #expect(answer.header("ETag") == before.header("ETag"))
                        #expect(answer.header("Kinoteka-Position") == before.header("Kinoteka-Position"))
                    }
                    let later = "catalog:\(fixture.models.position.next)"
                    for path in paths {
                        let answer = try await server.get(path, ["Kinoteka-After": later])
                        #expect(answer.status == 503, "\(path)")
                        #expect(answer.header("Retry-After") == "1")
                    }
                }
            }
        }
    }

    @Test("is followed again when it is back")
    func resumes() async throws {
        try await Self.withMongod { mongod, database in
            var stored = try StoredModels(FilmShelf.log, in: database)
            try await stored.storeAll()
            let models = stored
            let side = try Self.side(database)
            try await side.runLoaded {
                try await ReadServer.with(side.api) { server in
                    await mongod.process.stop()
                    #expect(try await server.get("/api/movies?fields=title").status == 503)
                    try await mongod.startAgain()
                    var models = models
                    var revision = MovieRevised(id: MovieID(rawValue: FilmShelf.id("Solaris")))
                    revision.title = "Stalker"
                    let event = CatalogEvent.movieRevised(revision)
                    // The client's first try may meet a connection that ended.
                    try await eventually { (try? await database.collection("movies_v1_g1").count()) != nil }
                    try await models.append(event)
                    let answer = try await server.get("/api/suggest?q=stalker", after: models.position)
                    #expect(answer.items.map { $0["text"] as? String } == ["Stalker"])
                    #expect(try await server.get("/api/suggest?q=solaris").items.isEmpty)
                }
            }
        }
    }

    /// A read side as it is in a product.
    private static func side(_ database: MongoDatabase) throws -> ReadSide {
        try ReadSide(database, wait: ReadAPI.standardWait, lookTime: ModelWatch.Bounds().lookTime)
    }

    /// A mongod of its own, and a reader's connection to it.
    private static func withMongod(
        _ body: (PrivateMongod, MongoDatabase) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinoteka-away-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let mongod = try await PrivateMongod(folder: folder)
        let database = try MongoDatabase(ReadAPI.mongoConfiguration(uri: await mongod.process.uri))
        do {
            try await body(mongod, database)
        } catch {
            await mongod.process.stop()
            throw error
        }
        await database.close()
        await mongod.process.stop()
    }
}

/// A mongod that a test stops and starts.
private actor PrivateMongod {
    private let settings: ManagedMongod.Settings
    private(set) var process: ManagedMongod

    init(folder: String) async throws {
        settings = ManagedMongod.Settings(
            binary: try MongodBinary.find(candidates: TestMongo.candidates),
            dataDirectory: folder + "/mongo",
            logFile: folder + "/mongod.log"
        )
        process = try await ManagedMongod.start(settings)
    }

    func startAgain() async throws { process = try await ManagedMongod.start(settings) }
}
