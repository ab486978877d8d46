import HTTPKit
import HTTPTypes
import HummingbirdCore
import JSONKit
import Testing

@Suite("A request's body", .timeLimit(.minutes(5)))
struct BodyTests {
    private static func zeros(_ count: Int) -> [UInt8] { Array(repeating: 0x30, count: count) }

    @Test("may be as large as the route says")
    func largest() async throws {
        try await RunningServer.with([.size(limit: 100_000)]) { server in
            let answer = try await server.ask("POST", "/size", [:], Self.zeros(100_000))
            #expect(answer.text == "100000")
        }
    }

    @Test("that is announced as larger is refused before it comes")
    func announced() async throws {
        try await RunningServer.with([.size(limit: 1000)]) { server in
            var wire = try await server.open()
            let answer = try await wire.ask(
                "POST /size HTTP/1.1\r\nhost: t\r\ncontent-length: 999999999\r\n\r\n"
            )
            #expect(answer.status == 413)
            #expect(answer.json["type"] == .string("/problems/body-too-large"))
            #expect(answer.header("connection") == "close")
            #expect(await wire.rest() == [])
        }
    }

    @Test("that turns out larger is refused, though its client is still sending")
    func chunked() async throws {
        try await RunningServer.with([.size(limit: 1000)]) { server in
            var wire = try await server.open()
            try await wire.send("POST /size HTTP/1.1\r\nhost: t\r\ntransfer-encoding: chunked\r\n\r\n")
            try await wire.send(Array("7d0\r\n".utf8) + Self.zeros(2000) + Array("\r\n".utf8))
            let answer = try await wire.answer()
            #expect(answer.status == 413)
            #expect(await wire.rest() == [])
        }
    }

    @Test("of many megabytes is answered even so, and the connection ends")
    func huge() async throws {
        try await RunningServer.with([.size(limit: 1000)]) { server in
            var wire = try await server.open()
            try await wire.send("POST /size HTTP/1.1\r\nhost: t\r\ncontent-length: 33554432\r\n\r\n")
            // The server may hang up while these are on their way.
            for _ in 0..<32 { try? await wire.send(Self.zeros(1 << 20)) }
            #expect(try await wire.answer().status == 413)
            #expect(await wire.rest() == [])
        }
    }

    @Test("in chunks is put together")
    func chunks() async throws {
        try await RunningServer.with([.size()]) { server in
            var wire = try await server.open()
            try await wire.send("POST /size HTTP/1.1\r\nhost: t\r\ntransfer-encoding: chunked\r\n\r\n")
            for _ in 0..<10 { try await wire.send("3\r\nabc\r\n") }
            #expect(try await wire.ask("0\r\n\r\n").text == "30")
        }
    }

    @Test("is asked for with 100 Continue, unless it is refused anyway")
    func expectContinue() async throws {
        try await RunningServer.with([.size(limit: 100)]) { server in
            var wire = try await server.open()
            try await wire.send(
                "POST /size HTTP/1.1\r\nhost: t\r\nexpect: 100-continue\r\ncontent-length: 3\r\n\r\n"
            )
            #expect(try await wire.head().status == 100)
            #expect(try await wire.ask("abc").text == "3")
            let refused = try await wire.ask(
                "POST /size HTTP/1.1\r\nhost: t\r\nexpect: 100-continue\r\ncontent-length: 101\r\n\r\n"
            )
            #expect(refused.status == 413)
        }
    }

    @Test("that nobody wants is read away, and the connection goes on")
    func unread() async throws {
        try await RunningServer.with([.hello]) { server in
            var wire = try await server.open()
            let refused = try await wire.ask(
                "POST /nowhere HTTP/1.1\r\nhost: t\r\ncontent-length: 5\r\n\r\nabcde"
            )
            #expect(refused.status == 404)
            #expect(try await wire.ask("GET /hello/you HTTP/1.1\r\nhost: t\r\n\r\n").text == "hello you")
        }
    }

    @Test(
        "of another type is refused",
        arguments: [nil, "text/plain", "application/jsonx", "application/x-www-form-urlencoded"]
    )
    func mediaType(_ type: String?) async throws {
        let route = Route(
            .post,
            "/json",
            "Takes JSON",
            tag: "Test",
            body: .json(.any, "Anything."),
            answers: [.empty(204, "Done.")]
        ) { call in
            _ = try await call.body()
            return .empty()
        }
        try await RunningServer.with([route]) { server in
            let headers: [String: String] = type.map { ["content-type": $0] } ?? [:]
            let answer = try await server.ask("POST", "/json", headers, Array("{}".utf8))
            #expect(answer.status == 415)
            #expect(answer.json["type"] == .string("/problems/unsupported-media-type"))
            let right = try await server.ask(
                "POST",
                "/json",
                ["content-type": "Application/JSON ; charset=utf-8"],
                []
            )
            #expect(right.status == 204)
        }
    }
}
