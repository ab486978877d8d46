import Foundation
import Testing

@Suite("Several searches in one request")
struct MultiSearchTests {
    private func results(_ answer: ReadServer.Answer) -> [[String: Any]] {
        answer.json["results"] as? [[String: Any]] ?? []
    }

    private func json(_ value: Any) -> String {
        String(decoding: (try? JSONSerialization.data(withJSONObject: value)) ?? Data(), as: UTF8.self)
    }

    @Test("are answered as each would be alone, in their order")
    func same() async throws {
        try await FilmShelf.serve { server async throws in
            let queries: [[String: String]] = [
                ["q": "matrix"], ["q": "bogart", "type": "person"],
                ["genre": "drama,romance", "sort": "-year", "facets": "genre", "limit": "2"],
                ["q": "casablnca", "highlight": "true", "explain": "true", "fields": "title"], [:],
            ]
            let answer = try await server.post("/api/multi-search", json(["queries": queries]))
            #expect(answer.status == 200)
            #expect(results(answer).count == queries.count)
            for (query, result) in zip(queries, results(answer)) {
                var alone = try await server.get("/api/search", where: query).json
                var result = result
                alone["took_ms"] = nil
                result["took_ms"] = nil
                #expect(NSDictionary(dictionary: alone) == NSDictionary(dictionary: result), "\(query)")
            }
        }
    }

    @Test("take numbers, truth values and lists as they are in JSON")
    func types() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.post(
                "/api/multi-search",
                #"{"queries":[{"q":"matrix","limit":1,"highlight":true,"genre":["action","drama"],"year":1999}]}"#
            )
            let result = try #require(results(answer).first)
            #expect((result["items"] as? [[String: Any]])?.count == 1)
            #expect(result["total"] as? Int == 1)
        }
    }

    @Test("may be 20, and not 21")
    func count() async throws {
        try await FilmShelf.serve { server async throws in
            func queries(_ count: Int) -> String {
                json(["queries": (0..<count).map { ["q": "matrix", "limit": "\($0 + 1)"] }])
            }
            let twenty = try await server.post("/api/multi-search", queries(20))
            #expect(twenty.status == 200)
            #expect(results(twenty).count == 20)
            for count in [0, 21] {
                let answer = try await server.post("/api/multi-search", queries(count))
                #expect(answer.status == 400)
                #expect(answer.pointers == ["/queries"])
            }
        }
    }

    @Test("name every wrong member of every query")
    func wrongMembers() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.post(
                "/api/multi-search",
                """
                {"queries":[{"q":"matrix"},{"limit":0,"colour":"red","filter":"year"},{"sort":"best"},{"q":{}},7]}
                """
            )
            #expect(answer.status == 400)
            #expect(answer.problem == "/problems/validation")
            #expect(
                answer.pointers == [
                    "/queries/1/colour", "/queries/1/filter", "/queries/1/limit", "/queries/2/sort",
                    "/queries/3/q", "/queries/4",
                ]
            )
        }
    }

    @Test("are refused when the body is something else")
    func wrongBodies() async throws {
        try await FilmShelf.serve { server async throws in
            for (body, pointers) in [
                ("[]", [""]), ("{}", ["/queries"]), (#"{"queries":{}}"#, ["/queries"]),
                (#"{"queries":[{}],"q":"x"}"#, ["/q"]),
            ] {
                let answer = try await server.post("/api/multi-search", body)
                #expect(answer.status == 400, "\(body)")
                #expect(answer.pointers == pointers, "\(body)")
            }
            let broken = try await server.post("/api/multi-search", "{\"queries\":")
            #expect(broken.problem == "/problems/malformed-json")
        }
    }
}
