import HTTPKit
import JSONKit
import Testing

@Suite("Half a request", .timeLimit(.minutes(5)))
struct HalfRequestTests {
    private static let whole = "POST /size HTTP/1.1\r\nhost: t\r\ncontent-length: 10\r\n\r\n0123456789"

    @Test("leaves nothing behind, wherever the client hangs up")
    func hangUp() async throws {
        try await RunningServer.with([.size()]) { server in
            for length in 0..<Self.whole.count {
                let wire = try await server.open()
                try await wire.send(String(Self.whole.prefix(length)))
                await wire.close()
            }
            #expect(try await server.ask("POST", "/size", [:], [1, 2, 3]).text == "3")
            try await server.waitUntil { $0.contains("kinoteka_http_connections 0\n") }
        }
    }

    @Test("never reaches the handler as a whole one")
    func cutBody() async throws {
        try await RunningServer.with([.size()]) { server in
            let wire = try await server.open()
            try await wire.send(String(Self.whole.dropLast(3)))
            await wire.close()
            try await server.waitUntil { $0.contains(#"route="/size",status="400"} 1"#) }
        }
    }

    @Test("is told so when the client still listens")
    func halfClosed() async throws {
        try await RunningServer.with([.size()]) { server in
            for request in [String(Self.whole.dropLast(3)), "GET /half HTTP/1.1\r\nho", "GET"] {
                var wire = try await server.open()
                try await wire.send(request)
                try await wire.endSending()
                let answer = try await wire.answer()
                #expect(answer.status == 400)
                #expect(answer.json["type"] == .string("/problems/malformed-request"))
                #expect(await wire.rest() == [])
            }
        }
    }

    @Test("is none when the client ends after a whole one")
    func endAfterWhole() async throws {
        try await RunningServer.with([.size()]) { server in
            var wire = try await server.open()
            try await wire.send(Self.whole)
            try await wire.endSending()
            #expect(try await wire.answer().text == "10")
            #expect(await wire.rest() == [])
        }
    }

    @Test("may come in as many pieces as it has bytes")
    func pieces() async throws {
        try await RunningServer.with([.size()]) { server in
            var wire = try await server.open()
            for byte in Self.whole.utf8 { try await wire.send([byte]) }
            #expect(try await wire.answer().text == "10")
        }
    }
}
