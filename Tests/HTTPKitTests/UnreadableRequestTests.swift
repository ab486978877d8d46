import HTTPKit
import JSONKit
import Testing

@Suite("Bytes that are no request", .timeLimit(.minutes(5)))
struct UnreadableRequestTests {
    private static let kilobyte = String(repeating: "y", count: 1000)

    @Test(
        "get a problem document, and the connection ends",
        arguments: [
            "hello\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / FTP/1.1\r\n\r\n",
            "\u{16}\u{03}\u{01}\u{02}\u{00}\u{01}\r\n\r\n", "GET / HTTP/1.1\r\nhost t\r\n\r\n",
            "GET / HTTP/1.1\r\nhost: t\r\n: x\r\n\r\n", "GET / HTTP/1.1\r\nhost: t\r\na b: x\r\n\r\n",
            "POST /size HTTP/1.1\r\nhost: t\r\ncontent-length: ten\r\n\r\n",
            "POST /size HTTP/1.1\r\nhost: t\r\ncontent-length: -1\r\n\r\n",
            "POST /size HTTP/1.1\r\nhost: t\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
            "POST /size HTTP/1.1\r\nhost: t\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n",
        ]
    )
    func malformed(_ bytes: String) async throws {
        try await RunningServer.with([.size()]) { server in
            var wire = try await server.open()
            let answer = try await wire.ask(bytes)
            #expect(answer.status == 400)
            #expect(answer.header("content-type") == "application/problem+json")
            #expect(answer.json["type"] == .string("/problems/malformed-request"))
            #expect(answer.header("connection") == "close")
            #expect(await wire.rest() == [])
        }
    }

    @Test("that could be read as two different requests are never read as both")
    func smuggling() async throws {
        try await RunningServer.with([.size(), .hello]) { server in
            var wire = try await server.open()
            try await wire.send(
                "POST /size HTTP/1.1\r\nhost: t\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n"
                    + "0\r\n\r\nGET /hello/smuggled HTTP/1.1\r\nhost: t\r\n\r\n"
            )
            #expect(!String(decoding: await wire.rest(), as: UTF8.self).contains("smuggled"))
        }
    }

    @Test(
        "because a head is too large get 431",
        arguments: [
            "GET /\(String(repeating: "x", count: 40_000)) HTTP/1.1\r\nhost: t\r\n\r\n",
            "GET / HTTP/1.1\r\nhost: t\r\nx: \(String(repeating: "x", count: 40_000))\r\n\r\n",
            "GET / HTTP/1.1\r\nhost: t\r\n\(String(repeating: "x", count: 40_000)): x\r\n\r\n",
            "GET / HTTP/1.1\r\nhost: t\r\n\(String(repeating: "x: y\r\n", count: 2000))\r\n",
            "GET / HTTP/1.1\r\nhost: t\r\n\(String(repeating: "x: \(kilobyte)\r\n", count: 20))\r\n",
        ]
    )
    func largeHead(_ bytes: String) async throws {
        try await RunningServer.with([.size()]) { server in
            var wire = try await server.open()
            let answer = try await wire.ask(bytes)
            #expect(answer.status == 431)
            #expect(answer.json["type"] == .string("/problems/headers-too-large"))
            #expect(await wire.rest() == [])
        }
    }

    @Test("spoil nothing for the requests before them")
    func earlier() async throws {
        try await RunningServer.with([.hello]) { server in
            var wire = try await server.open()
            try await wire.send("GET /hello/you HTTP/1.1\r\nhost: t\r\n\r\nnonsense\r\n\r\n")
            #expect(try await wire.answer().text == "hello you")
            #expect(try await wire.answer().status == 400)
            #expect(await wire.rest() == [])
        }
    }
}
