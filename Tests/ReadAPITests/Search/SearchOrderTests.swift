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
