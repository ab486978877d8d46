import CatalogScript
import Contracts
import Testing

@Suite("The order of a search")
struct SearchOrderTests {
    @Test("is by popularity when there are no words")
    func withoutWords() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.get("/api/search?type=movie&limit=4")
            #expect(answer.titles == ["The Matrix", "Casablanca", "Amélie", "The Matrix Reloaded"])
        }
    }

    @Test("puts the title that was typed first, however popular the others are")
    func title() async throws {
        try await FilmShelf.serve { server async throws in
            #expect(try await server.search("the speed of dark").titles.first == "The Speed of Dark")
            #expect(try await server.search("speed").titles.first == "Speed")
        }
    }

    @Test("knows who has many films by the last name as by the first")
    func lastNames() async throws {
        let people = ["Brando Eaton", "Jocelyn Brando", "Marlon Brando"].enumerated().map {
            PersonReference(id: PersonID(rawValue: Int64($0 + 1)), slug: FilmShelf.slug($1), name: $1)
        }
        var log = ScriptedLog()
        for person in people {
            let facts = PersonFacts(slug: person.slug, name: person.name)
            log.append(.personRegistered(PersonRegistered(id: person.id, facts: facts)))
        }
        for number in 1...11 {
            let cast = number == 1 ? people : Array(people.suffix(number < 4 ? 2 : 1))
            let credits = cast.enumerated().map { place, person in
                Credit(
                    id: CreditID(rawValue: Int64(number * 10 + place)),
                    person: person,
                    role: .cast(character: nil, billing: place + 1)
                )
            }
            let facts = MovieFacts(slug: "film-\(number)", title: "Film", year: 1950, credits: credits)
            let id = MovieID(rawValue: Int64(number))
            log.append(.movieRegistered(MovieRegistered(id: id, facts: facts)))
        }
        try await ReadSide.serve(log) { _, _, server in
            let found = try await server.search("brando", ["type": "person", "explain": "true"])
            let order = found.items.map { item in
                let explanation = item["explain"] as? [String: Any]
                return [item["name"] as? String, explanation?["title"] as? String]
            }
            #expect(
                order == [
                    ["Marlon Brando", "beginning"], ["Brando Eaton", "beginning"],
                    ["Jocelyn Brando", "partial"],
                ]
            )
        }
    }

    @Test("can be by number, where those without it come last")
    func numbers() async throws {
        try await FilmShelf.serve { server async throws in
            let orders = [
                ("year", "Man with a Movie Camera", "🎬 Amélie Returns"),
                ("-year", "🎬 Amélie Returns", "Man with a Movie Camera"),
                ("-rating", "The Matrix", "The Speed of Dark"),
                ("rating", "The Matrix Revolutions", "The Speed of Dark"),
                ("-runtime", "Seven Samurai", "The Speed of Dark"),
                ("runtime", "Man with a Movie Camera", "The Speed of Dark"),
                ("-popularity", "The Matrix", "The Speed of Dark"),
                ("-added", "🎬 Amélie Returns", "The Matrix"),
                ("added", "The Matrix", "🎬 Amélie Returns"),
            ]
            for (sort, first, last) in orders {
                let answer = try await server.search("", ["type": "movie", "sort": sort, "limit": "100"])
                #expect(answer.titles.first == first, "\(sort)")
                #expect(answer.titles.last == last, "\(sort)")
                #expect(answer.items.count == FilmShelf.films.count)
            }
        }
    }

    @Test("can be by title, without articles and accents")
    func titles() async throws {
        try await FilmShelf.serve { server async throws in
            let expected = [
                "Amélie", "🎬 Amélie Returns", "The Big Sleep", "Brief Encounter", "Casablanca",
                "The Maltese Falcon",
                "Man with a Movie Camera", "The Matrix", "The Matrix Reloaded", "The Matrix Revolutions",
                "Notorious",
                "Rashomon", "Seven Samurai", "Solaris", "Speed", "The Speed of Dark",
            ]
            #expect(try await server.get("/api/movies").titles == expected)
            #expect(try await server.get("/api/movies?sort=-title").titles == expected.reversed())
            let found = try await server.search("matrix", ["type": "movie", "sort": "-title"])
            #expect(found.titles == ["The Matrix Revolutions", "The Matrix Reloaded", "The Matrix"])
        }
    }

    @Test(
        "goes on from page to page as on one big page",
        arguments: ["relevance", "title", "-year", "-popularity"]
    )
    func cursors(sort: String) async throws {
        try await ReadFixture.serve(events: 400) { fixture, server in
            for text in ["", "red", "the night", "red -dog", "vol 2", "gost riber"] {
                let query = "/api/search?q=\(text.replacing(" ", with: "+"))&sort=\(sort)&fields=slug"
                let whole = try await server.allPages(query + "&limit=100").flatMap(\.ids)
                for limit in [1, 7] {
                    let pages = try await server.allPages(query + "&limit=\(limit)")
                    #expect(pages.flatMap(\.ids) == whole, "\(text) by \(limit)")
                    #expect(pages.allSatisfy { $0.total == whole.count })
                }
                #expect(!whole.isEmpty, "\(text)")
            }
        }
    }

    @Test("has a cursor that belongs to its words, filters and sort")
    func foreignCursor() async throws {
        try await FilmShelf.serve { server async throws in
            let next = try #require(try await server.search("matrix", ["limit": "1"]).next)
            #expect(try await server.search("matrix", ["cursor": next, "limit": "2"]).titles.count == 2)
            for parameters in [["q": "casablanca"], ["sort": "year"], ["type": "movie"], ["genre": "drama"]] {
                let wrong = try await server.search("matrix", parameters.merging(["cursor": next]) { $1 })
                #expect(wrong.status == 400)
                #expect(wrong.problem == "/problems/invalid-cursor")
            }
        }
    }
}
