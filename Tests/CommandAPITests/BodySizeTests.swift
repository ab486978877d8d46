import JSONKit
import Testing

@Suite("The size of a command", .timeLimit(.minutes(5)))
struct BodySizeTests {
    private static func head(_ headers: String) -> String {
        "POST /api/movies HTTP/1.1\r\nhost: t\r\nauthorization: Bearer \(Desk.token)\r\n"
            + "content-type: application/json\r\n\(headers)\r\n\r\n"
    }

    @Test("may be 1 MiB, and not a byte more")
    func limit() async throws {
        try await Desk.with { desk in
            let film = Array(#"{"title":"Weekend","year":1967}"#.utf8)
            let padded = { (size: Int) in film + Array(repeating: 0x20, count: size - film.count) }
            #expect(try await desk.ask("POST", "/api/movies", bytes: padded(1 << 20)).status == 201)
            let answer = try await desk.ask("POST", "/api/movies", bytes: padded(1 << 20 + 1))
            #expect(answer.status == 413)
            #expect(answer.json["type"] == .string("/problems/body-too-large"))
        }
    }

    @Test("is refused before it comes when it is announced as too large")
    func announced() async throws {
        try await Desk.with { desk in
            var wire = try await desk.server.open()
            #expect(try await wire.ask(Self.head("content-length: 99999999999")).status == 413)
            #expect(await wire.rest() == [])
        }
    }

    @Test("is refused where it turns out too large")
    func chunked() async throws {
        try await Desk.with { desk in
            var wire = try await desk.server.open()
            try await wire.send(Self.head("transfer-encoding: chunked"))
            for _ in 0..<5 {
                // The server may hang up in the middle of it.
                try? await wire.send("40000\r\n" + String(repeating: " ", count: 0x40000) + "\r\n")
            }
            #expect(try await wire.answer().status == 413)
        }
    }

    @Test("may be 64 MiB for many commands, and that is announced")
    func batch() async throws {
        try await Desk.with { desk in
            var wire = try await desk.server.open()
            let head = Self.head("content-length: \(64 << 20 + 1)")
                .replacing("/api/movies", with: "/api/commands")
                .replacing("application/json", with: "application/x-ndjson")
            #expect(try await wire.ask(head).status == 413)
        }
    }

    @Test("is nothing when the client hangs up within it")
    func half() async throws {
        try await Desk.with { desk in
            let body = #"{"title":"Weekend","year":1967}"#
            for missing in 1..<body.count {
                let wire = try await desk.server.open()
                try await wire.send(Self.head("content-length: \(body.count)") + body.dropLast(missing))
                await wire.close()
            }
            // Spaces after it that never came: the object is whole, the request is not.
            let wire = try await desk.server.open()
            try await wire.send(Self.head("content-length: 100") + body)
            await wire.close()
            try await desk.server.waitUntil { $0.contains("kinoteka_http_connections 0\n") }
            #expect(try await desk.make("/api/movies", body) == 1)
        }
    }
}
