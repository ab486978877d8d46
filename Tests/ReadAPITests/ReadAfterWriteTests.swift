import CatalogScript
import Contracts
import Mongo
import Projection
import TestSupport
import Testing

@testable import ReadAPI

@Suite("A read after a write")
struct ReadAfterWriteTests {
    @Test("waits until the model includes the position, and has at least that")
    func waiting() async throws {
        try await ReadFixture.serve(wait: .seconds(30)) { fixture, server in
            let id = try fixture.anyFilm
            let position = fixture.script.log.position
            let paths = [
                "/api/movies/\(id)", "/api/movies/\(id)?fields=title", "/api/movies?limit=1",
                "/api/search?q=red",
                "/api/suggest?q=red", "/api/movies/\(id)/similar", "/api/genres/1", "/api/stats",
            ]
            try await withThrowingTaskGroup { group in
                for path in paths {
                    group.addTask {
                        let answer = try await server.get(
                            path,
                            ["Kinoteka-After": "catalog:\(position.rawValue + 2)"]
                        )
                        #expect(answer.status == 200, "\(path)")
                        #expect(answer.header("Kinoteka-Position") == "catalog:\(position.rawValue + 2)")
                    }
                }
                // The projectors get one event further, then another.
                for step in 1...2 {
                    for name in StoredModels.names {
                        try await fixture.models.point(
                            name,
                            at: Position(rawValue: position.rawValue + Int64(step))
                        )
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("takes a projector's word in its own process, for the collection that readers read")
    func told() async throws {
        try await ReadFixture.with(events: 30) { fixture in
            var model = try fixture.watch.current("movies")
            let next = fixture.script.log.position.next
            try await fixture.models.point("movies", at: next)
            model.checkpoint[.catalog] = next
            fixture.watch.told(model)
            #expect(try fixture.watch.current("movies").position == next)

            // A projector that has not heard of a switch yet.
            model.collection = "movies_0"
            model.checkpoint[.catalog] = next.next
            fixture.watch.told(model)
            #expect(try fixture.watch.current("movies").position == next)
        }
    }

    @Test("is refused when the wait was in vain, and when the position makes no sense")
    func refusals() async throws {
        try await ReadFixture.serve(events: 30, wait: .milliseconds(50)) { fixture, server in
            let later = try await server.get("/api/movies?limit=1", ["Kinoteka-After": "catalog:999999"])
            #expect(later.status == 503)
            #expect(later.problem == "/problems/behind")
            #expect(later.header("Retry-After") == "1")
            let now = try await server.get(
                "/api/movies?limit=1",
                ["Kinoteka-After": "catalog:\(fixture.script.log.position)"]
            )
            #expect(now.status == 200)
            for value in ["catalog", "catalog:-1", "orders:1", "catalog:1,catalog:2"] {
                #expect(
                    try await server.get("/api/movies?limit=1", ["Kinoteka-After": value]).status == 400,
                    "\(value)"
                )
            }
        }
    }

    @Test("waits with a bound on how many wait")
    func bound() async throws {
        try await withFreshDatabase { database in
            let stored = try StoredModels(FilmShelf.log, in: try await database.overWriters)
            let readers = try await database.overReaders
            let side = try ReadSide(readers, wait: .seconds(2), waiters: 2)
            var models = stored
            try await models.storeAll()
            let position = models.position.next
            try await side.runLoaded {
                try await ReadServer.with(side.api) { server in
                    try await withThrowingTaskGroup { group in
                        for path in ["/api/suggest?q=a", "/api/movies", "/api/movies/1"] {
                            for _ in 1...8 {
                                group.addTask { try await server.get(path, after: position).problem }
                            }
                        }
                        var problems: Set<String?> = []
                        for try await problem in group { problems.insert(problem) }
                        #expect(problems == ["/problems/busy", "/problems/behind"])
                    }
                }
            }
        }
    }

    @Test("never gets the older model that a rollback brought back")
    func rollback() async throws {
        try await ReadFixture.with(wait: .milliseconds(300)) { fixture in
            let id = try fixture.anyFilm
            let position = fixture.script.log.position
            let loader = DocumentLoader<Int64>("movies", by: "_id", in: fixture.database, fixture.watch)
            let wanted = [LogPosition(log: .catalog, position: position)]
            let before = try await loader.load(id, including: wanted, until: .now + .seconds(30))
            #expect(before.model.collection == "movies_v1_g1")
            var models = fixture.models
            try await models.storeBeside("movies", models.documents(of: "movies"))
            try await models.point("movies", at: Position(rawValue: 1))
            _ = try await fixture.watch.refreshed("movies", until: .now + .seconds(30))
            await #expect(throws: ReadError.tooSoon(model: "movies")) {
                try await loader.load(id, including: wanted, until: .now + .milliseconds(50))
            }
            try await models.point("movies", at: position)
            let after = try await loader.load(id, including: wanted, until: .now + .seconds(30))
            #expect(after.model.collection == "movies_v1_g2")
        }
    }
}
