import CatalogScript
import Contracts
import Mongo
import TestSupport
import Testing

@testable import ReadAPI

@Suite("The index of the read models")
struct ReplicaTests {
    private let solaris = MovieID(rawValue: FilmShelf.id("Solaris"))

    @Test("follows what changes")
    func changes() async throws {
        try await ReadSide.serve(FilmShelf.log) { _, stored, server in
            var models = stored
            var revision = MovieRevised(id: solaris)
            revision.title = "Stalker"
            revision.year = 1979
            try await models.append(.movieRevised(revision))
            let found = try await server.get("/api/search?q=stalker&decade=1970", after: models.position)
            #expect(found.titles == ["Stalker"])
            #expect(found.items.first?["year"] as? Int == 1979)
            #expect(try await server.search("solaris ").total == 0)
        }
    }

    @Test("follows new films, withdrawn ones, and those that come back")
    func removals() async throws {
        try await ReadSide.serve(FilmShelf.log) { _, stored, server in
            var models = stored
            let film = FilmShelf.Film(title: "Stalker", year: 1979, genres: ["Drama"], country: "SU")
            let id = MovieID(rawValue: 100)
            let facts = FilmShelf.facts(film, id: id)
            func total() async throws -> [Int?] {
                let answer = try await server.get(
                    "/api/search?q=stalker&facets=genre",
                    after: models.position
                )
                let similar = try await server.get("/api/movies/\(id)/similar", after: models.position)
                return [answer.total, answer.facet("genre").count, similar.status]
            }
            #expect(try await total() == [0, 0, 404])
            try await models.append(.movieRegistered(MovieRegistered(id: id, facts: facts)))
            #expect(try await total() == [1, 1, 200])
            try await models.append(
                .movieWithdrawn(
                    MovieWithdrawn(
                        id: id,
                        genres: facts.genres.map(\.id),
                        countries: [],
                        languages: [],
                        people: []
                    )
                )
            )
            #expect(try await total() == [0, 0, 404])
            try await models.append(.movieRestored(MovieRestored(id: id, facts: facts)))
            #expect(try await total() == [1, 1, 200])
        }
    }

    @Test("follows new names of people and genres into every film that has them")
    func names() async throws {
        try await ReadSide.serve(FilmShelf.log) { _, stored, server in
            var models = stored
            var person = PersonRevised(id: FilmShelf.person("Humphrey Bogart").id)
            person.name = "Bogie"
            var genre = FilmShelf.genre("Film Noir")
            genre.name = "Crime"
            try await models.append([.personRevised(person), .genreRevised(GenreChanged(genre: genre))])
            let answer = try await server.get(
                "/api/search?q=bogie&facets=genre,person",
                after: models.position
            )
            #expect(answer.total == 4)
            #expect(answer.facet("person").first == "humphrey-bogart 3")
            #expect(try await server.search("bogart").total == 0)
            #expect(try await server.search("crime", ["type": "movie"]).total == 3)
        }
    }

    @Test("follows more changes than one query gives, also of one event")
    func batches() async throws {
        var bounds = CatalogReplica.Bounds()
        bounds.batch = 2
        try await ReadSide.serve(FilmShelf.log, bounds: bounds) { _, stored, server in
            var models = stored
            var genre = FilmShelf.genre("Drama")
            genre.name = "Tragedy"
            var events = FilmShelf.films.indices.map { index -> CatalogEvent in
                var revision = MovieRevised(id: MovieID(rawValue: Int64(index + 1)))
                revision.year = 1900 + index
                return .movieRevised(revision)
            }
            events.insert(.genreRevised(GenreChanged(genre: genre)), at: 7)
            events.append(.genreRevised(GenreChanged(genre: FilmShelf.genre("Romance"))))
            try await models.append(events)
            let years = try await server.get(
                "/api/movies?year=1900..1950&fields=title&limit=100",
                after: models.position
            )
            #expect(years.total == FilmShelf.films.count)
            let dramas = FilmShelf.films.count { $0.genres.contains("Drama") }
            #expect(try await server.search("tragedy", ["type": "movie"]).total == dramas)
            #expect(try await server.search("drama", ["type": "movie"]).total == 0)
        }
    }

    @Test("is loaded by several queries at a time, and then has everything", arguments: [1, 2, 7])
    func loaders(count: Int) async throws {
        var bounds = CatalogReplica.Bounds()
        bounds.loaders = count
        try await ReadSide.serve(FilmShelf.log, bounds: bounds) { side, _, server async throws in
            #expect(try await server.get("/api/movies?limit=100").items.count == FilmShelf.films.count)
            #expect(side.replica.status.documents == FilmShelf.films.count + FilmShelf.people.count)
        }
    }

    @Test("is the same in two processes side by side")
    func sideBySide() async throws {
        try await ReadSide.serve(FilmShelf.log) { first, stored, server in
            let second = try ReadSide(first.database)
            try await second.runLoaded {
                try await ReadServer.with(second.api) { other in
                    var models = stored
                    for round in 1...10 {
                        var revision = MovieRevised(id: solaris)
                        revision.title = "Edition \(round)"
                        revision.popularity = .set(Double(round * 10))
                        try await models.append(.movieRevised(revision))
                        for path in ["/api/movies?limit=100", "/api/suggest?q=e", "/api/movies/\(solaris)"] {
                            let one = try await server.get(path, after: models.position)
                            let another = try await other.get(path, after: models.position)
                            #expect(one.titles == another.titles)
                            #expect(one.ids == another.ids)
                            #expect(one.header("ETag") == another.header("ETag"))
                            #expect(String(decoding: one.body, as: UTF8.self).contains("Edition \(round)"))
                        }
                    }
                }
            }
        }
    }
}
