import CatalogScript
import Contracts
import Foundation
import Testing

@testable import ReadAPI

@Suite("Lists over HTTP")
struct ListsOverHTTPTests {
    @Test("lead from page to page, by cursor and by link")
    func pages() async throws {
        try await ReadFixture.serve { fixture, server in
            let expected = MovieOracle(fixture).list(ListQuery(sort: "-year"))
            var ids: [Int64] = []
            var path = "/api/movies?sort=-year&limit=7&fields=year"
            while true {
                let page = try await server.get(path)
                #expect(page.status == 200)
                ids += page.items.compactMap { $0["id"] as? Int64 }
                guard let next = page.json["next"] as? String else {
                    #expect(page.json["next"] is NSNull)
                    #expect(page.header("Link") == nil)
                    break
                }
                let link = try #require(page.header("Link"))
                #expect(link.hasSuffix(">; rel=\"next\""))
                path = String(link.dropFirst().prefix { $0 != ">" })
                #expect(path.contains(next))
            }
            #expect(ids == expected)
        }
    }

    @Test("take filters by name and number, and several values of one")
    func filters() async throws {
        try await ReadFixture.serve { fixture, server in
            let oracle = MovieOracle(fixture)
            let genres = fixture.script.genres.values.sorted { $0.id < $1.id }
            let films = oracle.films.map(\.facts)
            let film = try #require(films.max { $0.credits.count < $1.credits.count })
            let person = try #require(film.credits.first?.person)
            let byGenre = ListQuery(
                genres: [genres[0].slug, "\(genres[1].id)"],
                years: [1950...1959, 1965...1965]
            )
            let byPerson = ListQuery(people: [person.slug, "nobody"], years: [1950...film.year])
            for query in [byGenre, byPerson] {
                let answer = try await server.get("/api/movies?limit=100&\(query)")
                #expect(answer.ids == Array(oracle.list(query).prefix(100)))
                #expect(!answer.ids.isEmpty)
            }
            #expect(try await server.get("/api/movies?genre=no-such-genre").items.isEmpty)
        }
    }

    @Test("name every parameter that is wrong, at once")
    func badParameters() async throws {
        try await ReadFixture.serve(events: 30) { _, server in
            let answer = try await server.get(
                "/api/movies?genre=&decade=1990,1990&year=1999..1990&runtime=long&filter=year&sort=best&facets=x&facet_q=x"
                    + "&facet_limit=0&ranges=x&limit=0&fields=x&colour=red&q=red"
            )
            #expect(answer.status == 400)
            #expect(
                answer.pointers == [
                    "?colour", "?decade", "?facet_limit", "?facet_q", "?facets", "?fields", "?filter",
                    "?genre",
                    "?limit", "?q", "?ranges", "?runtime", "?sort", "?year",
                ]
            )
            for path in [
                "/api/movies?limit=101", "/api/movies?limit=x", "/api/movies?year=x",
                "/api/movies?type=movie",
                "/api/movies?sort=relevance", "/api/movies?highlight=true", "/api/movies?cursor=x",
                "/api/movies?person=%ff", "/api/people?limit=101", "/api/genres?sort=name",
                "/api/search?q=a&cursor=x", "/api/search?type=film", "/api/search?highlight=1",
                "/api/suggest", "/api/suggest?q=a&limit=11", "/api/movies/1/similar?limit=51",
                "/api/stats?x=1",
                "/api/movies?genre=\((1...51).map(String.init).joined(separator: ","))",
            ] {
                let answer = try await server.get(path)
                #expect(answer.status == 400, "\(path)")
                #expect(answer.header("Content-Type") == "application/problem+json")
            }
            #expect(
                try await server.get("/api/movies?genre=\(String(repeating: "a", count: 3_000))").status
                    == 414
            )
        }
    }

    @Test("refuse the cursor of another query")
    func foreignCursor() async throws {
        try await ReadFixture.serve { _, server in
            let next = try #require(try await server.get("/api/movies?limit=2").json["next"] as? String)
            #expect(try await server.get("/api/movies?limit=5&cursor=\(next)").status == 200)
            for path in ["/api/movies?sort=year&", "/api/movies?country=FR&", "/api/people?"] {
                let answer = try await server.get(path + "cursor=\(next)")
                #expect(answer.status == 400)
                #expect(answer.problem == "/problems/invalid-cursor")
            }
        }
    }

    @Test("of people, genres, countries and languages have everything that is there, by key")
    func byKey() async throws {
        try await ReadFixture.serve { fixture, server in
            var ids: [Int64] = []
            var cursor = ""
            repeat {
                let page = try await server.get("/api/people?limit=3\(cursor)")
                ids += page.items.compactMap { $0["id"] as? Int64 }
                cursor = (page.json["next"] as? String).map { "&cursor=\($0)" } ?? ""
            } while !cursor.isEmpty
            #expect(
                ids == fixture.script.people.filter { !$0.value.isWithdrawn }.map(\.key.rawValue).sorted()
            )
            let genres = try await server.get("/api/genres")
            #expect(
                genres.items.compactMap { $0["id"] as? Int64 }
                    == fixture.script.genres.keys.map(\.rawValue).sorted()
            )
            let countries = try await server.get("/api/countries?fields=name")
            #expect(
                countries.items.compactMap { $0["code"] as? String }
                    == fixture.script.countries.keys.map(\.rawValue).sorted()
            )
            let languages = try await server.get("/api/languages")
            #expect(languages.items.count == fixture.script.languages.count)
        }
    }

    @Test("and figures count what is there, without what was withdrawn")
    func stats() async throws {
        try await ReadFixture.serve { fixture, server in
            for _ in 1...2 {
                let answer = try await server.get("/api/stats")
                let models = try #require(answer.json["models"] as? [String: [String: Any]])
                #expect(models["movies"]?["count"] as? Int == fixture.script.liveMovies.count)
                #expect(
                    models["people"]?["count"] as? Int
                        == fixture.script.people.count { !$0.value.isWithdrawn }
                )
                #expect(models["genres"]?["count"] as? Int == fixture.script.genres.count)
                #expect(models["countries"]?["count"] as? Int == fixture.script.countries.count)
                #expect(models["languages"]?["count"] as? Int == fixture.script.languages.count)
                #expect(models["movies"]?["position"] as? String == "catalog:\(fixture.script.log.position)")
                #expect(models["movies"]?["version"] as? Int == 1)
            }
        }
    }
}
