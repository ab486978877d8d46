import HTTPKit
import HTTPTypes
import HummingbirdCore
import JSONKit
import Testing

@Suite("An error of a handler", .timeLimit(.minutes(5)))
struct ProblemAnswerTests {
    private struct Secret: Error {
        let password = "hunter2"
    }

    /// A route that only fails.
    private static func failing(_ error: any Error & Sendable) -> Route {
        Route(
            .get,
            "/fail",
            "Fails",
            tag: "Test",
            answers: [.empty(204, "Never.")],
            problems: [.gone, .busy]
        ) { _ in throw error }
    }

    @Test("comes out as a problem document that is not to be stored")
    func document() async throws {
        try await RunningServer.with([Self.failing(Problem(.gone, "Movie 7 was withdrawn."))]) { server in
            let answer = try await server.ask("GET", "/fail", ["x-request-id": "mine-1"])
            #expect(answer.status == 410)
            #expect(answer.header("content-type") == "application/problem+json")
            #expect(answer.header("cache-control") == "no-store")
            #expect(answer.header("x-request-id") == "mine-1")
            #expect(answer.json["type"] == .string("/problems/gone"))
            #expect(answer.json["status"] == .int(410))
            #expect(answer.json["instance"] == .string("/fail"))
            #expect(answer.json["request_id"] == .string("mine-1"))
        }
    }

    @Test("brings its headers along")
    func headers() async throws {
        try await RunningServer.with([Self.failing(Problem.retry(.busy, after: 3, "Later."))]) { server in
            let answer = try await server.ask("GET", "/fail")
            #expect(answer.status == 503)
            #expect(answer.header("retry-after") == "3")
        }
    }

    @Test("that nobody foresaw is 500 and keeps its insides to itself")
    func unforeseen() async throws {
        try await RunningServer.with([Self.failing(Secret())]) { server in
            let answer = try await server.ask("GET", "/fail")
            #expect(answer.status == 500)
            #expect(answer.json["type"] == .string("/problems/internal"))
            #expect(!answer.text.contains("hunter2"))
            #expect(!answer.text.contains("Secret"))
        }
    }

    @Test("has no body where HEAD asked")
    func head() async throws {
        try await RunningServer.with([Self.failing(Problem(.gone, "Gone."))]) { server in
            var wire = try await server.open()
            try await wire.send("HEAD /fail HTTP/1.1\r\nhost: t\r\n\r\nGET /fail HTTP/1.1\r\nhost: t\r\n\r\n")
            #expect(try await wire.answer(toHead: true).status == 410)
            #expect(try await wire.answer().json["type"] == .string("/problems/gone"))
        }
    }

    @Test(
        "does not take an X-Request-Id that could break a log",
        arguments: ["a b", "<script>", String(repeating: "x", count: 129)]
    )
    func requestID(_ given: String) async throws {
        try await RunningServer.with([.hello]) { server in
            let answer = try await server.ask("GET", "/hello/you", ["x-request-id": given])
            let identifier = try #require(answer.header("x-request-id"))
            #expect(identifier != given)
            #expect(!identifier.isEmpty)
        }
    }
}
