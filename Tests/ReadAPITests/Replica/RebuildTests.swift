import CatalogScript
import Contracts
import Mongo
import Testing

@testable import ReadAPI

@Suite("A rebuild that makes documents differently")
struct RebuildTests {
    private static let casablanca = FilmShelf.id("Casablanca")

    @Test("is shown soon, and until then nobody gets a wrong answer or none")
    func rebuild() async throws {
        try await ReadSide.serve(FilmShelf.log) { _, stored, server in
            let failures = Failures()
            let old = try await server.get("/api/movies?limit=100")
            let paths = [
                "/api/movies?limit=100", "/api/search?q=casablanca", "/api/movies/\(Self.casablanca)",
                "/api/suggest?q=casablanca", "/api/movies?limit=100&fields=title",
            ]
            try await withThrowingTaskGroup { group in
                for path in paths {
                    group.addTask {
                        while !failures.isOver {
                            let answer = try await server.get(path, after: stored.position)
                            let text = String(decoding: answer.body, as: UTF8.self)
                            let isWhole =
                                path.contains("limit=100") ? answer.ids.sorted() == old.ids.sorted() : true
                            if answer.status != 200 || !isWhole || !text.contains("Casablanca") {
                                failures.note("\(path): \(answer.status)")
                            }
                        }
                    }
                }
                group.addTask {
                    var models = stored
                    let before = models.collection(of: "movies")
                    try await models.storeBeside("movies", Self.restored(models.documents(of: "movies")))
                    try await models.point("movies")
                    try await before.drop()
                    // What was made differently has no newer position; it is there all the same.
                    try await eventually { try await server.get("/api/suggest?q=restored").items.count == 1 }
                    for path in paths {
                        try await eventually {
                            let answer = try await server.get(path)
                            return String(decoding: answer.body, as: UTF8.self).contains(
                                "Casablanca Restored"
                            )
                        }
                    }
                    failures.end()
                }
                try await group.waitForAll()
            }
            failures.expectNone()
        }
    }

    /// The documents as another version of the projection would make them.
    private static func restored(_ documents: [BSONDocument]) throws -> [BSONDocument] {
        try documents.map { document in
            let fields = try document.fields().map { key, value in
                (key, key == "title" && value.stringValue == "Casablanca" ? "Casablanca Restored" : value)
            }
            return BSONDocument(fields)
        }
    }
}
