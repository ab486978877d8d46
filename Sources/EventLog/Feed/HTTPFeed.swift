public import AsyncHTTPClient
public import Contracts
import NIOCore
import NIOHTTP1

/// Reads a log from the server that writes it, over HTTP.
///
/// The other end of ``FeedRequest``: NDJSON, and a long poll for waiting. An answer is taken whole, at most 64 MiB.
public final class HTTPFeed: EventFeed {
    private static let largestBody = 64 << 20

    /// A client for feeds: one that reports a server that is away at once instead of trying again by itself, because whoever
    /// reads a feed does that with a pause of its own and shows meanwhile what is wrong.
    public static var clientConfiguration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(timeout: .init(connect: .seconds(5)))
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    public let log: LogName
    private let server: String
    private let token: String
    private let client: HTTPClient

    /// - Parameters:
    ///   - server: where the server listens, such as `http://10.0.0.5:8080`.
    ///   - token: the bearer token of that server's data folder.
    ///   - client: whose connections are used; best made with ``clientConfiguration``. The caller shuts it down.
    public init(server: String, log: LogName, token: String, client: HTTPClient) {
        self.log = log
        self.server = server.hasSuffix("/") ? String(server.dropLast()) : server
        self.token = token
        self.client = client
    }

    public func head() async throws -> Position {
        try await get(FeedRequest(log: log, limit: 0)).head
    }

    public func events(after position: Position, limit: Int) async throws -> [RecordedEvent] {
        try await get(FeedRequest(log: log, after: position.rawValue, limit: limit)).events
    }

    public func events(ofStream stream: String, after version: Int64, limit: Int) async throws
        -> [RecordedEvent]
    {
        try await get(FeedRequest(log: log, stream: stream, after: version, limit: limit)).events
    }

    public func waitForEvents(after position: Position, timeout: Duration) async throws -> Position {
        let deadline = ContinuousClock.now.advanced(by: timeout)
        while true {
            let left = max(.zero, ContinuousClock.now.duration(to: deadline))
            let head = try await get(FeedRequest(log: log, after: position.rawValue, limit: 0, wait: left))
                .head
            if head > position || ContinuousClock.now >= deadline { return head }
        }
    }

    private func get(_ request: FeedRequest) async throws -> (head: Position, events: [RecordedEvent]) {
        var http = HTTPClientRequest(url: server + request.path)
        http.headers.add(name: "Authorization", value: "Bearer \(token)")
        http.headers.add(name: "Accept", value: EventLine.mediaType)
        let timeout = TimeAmount(request.wait) + .seconds(30)
        do {
            let response = try await client.execute(http, timeout: timeout)
            try check(response)
            let body = try await response.body.collect(upTo: Self.largestBody)
            guard let head = response.headers.first(name: "Kinoteka-Position").flatMap({ LogPosition($0) })
            else {
                throw EventLogError(.badAnswer, "\(server) does not answer as a log; check its address.")
            }
            let events = try body.withUnsafeReadableBytes { bytes in
                try EventLine.read(bytes.bindMemory(to: UInt8.self), from: server)
            }
            return (head.position, events)
        } catch let error as EventLogError {
            throw error
        } catch let error as CancellationError {
            throw error
        } catch {
            try Task.checkCancellation()
            throw EventLogError(.unreachable, "\(server) does not answer: \(error).")
        }
    }

    private func check(_ response: HTTPClientResponse) throws {
        switch response.status.code {
        case 200: return
        case 401, 403:
            throw EventLogError(
                .unauthorized,
                "\(server) does not accept the token; take it from its data folder."
            )
        case 404: throw EventLogError(.missing, "\(server) has no log named \(log).")
        case 429, 500...599:
            throw EventLogError(.unreachable, "\(server) cannot answer now (status \(response.status.code)).")
        default:
            throw EventLogError(.badAnswer, "\(server) answers with status \(response.status.code).")
        }
    }
}
