import Testing

@Suite("Similar films")
struct SimilarTests {
    private func shares(_ item: [String: Any]?) -> [String] {
        (item?["shares"] as? [[String: Any]] ?? []).map { "\($0["field"] ?? "") \($0["value"] ?? "")" }
    }

    @Test("come with what they share, and with their documents")
    func shares() async throws {
        try await FilmShelf.serve { server async throws in
            let id = FilmShelf.id("The Matrix")
            let answer = try await server.get("/api/movies/\(id)/similar?limit=3")
            #expect(answer.titles == ["The Matrix Reloaded", "The Matrix Revolutions", "Speed"])
            let reloaded = Set(shares(answer.items.first))
            #expect(
                reloaded.isSuperset(of: [
                    "person keanu-reeves", "person carrie-anne-moss", "person lana-wachowski", "genre action",
                    "genre science-fiction", "title matrix",
                ])
            )
            #expect(
                shares(answer.items.last).sorted() == [
                    "decade 1990", "genre action", "language en", "person keanu-reeves",
                ]
            )
            #expect(answer.items.first?["slug"] as? String == "the-matrix-reloaded-2003")
        }
    }

    @Test("share what their score says")
    func scores() async throws {
        try await FilmShelf.serve { server async throws in
            for film in ["Casablanca", "Rashomon", "Amélie", "Solaris"] {
                let id = FilmShelf.id(film)
                let itself = try await server.get("/api/movies/\(id)")
                let answer = try await server.get("/api/movies/\(id)/similar?limit=50")
                let scores = answer.items.compactMap { $0["score"] as? Double }
                #expect(scores == scores.sorted(by: >))
                #expect(scores.count == answer.items.count)
                #expect(!answer.ids.contains(id))
                for item in answer.items {
                    #expect(!shares(item).isEmpty)
                    for share in shares(item) where share.hasPrefix("genre ") {
                        let slug = share.dropFirst(6)
                        for film in [itself.json, item] {
                            let genres = film["genres"] as? [[String: Any]] ?? []
                            #expect(genres.contains { $0["slug"] as? String == String(slug) })
                        }
                    }
                }
            }
        }
    }

    @Test("are found by the film's slug, too")
    func slug() async throws {
        try await FilmShelf.serve { server async throws in
            let named = try await server.get("/api/movies/the-matrix-1999/similar?limit=3")
            #expect(named.titles == ["The Matrix Reloaded", "The Matrix Revolutions", "Speed"])
        }
    }

    @Test("of a film that is not there are 404", arguments: ["999", "no-such-film-1999", "-1", "0", "1x"])
    func absent(name: String) async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.get("/api/movies/\(name)/similar")
            #expect(answer.status == 404)
            #expect(answer.problem == "/problems/not-found")
            #expect(answer.json["detail"] as? String == "There is no movie \"\(name)\".")
        }
    }

    @Test("are none for a film that shares nothing")
    func alone() async throws {
        try await FilmShelf.serve { server async throws in
            let id = FilmShelf.id("Man with a Movie Camera")
            let answer = try await server.get("/api/movies/\(id)/similar")
            #expect(answer.status == 200)
            #expect(answer.items.isEmpty)
        }
    }
}
