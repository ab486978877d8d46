import AsyncHTTPClient
import Contracts
import EventLog
import Testing

@Suite("A feed over HTTP")
struct HTTPFeedTests {
    @Test("gives the same events as the file")
    func sameEvents() async throws {
        try await withServedLog { log, file, server in
            for number in 1...30 {
                try log.append("movie-\(number % 4): fact \"\(number)\" é".replacing("\"", with: "'"))
            }
            let http = HTTPFeed(server: server.url, log: log.log, token: "secret", client: .shared)
            let some = try await http.events(after: Position(rawValue: 7), limit: 5)
            let stream = try await http.events(ofStream: "movie-1", after: 2, limit: 3)
            #expect(some == (try await file.events(after: Position(rawValue: 7), limit: 5)))
            #expect(stream == (try await file.events(ofStream: "movie-1", after: 2, limit: 3)))
            #expect(some.count == 5)
            #expect(stream.count == 3)
            #expect(try await http.head() == Position(rawValue: 30))
            #expect(try await http.events(after: Position(rawValue: 30), limit: 5) == [])
        }
    }

    @Test("asks for streams with any name")
    func streamNames() async throws {
        try await withServedLog { log, _, server in
            try log.append([
                NewEvent(stream: "search-pin-ä b&c=d+e%/?#", type: "t", schema: 1, payload: [123, 125])
            ])
            let http = HTTPFeed(server: server.url + "/", log: log.log, token: "secret", client: .shared)
            let events = try await http.events(ofStream: "search-pin-ä b&c=d+e%/?#", after: 0, limit: 5)
            #expect(events.count == 1)
        }
    }

    @Test("is woken as soon as something is appended, and gives the head at the timeout")
    func waiting() async throws {
        try await withServedLog { log, _, server in
            let http = HTTPFeed(server: server.url, log: log.log, token: "secret", client: .shared)
            async let woken = http.waitForEvents(after: .start, timeout: .seconds(600))
            try log.append("movie-1: a")
            #expect(try await woken == Position(rawValue: 1))
            let late = try await http.waitForEvents(after: Position(rawValue: 1), timeout: .milliseconds(20))
            #expect(late == Position(rawValue: 1))
        }
    }

    @Test("says what is wrong, and never the token")
    func errors() async throws {
        try await withServedLog { log, _, server in
            let stranger = HTTPFeed(server: server.url, log: log.log, token: "guessed-token", client: .shared)
            let elsewhere = HTTPFeed(
                server: server.url,
                log: try #require(LogName(rawValue: "orders")),
                token: "secret",
                client: .shared
            )
            let client = HTTPClient(configuration: HTTPFeed.clientConfiguration)
            let nowhere = HTTPFeed(
                server: "http://127.0.0.1:1",
                log: log.log,
                token: "secret",
                client: client
            )
            for (feed, code) in [
                (stranger, EventLogError.Code.unauthorized), (elsewhere, .missing), (nowhere, .unreachable),
            ] {
                let error = await #expect(throws: EventLogError.self) { try await feed.head() }
                #expect(error?.code == code)
                #expect(error?.message.contains("guessed-token") == false)
                #expect(error?.message.contains("secret") == false)
            }
            try await client.shutdown()
        }
    }

    @Test("stops waiting when its task is cancelled")
    func cancelled() async throws {
        try await withServedLog { log, _, server in
            let http = HTTPFeed(server: server.url, log: log.log, token: "secret", client: .shared)
            let waiting = Task { try await http.waitForEvents(after: .start, timeout: .seconds(600)) }
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
        }
    }

    private func withServedLog(_ body: (TestLog, FileFeed, TestServer) async throws -> Void) async throws {
        try await withLog { log in
            let file = FileFeed(log.folder, log: log.log, connections: 2)
            let server = try await TestServer(file, token: "secret")
            try await body(log, file, server)
            try await server.close()
        }
    }
}
