import Testing

@Suite("Suggestions")
struct SuggestTests {
    @Test("are titles and names that begin so, best first")
    func titles() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.get("/api/suggest?q=mat")
            let texts = answer.items.compactMap { $0["text"] as? String }
            #expect(texts == ["The Matrix", "The Matrix Reloaded", "The Matrix Revolutions"])
            #expect(answer.items.first?["type"] as? String == "movie")
            #expect(answer.items.first?["id"] as? Int64 == FilmShelf.id("The Matrix"))
            #expect(answer.items.first?["year"] as? Int == 1999)
            #expect(answer.items.first?["ranges"] as? [[Int]] == [[4, 6]])
        }
    }

    @Test("are of films and people")
    func people() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.get("/api/suggest?q=keanu")
            #expect(answer.items.map { $0["text"] as? String } == ["Keanu Reeves"])
            #expect(answer.items.first?["type"] as? String == "person")
            #expect(answer.items.first?.keys.contains("year") == false)
        }
    }

    @Test("forgive typos")
    func typos() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.get("/api/suggest?q=cassab")
            #expect(answer.items.map { $0["text"] as? String } == ["Casablanca"])
        }
    }

    @Test("are as many as are asked for, 10 without")
    func limit() async throws {
        try await FilmShelf.serve { server async throws in
            #expect(try await server.get("/api/suggest?q=&limit=3").items.count == 3)
            #expect(try await server.get("/api/suggest?q=").items.count == 10)
            #expect(try await server.get("/api/suggest?q=xyzzyplugh").items.isEmpty)
        }
    }

    @Test("need a parameter")
    func missing() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.get("/api/suggest?limit=11&x=1")
            #expect(answer.status == 400)
            #expect(answer.pointers == ["?limit", "?q", "?x"])
        }
    }
}
