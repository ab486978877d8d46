import CatalogScript
import Contracts
import Mongo
import Projection
import ReadModels
import Testing

@testable import ReadAPI

@Suite("A person's page")
struct FilmographyTests {
    private static func person(_ name: String, at server: ReadServer) async throws -> Int64 {
        let found = try await server.search(name, ["type": "person"])
        return try #require(found.ids.first)
    }

    private static func films(_ answer: ReadServer.Answer) -> [String] {
        let filmography = answer.json["filmography"] as? [[String: Any]] ?? []
        return filmography.compactMap { ($0["movie"] as? [String: Any])?["title"] as? String }
    }

    @Test("lists films newest first, of one year the one that came last, with what the person did")
    func order() async throws {
        try await FilmShelf.serve { server async throws in
            let id = try await Self.person("Keanu Reeves", at: server)
            let answer = try await server.get("/api/people/\(id)")
            let films = Self.films(answer)
            #expect(
                films.filter { $0.contains("Matrix") } == [
                    "The Matrix Revolutions", "The Matrix Reloaded", "The Matrix",
                ]
            )
            #expect(answer.json["film_count"] as? Int == films.count)
            let entry = try #require((answer.json["filmography"] as? [[String: Any]])?.first)
            #expect(entry["credit_id"] is Int64)
            #expect(entry["billing"] as? Int == 1)
            #expect((entry["movie"] as? [String: Any])?.keys.sorted() == ["id", "slug", "title", "year"])
            #expect(entry["movie_id"] == nil)
        }
    }

    @Test("has a film's new title and year at once, under another entity tag")
    func renamedFilm() async throws {
        try await ReadSide.serve(FilmShelf.log) { _, stored, server in
            var models = stored
            let id = try await Self.person("Keanu Reeves", at: server)
            let path = "/api/people/\(id)"
            let before = try await server.get(path)
            let tag = try #require(before.header("ETag"))
            #expect(try await server.get(path, ["If-None-Match": tag]).status == 304)

            var revision = MovieRevised(id: MovieID(rawValue: FilmShelf.id("The Matrix")))
            revision.title = "Die Matrix"
            revision.year = 2020
            try await models.append(.movieRevised(revision))
            let after = try await server.get(
                path,
                ["Kinoteka-After": "catalog:\(models.position)", "If-None-Match": tag]
            )
            #expect(after.status == 200)
            #expect(after.header("ETag") != tag)
            #expect(after.header("Kinoteka-Position") == "catalog:\(models.position)")
            #expect(Self.films(after).first == "Die Matrix")
            #expect(Self.films(after).count == Self.films(before).count)
        }
    }

    @Test("has no film that was withdrawn, and has it again when it is back")
    func withdrawnFilm() async throws {
        try await ReadSide.serve(FilmShelf.log) { _, stored, server in
            var models = stored
            let person = try await Self.person("Humphrey Bogart", at: server)
            let film = MovieID(rawValue: FilmShelf.id("Casablanca"))
            let facts = try #require(stored.movies.entries[.int(film.rawValue)]?.state.document?.facts)
            #expect(Self.films(try await server.get("/api/people/\(person)")).contains("Casablanca"))
            try await models.append(
                .movieWithdrawn(
                    MovieWithdrawn(
                        id: film,
                        genres: facts.genres.map(\.id),
                        countries: facts.countries.map(\.code),
                        languages: facts.languages.map(\.code),
                        people: facts.credits.map(\.person.id)
                    )
                )
            )
            let without = try await server.get("/api/people/\(person)", after: models.position)
            #expect(!Self.films(without).contains("Casablanca"))
            try await models.append(.movieRestored(MovieRestored(id: film, facts: facts)))
            let back = try await server.get("/api/people/\(person)", after: models.position)
            #expect(Self.films(back).contains("Casablanca"))
        }
    }

    @Test("leaves out a film that the other model does not have, instead of failing")
    func missingFilm() async throws {
        try await ReadSide.serve(FilmShelf.log) { side, _, server in
            let person = try await Self.person("Keanu Reeves", at: server)
            let before = Self.films(try await server.get("/api/people/\(person)"))
            let movies = side.database.collection(try side.watch.current("movies").collection)
            #expect(try await movies.deleteOne(["_id": .int64(FilmShelf.id("The Matrix"))]))
            let answer = try await server.get("/api/people/\(person)")
            #expect(answer.status == 200)
            #expect(Self.films(answer) == before.filter { $0 != "The Matrix" })
        }
    }

    @Test("shows the fields that were asked for; lists have no filmography")
    func fields() async throws {
        try await FilmShelf.serve { server async throws in
            let id = try await Self.person("Keanu Reeves", at: server)
            let names = try await server.get("/api/people/\(id)?fields=name")
            #expect(names.json.keys.sorted() == ["id", "name"])
            let films = try await server.get("/api/people/\(id)?fields=filmography")
            #expect(films.json.keys.sorted() == ["filmography", "id"])
            #expect(!Self.films(films).isEmpty)
            let list = try await server.get("/api/people")
            #expect(list.items.allSatisfy { $0["filmography"] == nil && $0["film_count"] != nil })
            let hits = try await server.search("Keanu Reeves", ["type": "person"])
            #expect(hits.items.allSatisfy { $0["filmography"] == nil && $0["film_count"] != nil })
            let refused = try await server.get("/api/people?fields=filmography")
            #expect(refused.pointers == ["?fields"])
        }
    }
}
