import CatalogScript
import Contracts
import HTTPKit
import Mongo
import Synchronization
import TestSupport
import Testing

@testable import ReadAPI

@Suite("Before the index is loaded")
struct ReadinessTests {
    @Test("lists and searches are not ready, and then they are")
    func notReady() async throws {
        try await withFreshDatabase { database in
            let stored = try StoredModels(FilmShelf.log, in: try await database.overWriters)
            let side = try ReadSide(try await database.overReaders)
            try await side.run {
                try await ReadServer.with(side.api) { server in
                    var models = stored
                    let paths = [
                        "/api/movies", "/api/search?q=matrix", "/api/suggest?q=m", "/api/movies/1/similar",
                    ]
                    // The index needs three models; it is not ready with two.
                    for name in StoredModels.names where name != "search_pins" {
                        try await models.rebuild(name)
                    }
                    try await eventually { side.watch.models?.count == 5 }
                    for path in paths {
                        let answer = try await server.get(path)
                        #expect(answer.status == 503, "\(path)")
                        #expect(answer.problem == "/problems/not-ready")
                        #expect(answer.header("Retry-After") == "1")
                    }
                    #expect(await side.api.healthCheck.check() != .ready)
                    try await models.rebuild("search_pins")
                    try await eventually { await side.api.healthCheck.check() == .ready }
                    for path in paths { #expect(try await server.get(path).status == 200, "\(path)") }
                }
            }
        }
    }

    @Test("a server that says that it is ready has everything")
    func untilReady() async throws {
        try await withFreshDatabase { database in
            let stored = try StoredModels(FilmShelf.log, in: try await database.overWriters)
            let side = try ReadSide(try await database.overReaders)
            try await side.run {
                var models = stored
                try await models.storeAll()
                await side.api.untilReady(including: LogPosition(log: .catalog, position: models.position))
                #expect(side.replica.status.position >= models.position.rawValue)
                #expect(side.replica.status.documents > 0)
            }
        }
    }

    /// Memory is kept while it loads, so the end must be told as surely as the beginning.
    @Test("each load is announced, and its end")
    func announced() async throws {
        try await withFreshDatabase { database in
            var models = try StoredModels(FilmShelf.log, in: try await database.overWriters)
            try await models.storeAll()
            let told = Mutex<[Bool]>([])
            let side = try ReadSide(
                try await database.overReaders,
                onLoading: { isLoading in told.withLock { $0.append(isLoading) } }
            )
            let stored = models
            try await side.runLoaded {
                #expect(told.withLock { $0 } == [true, false])
                var models = stored
                try await models.rebuild("movies")
                try await eventually { told.withLock { $0.count } == 4 }
                #expect(told.withLock { $0 } == [true, false, true, false])
            }
        }
    }
}
