import HTTPKit
import HTTPTypes
import HummingbirdCore
import JSONKit
import NIOCore
import Testing

/// Each test shortens the one time that it is about, so that a busy machine cannot run into another one.
@Suite("A slow client", .timeLimit(.minutes(5)))
struct SlowClientTests {
    /// Sends `text` again and again, each time after another client was served, until the connection ends.
    private static func drip(_ text: String, into wire: Wire, of server: RunningServer) async throws {
        while wire.isOpen {
            try Task.checkCancellation()
            try? await wire.send(text)
            _ = try? await server.ask("GET", "/hello/you")
        }
    }

    private static func impatient(_ configuration: inout HTTPServerConfiguration) {
        configuration.idleTimeout = .milliseconds(300)
        configuration.maximumHeaderBytes = 64 << 20
        configuration.maximumHeaderCount = 10_000_000
    }

    @Test("that says nothing is hung up on")
    func silent() async throws {
        try await RunningServer.with([.hello], configure: Self.impatient) { server in
            var wire = try await server.open()
            #expect(await wire.rest() == [])
        }
    }

    @Test("that sends half a head is hung up on")
    func half() async throws {
        try await RunningServer.with([.hello], configure: Self.impatient) { server in
            var wire = try await server.open()
            try? await wire.send("GET /hello/slow HTTP/1.1\r\nhost:")
            #expect(await wire.rest() == [])
        }
    }

    @Test("gains no time by sending its head bit by bit", arguments: ["y", "y\r\nx: "])
    func headDrip(_ bit: String) async throws {
        try await RunningServer.with([.hello], configure: Self.impatient) { server in
            let wire = try await server.open()
            try? await wire.send("GET /hello/slow HTTP/1.1\r\nhost: t\r\nx: ")
            try await Self.drip(bit, into: wire, of: server)
        }
    }

    @Test("that stops within its body gets 408")
    func bodyStops() async throws {
        let impatient = { (configuration: inout HTTPServerConfiguration) in
            configuration.bodyTimeout = .milliseconds(300)
        }
        try await RunningServer.with([.size()], configure: impatient) { server in
            var wire = try await server.open()
            let answer = try await wire.ask("POST /size HTTP/1.1\r\nhost: t\r\ncontent-length: 10\r\n\r\n123")
            #expect(answer.status == 408)
            #expect(answer.json["type"] == .string("/problems/request-timeout"))
            #expect(await wire.rest() == [])
        }
    }

    @Test("that sends its body byte by byte is ended, too")
    func bodyDrip() async throws {
        let impatient = { (configuration: inout HTTPServerConfiguration) in
            configuration.bodyTimeout = .milliseconds(300)
            configuration.minimumBodyRate = 100_000_000
        }
        try await RunningServer.with([.size(), .hello], configure: impatient) { server in
            let wire = try await server.open()
            try await wire.send("POST /size HTTP/1.1\r\nhost: t\r\ncontent-length: 1000000\r\n\r\n")
            try await Self.drip("y", into: wire, of: server)
        }
    }

    @Test("that does not read its answer is ended, and the handler hears of it")
    func slowReader() async throws {
        let (ends, continuation) = AsyncStream.makeStream(of: Bool.self)
        let endless = Route(
            .get,
            "/endless",
            "Never ends",
            tag: "Test",
            answers: [.json(200, .any, "Zeros.")]
        ) { _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    defer { continuation.yield(true) }
                    let zeros = ByteBuffer(repeating: 0x30, count: 1 << 20)
                    while true { try await writer.write(zeros) }
                }
            )
        }
        let impatient = { (configuration: inout HTTPServerConfiguration) in
            configuration.writeTimeout = .milliseconds(300)
        }
        try await RunningServer.with([endless], configure: impatient) { server in
            let wire = try await Wire.open(port: server.port, reads: false)
            try await wire.send("GET /endless HTTP/1.1\r\nhost: t\r\n\r\n")
            var iterator = ends.makeAsyncIterator()
            #expect(await iterator.next() == true)
            await wire.close()
        }
    }
}
