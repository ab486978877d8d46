import CatalogScript
import Foundation
import Mongo
import TestSupport
import Testing

@testable import ReadAPI

@Suite("A MongoDB that is away")
struct MongoAwayTests {
    @Test("gives 503 with Retry-After on every read, within the bound, until it is back")
    func away() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinoteka-away-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let settings = ManagedMongod.Settings(
            binary: try MongodBinary.find(candidates: TestMongo.candidates),
            dataDirectory: folder + "/mongo",
            logFile: folder + "/mongod.log"
        )
        let mongod = try await ManagedMongod.start(settings)
        let database = try MongoDatabase(ReadAPI.mongoConfiguration(uri: mongod.uri))
        try await ReadFixture.with(database, seed: 1, events: 100, wait: .seconds(2)) { fixture in
            try await ReadServer.with(fixture.api) { server in
                let id = try fixture.anyFilm
                let paths = [
                    "/api/movies/\(id)", "/api/movies/no-such-film", "/api/movies?genre=genre-1",
                    "/api/people/1",
                    "/api/genres", "/api/search?q=red", "/api/stats",
                ]
                // Statistics of this position are not known yet, so they have to be counted.
                #expect(try await server.get(paths[0]).status == 200)
                await mongod.stop()
                for path in paths {
                    let began = ContinuousClock.now
                    let answer = try await server.get(path)
                    #expect(answer.status == 503, "\(path)")
                    #expect(answer.header("Retry-After") == "1")
                    #expect(answer.problem == "/problems/unavailable")
                    // A bound that is promised, with room for a slow machine.
                    #expect(ContinuousClock.now - began < .seconds(10), "\(path)")
                }
                let again = try await ManagedMongod.start(settings)
                while try await server.get(paths[0]).status == 503 { await Task.yield() }
                #expect(try await server.get(paths[0]).status == 200)
                await again.stop()
            }
        }
        await database.close()
    }
}
