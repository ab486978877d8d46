import JSONKit
import Testing

@Suite("An Idempotency-Key", .timeLimit(.minutes(5)))
struct IdempotencyTests {
    private static let person = #"{"name":"Anna Karina"}"#
    private static let key = ["idempotency-key": "k-1"]

    @Test("makes sending a request again give the first answer again")
    func again() async throws {
        try await Desk.with { desk in
            let first = try await desk.ask("POST", "/api/people", Self.person, Self.key)
            let second = try await desk.ask("POST", "/api/people", Self.person, Self.key)
            #expect(first.status == 201)
            #expect(second.status == first.status)
            #expect(second.body == first.body)
            for name in ["etag", "location", "kinoteka-position"] {
                #expect(second.header(name) == first.header(name))
            }
            #expect(try await desk.make("/api/people", #"{"name":"Another"}"#) == 2)
        }
    }

    @Test("gives the answer of then, though the film has changed since")
    func later() async throws {
        try await Desk.with { desk in
            try await desk.make("/api/movies", #"{"title":"Weekend","year":1967}"#)
            let patch = { try await desk.ask("PATCH", "/api/movies/1", #"{"runtime":105}"#, Self.key) }
            #expect(try await patch().header("etag") == "\"2\"")
            _ = try await desk.ask("PATCH", "/api/movies/1", #"{"runtime":95}"#)
            #expect(try await patch().header("etag") == "\"2\"")
            #expect(try await desk.ask("PATCH", "/api/movies/1", "{}").header("etag") == "\"3\"")
        }
    }

    @Test("belongs to one request: another body, URL or method gets 422")
    func reused() async throws {
        try await Desk.with { desk in
            _ = try await desk.ask("POST", "/api/people", Self.person, Self.key)
            for (method, path, body) in [
                ("POST", "/api/people", #"{"name":"Anna  Karina"}"#), ("POST", "/api/genres", Self.person),
                ("PUT", "/api/people/1", Self.person), ("DELETE", "/api/people/1", nil),
            ] as [(String, String, String?)] {
                let answer = try await desk.ask(method, path, body, Self.key)
                #expect(answer.status == 422, "\(method) \(path)")
                #expect(answer.json["type"] == .string("/problems/idempotency-key-reused"))
            }
        }
    }

    @Test("is not used up by a refusal")
    func refused() async throws {
        try await Desk.with { desk in
            let film = #"{"title":"Pierrot le Fou","year":1965,"genres":[1]}"#
            #expect(try await desk.ask("POST", "/api/movies", film, Self.key).status == 400)
            try await desk.make("/api/genres", #"{"name":"Drama"}"#)
            #expect(try await desk.ask("POST", "/api/movies", film, Self.key).status == 201)
            #expect(try await desk.ask("POST", "/api/movies", film, Self.key).json["id"] == .int(1))
        }
    }

    @Test("that cannot be one is refused", arguments: ["", "a b", "ü", String(repeating: "k", count: 256)])
    func unusable(_ key: String) async throws {
        try await Desk.with { desk in
            let answer = try await desk.ask("POST", "/api/people", Self.person, ["idempotency-key": key])
            #expect(answer.status == 400)
            #expect(answer.json["type"] == .string("/problems/invalid-header"))
            #expect(answer.json["detail"]?.text?.contains("Idempotency-Key") == true)
        }
    }

    @Test("may be as long as 255 characters")
    func longest() async throws {
        try await Desk.with { desk in
            let key = String(repeating: "~", count: 255)
            let answer = try await desk.ask("POST", "/api/people", Self.person, ["idempotency-key": key])
            #expect(answer.status == 201)
        }
    }

    @Test("lets one of many callers act, and all of them hear the same")
    func race() async throws {
        try await Desk.with { desk in
            let answers = try await withThrowingTaskGroup(of: Wire.Answer.self) { group in
                for _ in 0..<16 {
                    group.addTask { try await desk.ask("POST", "/api/people", Self.person, Self.key) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(answers.map(\.text)).count == 1)
            #expect(answers.allSatisfy { $0.status == 201 })
        }
    }
}
