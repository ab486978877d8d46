import CatalogScript
import Contracts
import Testing

@testable import ReadAPI

@Suite("A rollback")
struct RollbackTests {
    @Test("serves what was before, but nobody who asks for more gets it")
    func rollback() async throws {
        try await ReadSide.serve(FilmShelf.log, wait: .milliseconds(100)) { side, stored, server in
            let id = MovieID(rawValue: FilmShelf.id("Solaris"))
            let before = stored
            var models = stored
            var revision = MovieRevised(id: id)
            revision.title = "Stalker"
            try await models.append(.movieRevised(revision))
            try await side.caughtUp(with: models)
            let paths = [
                "/api/movies/\(id)", "/api/movies/\(id)?fields=title", "/api/movies?genre=drama",
                "/api/movies?genre=drama&fields=title", "/api/search?q=drama&type=movie",
                "/api/movies/\(FilmShelf.id("The Matrix"))/similar?limit=50",
            ]
            for path in paths { _ = try await server.get(path) }

            // Back to a collection that does not have the event.
            try await models.storeBeside("movies", before.documents(of: "movies"))
            try await models.point("movies", at: before.position)
            var isBack = false
            while !isBack {
                isBack = try await server.get("/api/suggest?q=stalker").items.isEmpty
                for path in paths {
                    let anything = try await server.get(path)
                    #expect(anything.status == 200, "\(path)")
                    let more = try await server.get(path, after: models.position)
                    let text = String(decoding: more.body, as: UTF8.self)
                    let isRight =
                        more.status == 200 ? text.contains("Stalker") : more.problem == "/problems/behind"
                    #expect(isRight, "\(path): \(more.status)")
                    // What it says that it includes, it includes.
                    if anything.header("Kinoteka-Position") == "catalog:\(models.position)" {
                        #expect(String(decoding: anything.body, as: UTF8.self).contains("Stalker"), "\(path)")
                    }
                }
            }
            for path in paths {
                let answer = try await server.get(path)
                #expect(String(decoding: answer.body, as: UTF8.self).contains("Solaris"), "\(path)")
                #expect(try await server.get(path, after: models.position).status == 503, "\(path)")
            }

            // And forward again.
            try await models.rebuild("movies")
            for path in paths {
                try await eventually { try await server.get(path, after: models.position).status == 200 }
                let answer = try await server.get(path, after: models.position)
                #expect(String(decoding: answer.body, as: UTF8.self).contains("Stalker"), "\(path)")
            }
        }
    }
}
