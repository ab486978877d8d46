import CatalogScript
import Contracts
import Mongo
import Projection
import Synchronization
import Testing

@testable import ReadAPI

@Suite("A switch of the active collection")
struct SwitchTests {
    @Test("is not noticed by 10,000 reads, though every old collection is dropped at once")
    func reads() async throws {
        try await ReadFixture.serve { fixture, server in
            let ids = fixture.script.liveMovies.map(\.rawValue)
            let first = MovieOracle(fixture).list(MovieQuery(limit: 1)).prefix(5)
            let remaining = Mutex(10_000)
            let failures = Mutex<[String]>([])
            try await withThrowingTaskGroup { group in
                for client in 0..<8 {
                    group.addTask {
                        var random = SeededGenerator(seed: UInt64(client))
                        while remaining.withLock({ $0 -= 1; return $0 >= 0 }) {
                            if Int.random(in: 0..<5, using: &random) == 0 {
                                let answer = try await server.get("/api/movies?limit=5")
                                if answer.items.compactMap({ $0["id"] as? Int64 }) != Array(first) {
                                    failures.withLock { $0.append("a list: \(answer.status)") }
                                }
                            } else {
                                let id = ids.randomElement(using: &random) ?? 1
                                let answer = try await server.get("/api/movies/\(id)")
                                if answer.json["id"] as? Int64 != id {
                                    failures.withLock { $0.append("film \(id): \(answer.status)") }
                                }
                            }
                        }
                    }
                }
                group.addTask {
                    var generation = 1
                    while remaining.withLock({ $0 > 0 }) {
                        generation += 1
                        try await ReadFixture.store(
                            fixture.movies, fixture.script, generation: generation, in: fixture.database)
                        try await fixture.database.collection("movies_v1_g\(generation - 1)").drop()
                    }
                    #expect(generation > 2)
                }
                try await group.waitForAll()
            }
            #expect(failures.withLock { $0 }.prefix(5) == [])
        }
    }

    @Test("to a model that was never complete is not served")
    func incomplete() async throws {
        try await ReadFixture.serve(events: 30) { fixture, server in
            try await ReadFixture.point(
                "movies", to: "movies_v1_g2", at: .start, complete: false, in: fixture.database)
            // A name that is not there makes the watch look anew.
            #expect(try await server.get("/api/movies/no-such-film").status == 503)
            let answer = try await server.get("/api/movies?limit=1")
            #expect(answer.status == 503)
            #expect(answer.problem == "/problems/not-ready")
            #expect(await fixture.api.healthCheck.check() != .ready)
        }
    }
}
