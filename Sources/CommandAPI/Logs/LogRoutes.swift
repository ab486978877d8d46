import Contracts
public import EventLog
public import HTTPKit
import HTTPTypes
import HummingbirdCore
import JSONKit
import Logging
import NIOCore
import ServiceLifecycle

/// The logs for followers on other machines: `GET /logs/{name}/events`.
public struct LogRoutes: Sendable {
    private let feeds: [LogName: any EventFeed]

    /// - Parameter feeds: One feed for each log that may be followed.
    public init(feeds: [any EventFeed]) {
        self.feeds = Dictionary(feeds.map { ($0.log, $0) }) { first, _ in first }
    }

    public var routes: [Route] {
        [
            Route(
                .get,
                "/logs/{name}/events",
                "The events of a log after a position",
                details:
                    "One event per line, in order, without gaps. `Kinoteka-Position` is the log's head. With `wait`, the answer comes when there is an event or the time is over.",
                tag: "Logs",
                access: .token,
                parameters: [
                    .path("name", .string(pattern: "^[a-z-]{1,32}$"), "The log, such as `catalog`."),
                    .query(
                        "after",
                        .integer(0...Int64.max),
                        "The position (or, with `stream`, the version) before the first event."
                    ),
                    .query(
                        "limit",
                        .integer(0...Int64(FeedRequest.largestLimit)),
                        "How many events at most; 1000 if absent."
                    ),
                    .query("wait", .integer(0...60_000), "How long to wait for an event, in milliseconds."),
                    .query(
                        "stream",
                        .string(length: 1...FeedRequest.longestStream),
                        "Only the events of one entity, such as `movie-42`."
                    ),
                ],
                answers: [
                    AnswerDescription(
                        200,
                        mediaType: EventLine.mediaType,
                        .ref("Event"),
                        "Events, one per line.",
                        headers: ["Kinoteka-Position"]
                    )
                ],
                problems: [.notFound]
            ) { try await answer($0) }
        ]
    }

    private func answer(_ call: Call) async throws -> Response {
        guard let name = LogName(rawValue: call.parameter("name")), let feed = feeds[name] else {
            throw Problem(.notFound, "There is no log \"\(call.parameter("name").prefix(100))\".")
        }
        let request = try Self.request(call, name)
        let (head, body) = try await read(feed, request, call)
        var response = Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
        response.headers[.contentType] = EventLine.mediaType
        response.headers[.cacheControl] = "no-store"
        response.setPosition(LogPosition(log: name, position: head))
        return response
    }

    private static func request(_ call: Call, _ name: LogName) throws(Problem) -> FeedRequest {
        var query = try QueryReader(call)
        var values: [String: String] = [:]
        for parameter in ["after", "limit", "wait", "stream"] { values[parameter] = query.text(parameter) }
        let errors = FieldErrors()
        let request = FeedRequest(log: name, parameter: { values[$0] }, errors: errors)
        for error in errors.all { query.fail(String(error.pointer.dropFirst()), error.detail) }
        try query.finish()
        return request
    }

    /// Reads, and waits no longer when the server stops.
    private func read(
        _ feed: any EventFeed,
        _ request: FeedRequest,
        _ call: Call
    ) async throws -> (head: Position, body: [UInt8]) {
        do {
            return try await cancelWhenGracefulShutdown { try await feed.answer(request) }
        } catch let error as EventLogError {
            call.logger.warning("the log cannot be read", metadata: ["error": "\(error)"])
            throw Problem(error)
        }
    }
}
