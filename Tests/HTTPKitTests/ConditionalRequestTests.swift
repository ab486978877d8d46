import HTTPKit
import HTTPTypes
import HummingbirdCore
import JSONKit
import Testing

@Suite("Conditional requests", .timeLimit(.minutes(5)))
struct ConditionalRequestTests {
    /// A thing whose tag is "7.40"; `PUT` answers with what `If-Match` was read as.
    private static let routes = [
        Route(.get, "/thing", "The thing", tag: "Test", answers: [.json(200, .any, "It."), .notModified]) {
            call in
            let tag = ETag(version: 7, position: 40)
            return call.has(tag) ? .notModified(tag) : .json(Array("{}".utf8), etag: tag)
        },
        Route(
            .put,
            "/thing",
            "Changes it",
            tag: "Test",
            answers: [.json(200, .string(), "The condition.")],
            problems: [.invalidHeader]
        ) { call in
            let text =
                switch try call.ifMatch() {
                case nil: "none"
                case .any: "any"
                case .tags(let tags): tags.map(\.description).joined(separator: " ")
                }
            return .json(Array(text.utf8))
        },
    ]

    @Test(
        "get 304 without a body for the state that the client has",
        arguments: [#""7.40""#, #"W/"7.40""#, #""1", "7.40""#, "*"]
    )
    func notModified(_ tags: String) async throws {
        try await RunningServer.with(Self.routes) { server in
            let answer = try await server.ask("GET", "/thing", ["if-none-match": tags])
            #expect(answer.status == 304)
            #expect(answer.header("etag") == "\"7.40\"")
            #expect(answer.header("content-type") == nil)
        }
    }

    @Test(
        "get everything for another state, or for a header that nobody can read",
        arguments: [#""7.41""#, #""7""#, "7.40", #""7.40"#]
    )
    func modified(_ tags: String) async throws {
        try await RunningServer.with(Self.routes) { server in
            let answer = try await server.ask("GET", "/thing", ["if-none-match": tags])
            #expect(answer.status == 200)
            #expect(answer.text == "{}")
        }
    }

    @Test("hand If-Match to the handler")
    func ifMatch() async throws {
        try await RunningServer.with(Self.routes) { server in
            #expect(try await server.ask("PUT", "/thing").text == "none")
            #expect(try await server.ask("PUT", "/thing", ["if-match": "*"]).text == "any")
            let tags = try await server.ask("PUT", "/thing", ["if-match": #"W/"1", "7.40""#])
            #expect(tags.text == #"W/"1" "7.40""#)
        }
    }

    @Test("never ignore an If-Match that nobody can read", arguments: ["7", #""7"#, "", "*, *"])
    func unreadable(_ value: String) async throws {
        try await RunningServer.with(Self.routes) { server in
            let answer = try await server.ask("PUT", "/thing", ["if-match": value])
            #expect(answer.status == 400)
            #expect(answer.json["type"] == .string("/problems/invalid-header"))
        }
    }
}
