import CatalogService
import CommandAPI
import Contracts
import EventLog
import Foundation
import HTTPKit
import Testing
import WriteSide

@Suite("The log over HTTP", .timeLimit(.minutes(5)))
struct LogTests {
    @Test("gives what the file has, a part at a time, to those with the token")
    func follows() async throws {
        try await withLog { server, feed in
            let path = "/logs/catalog/events"
            let all = try await feed.events(after: .start, limit: 100)
            #expect(all.count == 3)
            let first = try await ask(server, "\(path)?limit=2")
            #expect(first.header("kinoteka-position") == "catalog:3")
            #expect(try read(first) == Array(all[..<2]))
            #expect(try read(await ask(server, "\(path)?after=2")) == Array(all[2...]))
            #expect(try read(await ask(server, "\(path)?after=3")) == [])
            #expect(try read(await ask(server, "\(path)?stream=\(all[1].stream)")) == [all[1]])
            #expect(try await server.ask("GET", path).status == 401)
        }
    }

    @Test(
        "names each parameter that is wrong",
        arguments: [
            "after=-1", "after=x", "limit=10001", "wait=60001", "stream=",
            "stream=\(String(repeating: "x", count: 201))", "depth=1",
        ]
    )
    func wrong(query: String) async throws {
        try await withLog { server, _ in
            let answer = try await ask(server, "/logs/catalog/events?\(query)")
            #expect(answer.status == 400)
            #expect(answer.header("content-type") == "application/problem+json")
            #expect(answer.text.contains(query.prefix { $0 != "=" }))
            #expect(try await ask(server, "/logs/elsewhere/events").status == 404)
        }
    }

    @Test("holds an answer back until there is an event")
    func waits() async throws {
        try await withLog { server, feed in
            let waiting = Task { try await ask(server, "/logs/catalog/events?after=3&wait=60000") }
            try await server.waitUntil { $0.contains("kinoteka_http_connections 1") }
            let body = Array(#"{"name":"Jean-Luc Godard"}"#.utf8)
            let headers = ["authorization": "Bearer \(Desk.token)", "content-type": "application/json"]
            #expect(try await server.ask("POST", "/api/people", headers, body).status == 201)
            let events = try read(await waiting.value)
            #expect(events == (try await feed.events(after: Position(rawValue: 3), limit: 10)))
            #expect(events.count == 1)
        }
    }

    private func ask(_ server: RunningServer, _ path: String) async throws -> Wire.Answer {
        try await server.ask("GET", path, ["authorization": "Bearer \(Desk.token)"])
    }

    private func read(_ answer: Wire.Answer) throws -> [RecordedEvent] {
        try #require(answer.status == 200, "\(answer.text)")
        return try answer.body.withUnsafeBufferPointer { try EventLine.read($0, from: "the answer") }
    }

    /// A log with three people, its writer and its routes; the feed shares nothing with them.
    private func withLog(_ body: @escaping @Sendable (RunningServer, FileFeed) async throws -> Void)
        async throws
    {
        let path = FileManager.default.temporaryDirectory.appending(path: "kinoteka-log-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = DataFolder(path: path)
        let signal = LogSignal()
        let writer = try await ServiceWriter(service: CatalogService(), lock: folder.lock(), signal: signal)
        let routes =
            CommandAPI(writer: writer, metrics: Metrics()).routes
            + LogRoutes(feeds: [FileFeed(folder, log: .catalog, signal: signal)]).routes
        do {
            try await RunningServer.with(routes, token: BearerToken(Desk.token)) { server in
                let headers = ["authorization": "Bearer \(Desk.token)", "content-type": "application/json"]
                for name in ["Anna Karina", "Ida Lupino", "Agnès Varda"] {
                    let person = Array(#"{"name":"\#(name)"}"#.utf8)
                    try #require(await server.ask("POST", "/api/people", headers, person).status == 201)
                }
                try await body(server, FileFeed(folder, log: .catalog))
            }
        } catch {
            await writer.close()
            throw error
        }
        await writer.close()
    }
}
