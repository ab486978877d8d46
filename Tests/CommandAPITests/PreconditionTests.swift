import JSONKit
import Testing

@Suite("If-Match on a command", .timeLimit(.minutes(5)))
struct PreconditionTests {
    private static let path = "/api/movies/1"

    /// Runs `body` with a desk whose film 1 has version 2.
    private static func withFilm(_ body: @escaping @Sendable (Desk) async throws -> Void) async throws {
        try await Desk.with { desk in
            try await desk.make("/api/movies", #"{"title":"Weekend","year":1967}"#)
            _ = try await desk.ask("PATCH", path, #"{"runtime":105}"#)
            try await body(desk)
        }
    }

    @Test("lets it through when the version is current", arguments: [#""2""#, #""2.77""#, #""1", "2""#, "*"])
    func current(_ tags: String) async throws {
        try await Self.withFilm { desk in
            let answer = try await desk.ask("PATCH", Self.path, #"{"runtime":95}"#, ["if-match": tags])
            #expect(answer.status == 200)
            #expect(answer.header("etag") == "\"3\"")
        }
    }

    @Test(
        "stops it otherwise, and tells the version that is there",
        arguments: [#""1""#, #""3""#, #""1.2""#, #"W/"2""#, #""two""#, #""""#]
    )
    func stale(_ tags: String) async throws {
        try await Self.withFilm { desk in
            for (method, path, body) in [
                ("PATCH", Self.path, #"{"runtime":95}"#), ("PUT", Self.path, #"{"title":"X","year":1967}"#),
                ("DELETE", Self.path, nil), ("POST", Self.path + "/restore", nil),
            ] as [(String, String, String?)] {
                let answer = try await desk.ask(method, path, body, ["if-match": tags])
                #expect(answer.status == 412, "\(method)")
                #expect(answer.json["type"] == .string("/problems/version-mismatch"))
                #expect(answer.header("etag") == "\"2\"")
            }
            // Nothing happened.
            #expect(try await desk.ask("PATCH", Self.path, "{}").header("etag") == "\"2\"")
        }
    }

    @Test("that nobody can read stops it", arguments: ["2", #""2"#, "*, *", ""])
    func unreadable(_ tags: String) async throws {
        try await Self.withFilm { desk in
            let answer = try await desk.ask("PATCH", Self.path, #"{"runtime":95}"#, ["if-match": tags])
            #expect(answer.status == 400)
            #expect(answer.json["type"] == .string("/problems/invalid-header"))
        }
    }

    @Test("does not hide that there is no such film, or that it was withdrawn")
    func missing() async throws {
        try await Self.withFilm { desk in
            let missing = try await desk.ask("PATCH", "/api/movies/9", "{}", ["if-match": #""1""#])
            #expect(missing.status == 404)
            _ = try await desk.ask("DELETE", Self.path)
            let gone = try await desk.ask("PATCH", Self.path, "{}", ["if-match": #""1""#])
            #expect(gone.status == 410)
        }
    }
}
