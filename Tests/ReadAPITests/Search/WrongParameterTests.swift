import Testing

@Suite("Wrong parameters")
struct WrongParameterTests {
    @Test("of a search are all named in one answer")
    func search() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.get(
                "/api/search?q=a&q=b&type=film&genre=&country=FR,&decade=1,1&year=x&runtime=9..1&rating=high"
                    + "&filter=genre&sort=best&facets=actor&facet_q=person&facet_limit=101&ranges=cost"
                    + "&highlight=yes&explain=1&limit=101&fields=colour&page=2"
            )
            #expect(answer.status == 400)
            #expect(answer.problem == "/problems/validation")
            #expect(
                answer.pointers == [
                    "?country", "?decade", "?explain", "?facet_limit", "?facet_q", "?facets", "?fields",
                    "?filter",
                    "?genre", "?highlight", "?limit", "?page", "?q", "?ranges", "?rating", "?runtime",
                    "?sort",
                    "?type", "?year",
                ]
            )
        }
    }

    @Test("say what there is instead")
    func hints() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.get("/api/search?facets=actor&sort=best&fields=colour&ranges=cost")
            #expect(answer.details["?facets"]?.contains("person") == true)
            #expect(answer.details["?sort"]?.contains("-popularity") == true)
            #expect(answer.details["?fields"]?.contains("film_count") == true)
            #expect(answer.details["?ranges"]?.contains("runtime") == true)
        }
    }

    @Test("are named before a cursor is, which may be right")
    func cursor() async throws {
        try await FilmShelf.serve { server async throws in
            let next = try #require(try await server.get("/api/movies?limit=2").next)
            for wrong in ["limit=0", "sort=best", "filter=year", "genre="] {
                let answer = try await server.get("/api/movies?cursor=\(next)&\(wrong)")
                #expect(answer.problem == "/problems/validation", "\(wrong)")
                #expect(answer.pointers == ["?" + wrong.prefix { $0 != "=" }])
            }
        }
    }
}
