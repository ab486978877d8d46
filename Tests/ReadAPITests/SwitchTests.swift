import CatalogScript
import Contracts
import HTTPKit
import Mongo
import Projection
import Synchronization
import Testing

@testable import ReadAPI

@Suite("A switch of the active collection")
struct SwitchTests {
    @Test("is not noticed by 10,000 reads, though every old collection is dropped at once")
    func reads() async throws {
        try await ReadFixture.serve(wait: .seconds(30)) { fixture, server in
            let ids = fixture.script.liveMovies.map(\.rawValue)
            let first = MovieOracle(fixture).list(ListQuery()).prefix(5)
            let tally = Tally(reads: 10_000)
            try await withThrowingTaskGroup { group in
                for client in 0..<8 {
                    group.addTask {
                        var random = SeededGenerator(seed: UInt64(client))
                        while tally.takeOne() {
                            if Int.random(in: 0..<5, using: &random) == 0 {
                                let answer = try await server.get("/api/movies?limit=5")
                                if answer.items.compactMap({ $0["id"] as? Int64 }) != Array(first) {
                                    tally.fail("a list: \(answer.problem ?? "\(answer.ids)")")
                                }
                            } else {
                                let id = ids.randomElement(using: &random) ?? 1
                                let answer = try await server.get("/api/movies/\(id)")
                                if answer.json["id"] as? Int64 != id {
                                    tally.fail("film \(id): \(answer.problem ?? "another")")
                                }
                            }
                        }
                    }
                }
                group.addTask {
                    var models = fixture.models
                    var switches = 0
                    while tally.hasMore {
                        let old = models.collection(of: "movies")
                        try await models.rebuild("movies")
                        try await old.drop()
                        switches += 1
                    }
                    #expect(switches > 1)
                }
                try await group.waitForAll()
            }
            #expect(tally.failures.prefix(5) == [])
        }
    }

    @Test("to a model that was never complete is not served")
    func incomplete() async throws {
        try await ReadFixture.serve(events: 30, wait: .milliseconds(500)) { fixture, server in
            try await fixture.models.point("movies", to: "movies_v1_g2", at: .start, complete: false)
            // A name that is not there makes the watch look anew.
            #expect(try await server.get("/api/movies/no-such-film").status == 503)
            let answer = try await server.get("/api/movies?limit=1")
            #expect(answer.status == 503)
            #expect(answer.problem == "/problems/not-ready")
            #expect(await fixture.api.healthCheck.check() != .ready)
        }
    }
}

/// How many reads are still to be done, and what went wrong.
private final class Tally: Sendable {
    private let state: Mutex<(reads: Int, failures: [String])>

    init(reads: Int) {
        state = Mutex((reads, []))
    }

    var hasMore: Bool { state.withLock { $0.reads > 0 } }
    var failures: [String] { state.withLock { $0.failures } }

    func takeOne() -> Bool {
        state.withLock {
            $0.reads -= 1
            return $0.reads >= 0
        }
    }

    func fail(_ what: String) {
        state.withLock { $0.failures.append(what) }
    }
}
