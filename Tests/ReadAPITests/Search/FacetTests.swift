import Testing

@Suite("Facets")
struct FacetTests {
    @Test("count the values of everything that was found, the most frequent first")
    func counts() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.search(
                "",
                ["type": "movie", "year": "..1960", "facets": "genre,country,decade", "limit": "1"]
            )
            #expect(
                answer.facet("genre") == ["drama 4", "film-noir 3", "romance 3", "action 1", "documentary 1"]
            )
            #expect(answer.facet("country") == ["US 4", "JP 2", "GB 1", "SU 1"])
            #expect(answer.facet("decade") == ["1940 5", "1950 2", "1920 1"])
            let labels = (answer.json["facets"] as? [String: [[String: Any]]])?["decade"]
            #expect(labels?.first?["label"] as? String == "1940s")
        }
    }

    @Test("of what is filtered by show what another choice would give")
    func disjunctive() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.get("/api/movies?country=JP&facets=country,genre")
            #expect(answer.total == 2)
            #expect(answer.facet("country") == ["US 8", "JP 2", "SU 2", "FR 1", "GB 1"])
            #expect(answer.facet("genre") == ["drama 2", "action 1"])
            // Two filters: each facet ignores its own.
            let two = try await server.get("/api/movies?country=JP&genre=action&facets=country,genre")
            #expect(two.facet("country") == ["US 4", "JP 1"])
            #expect(two.facet("genre") == ["drama 2", "action 1"])
        }
    }

    @Test("have as many values as are asked for")
    func limit() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.get("/api/movies?facets=country&facet_limit=2")
            #expect(answer.facet("country") == ["US 8", "JP 2"])
        }
    }

    @Test("are searched by the beginnings of words")
    func words() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.get("/api/movies?facets=person,genre&facet_q=person:b")
            #expect(answer.facet("person") == ["humphrey-bogart 3", "ingrid-bergman 2"])
            #expect(answer.facet("genre").count == 6)
            let last = try await server.get("/api/movies?facet_q=person:berg%20ing&limit=1")
            #expect(last.facet("person") == ["ingrid-bergman 2"])
        }
    }

    @Test("know films from people")
    func type() async throws {
        try await FilmShelf.serve { server async throws in
            #expect(
                try await server.search("bogart", ["facets": "type"]).facet("type") == [
                    "movie 3", "person 1",
                ]
            )
        }
    }

    @Test("are not there unless they are asked for")
    func absent() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.get("/api/movies?limit=1")
            #expect(answer.json["facets"] == nil)
            #expect(answer.json["ranges"] == nil)
        }
    }
}

@Suite("Ranges")
struct RangeTests {
    @Test("are the least and the greatest number of everything that was found")
    func ranges() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.get(
                "/api/movies?genre=film-noir&ranges=year,runtime,rating&limit=1"
            )
            let ranges = answer.json["ranges"] as? [String: [String: Double]]
            #expect(ranges?["year"] == ["min": 1941, "max": 1946])
            #expect(ranges?["runtime"] == ["min": 100, "max": 114])
            #expect(ranges?["rating"] == ["min": 7.9, "max": 8])
        }
    }

    @Test("are null where nothing has the number")
    func unknown() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.search("speed of dark", ["ranges": "rating,year", "type": "movie"])
            let ranges = try #require(answer.json["ranges"] as? [String: Any])
            #expect(answer.titles == ["The Speed of Dark"])
            #expect(ranges["rating"].map { $0 is [String: Any] } == false)
            #expect((ranges["year"] as? [String: Double])?["min"] == 2010)
        }
    }
}
