import HTTPKit
import JSONKit
import Testing

@Suite("Every command", .timeLimit(.minutes(5)))
struct TokenTests {
    private static let requests = [
        ("POST", "/api/movies"), ("PATCH", "/api/movies/1"), ("DELETE", "/api/movies/1"),
        ("POST", "/api/movies/1/credits"), ("POST", "/api/people"), ("PUT", "/api/genres/1"),
        ("PUT", "/api/countries/FR"), ("POST", "/api/languages/fr/restore"), ("PUT", "/api/search/pins/x"),
        ("POST", "/api/commands"),
    ]

    @Test("needs the token", arguments: [nil, "Bearer wrong-token-of-a-test", "Basic \(Desk.token)"])
    func refused(_ authorization: String?) async throws {
        try await Desk.with { desk in
            for (method, path) in Self.requests {
                let headers = authorization.map { ["authorization": $0] } ?? [:]
                let answer = try await desk.server.ask(method, path, headers, Array("{".utf8))
                #expect(answer.status == 401, "\(method) \(path)")
                #expect(answer.json["type"] == .string("/problems/unauthorized"))
                #expect(answer.header("www-authenticate")?.hasPrefix("Bearer ") == true)
            }
            // Nothing of that left a trace.
            #expect(try await desk.make("/api/people", #"{"name":"Anna Karina"}"#) == 1)
        }
    }

    @Test("is a route that says so")
    func routes() async throws {
        try await Desk.with { desk in
            #expect(desk.routes.count > 30)
            for route in desk.routes {
                #expect(route.access == .token, "\(route.method) \(route.path)")
                #expect(route.allProblems.contains(.unauthorized))
            }
        }
    }
}
