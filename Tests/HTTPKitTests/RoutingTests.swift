import HTTPKit
import JSONKit
import Testing

@Suite("A request to a URL", .timeLimit(.minutes(5)))
struct RoutingTests {
    @Test(
        "where nothing is gets 404",
        arguments: ["/", "/nothing", "/hello", "/hello/", "/hello/you/too", "//hello/you", "/../etc/passwd"]
    )
    func notFound(_ path: String) async throws {
        try await RunningServer.with([.hello, .size()]) { server in
            let answer = try await server.ask("GET", path)
            #expect(answer.status == 404)
            #expect(answer.header("content-type") == "application/problem+json")
            #expect(answer.json["type"] == .string("/problems/no-such-route"))
            #expect(answer.json["instance"] == .string(path))
        }
    }

    @Test(
        "with a method that it does not take gets 405 and the ones that it takes",
        arguments: [
            ("POST", "/hello/you", "GET, HEAD, OPTIONS"), ("DELETE", "/hello/you", "GET, HEAD, OPTIONS"),
            ("GET", "/size", "POST, OPTIONS"), ("HEAD", "/size", "POST, OPTIONS"),
            ("PURGE", "/size", "POST, OPTIONS"),
        ]
    )
    func wrongMethod(_ method: String, _ path: String, allowed: String) async throws {
        try await RunningServer.with([.hello, .size()]) { server in
            let answer = try await server.ask(method, path)
            #expect(answer.status == 405)
            #expect(answer.header("allow") == allowed)
            if method != "HEAD" { #expect(answer.json["type"] == .string("/problems/method-not-allowed")) }
        }
    }

    @Test("is told by OPTIONS what it takes")
    func options() async throws {
        try await RunningServer.with([.hello]) { server in
            let answer = try await server.ask("OPTIONS", "/hello/you")
            #expect(answer.status == 204)
            #expect(answer.header("allow") == "GET, HEAD, OPTIONS")
        }
    }

    @Test(
        "with broken percent escapes gets 400",
        arguments: ["/hello/%", "/hello/%F", "/hello/%FF", "/hello/%ED%A0%80"]
    )
    func brokenEscapes(_ path: String) async throws {
        try await RunningServer.with([.hello]) { server in
            let answer = try await server.ask("GET", path)
            #expect(answer.status == 400)
            #expect(answer.json["type"] == .string("/problems/malformed-request"))
        }
    }

    @Test("that takes no parameters refuses every one of them")
    func noParameters() async throws {
        try await RunningServer.with([.hello]) { server in
            let answer = try await server.ask("GET", "/hello/you?b=1&a=2")
            #expect(answer.status == 400)
            #expect(answer.json["type"] == .string("/problems/validation"))
            #expect(answer.json.pointers == ["?a", "?b"])
        }
    }

    @Test("with a query beyond 2 KiB gets 414")
    func longQuery() async throws {
        try await RunningServer.with([.hello]) { server in
            let answer = try await server.ask("GET", "/hello/you?" + String(repeating: "x", count: 2049))
            #expect(answer.status == 414)
            #expect(answer.json["type"] == .string("/problems/query-too-long"))
        }
    }

    @Test("by HEAD gets GET's headers")
    func head() async throws {
        try await RunningServer.with([.hello]) { server in
            let get = try await server.ask("GET", "/hello/you")
            let head = try await server.ask("HEAD", "/hello/you")
            #expect(head.status == get.status)
            #expect(head.header("content-length") == "\(get.body.count)")
            #expect(head.header("content-type") == get.header("content-type"))
        }
    }
}
