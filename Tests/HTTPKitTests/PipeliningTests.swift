import HTTPKit
import Testing

@Suite("One connection", .timeLimit(.minutes(5)))
struct PipeliningTests {
    private static func request(_ path: String, _ headers: String = "") -> String {
        "GET \(path) HTTP/1.1\r\nhost: t\r\n\(headers)\r\n"
    }

    @Test("answers requests that were sent at once in their order")
    func order() async throws {
        try await RunningServer.with([.hello]) { server in
            var wire = try await server.open()
            try await wire.send((0..<200).map { Self.request("/hello/\($0)") }.joined())
            for index in 0..<200 { #expect(try await wire.answer().text == "hello \(index)") }
        }
    }

    @Test("keeps refused requests and their bodies in the same order")
    func refused() async throws {
        try await RunningServer.with([.hello, .size()]) { server in
            var wire = try await server.open()
            let size = "POST /size HTTP/1.1\r\nhost: t\r\ncontent-length: 3\r\n\r\nabc"
            let wrong = "POST /hello/x HTTP/1.1\r\nhost: t\r\ncontent-length: 3\r\n\r\nabc"
            try await wire.send(size + wrong + Self.request("/nowhere") + Self.request("/hello/end"))
            for status in [200, 405, 404, 200] { #expect(try await wire.answer().status == status) }
        }
    }

    @Test("ends after the answer to a request that asks for it")
    func close() async throws {
        try await RunningServer.with([.hello]) { server in
            var wire = try await server.open()
            try await wire.send(Self.request("/hello/a", "connection: close\r\n") + Self.request("/hello/b"))
            let answer = try await wire.answer()
            #expect(answer.text == "hello a")
            #expect(answer.header("connection") == "close")
            #expect(await wire.rest() == [])
        }
    }

    @Test("of HTTP/1.0 ends after its answer")
    func old() async throws {
        try await RunningServer.with([.hello]) { server in
            var wire = try await server.open()
            #expect(try await wire.ask("GET /hello/you HTTP/1.0\r\n\r\n").text == "hello you")
            #expect(await wire.rest() == [])
        }
    }

    @Test("of HTTP/1.0 goes on when the client asks for it")
    func oldKeepAlive() async throws {
        try await RunningServer.with([.hello]) { server in
            var wire = try await server.open()
            for _ in 1...2 {
                let answer = try await wire.ask("GET /hello/you HTTP/1.0\r\nconnection: keep-alive\r\n\r\n")
                #expect(answer.text == "hello you")
            }
        }
    }
}
