public import Contracts
public import JSONKit

/// What a reader on another machine asks a log for: `GET /logs/{log}/events?after=&limit=&wait=`.
///
/// With `stream=`, only that stream's events, and `after` is a version. `limit=0` asks for the head alone, which stands
/// in the answer's `Kinoteka-Position` header (``LogPosition``). `wait` is how many milliseconds the server may hold the
/// answer back while there is nothing after the position. The route and the reader share this type, so that
/// they cannot disagree.
public struct FeedRequest: Sendable, Hashable {
    /// The most events that one answer has.
    public static let largestLimit = 10_000
    /// The longest time that an answer is held back.
    public static let longestWait = Duration.seconds(60)

    /// Bytes of a stream's name at most.
    public static let longestStream = 200

    public let log: LogName
    public let stream: String?
    public let after: Int64
    public let limit: Int
    public let wait: Duration

    init(log: LogName, stream: String? = nil, after: Int64 = 0, limit: Int, wait: Duration = .zero) {
        self.log = log
        self.stream = stream
        self.after = after
        self.limit = min(limit, Self.largestLimit)
        self.wait = min(wait, Self.longestWait)
    }

    /// Reads the parameters of a URL; `parameter` gives the decoded value of a name.
    ///
    /// Wrong parameters are noted in `errors`, with `/name` as the pointer; the request is of use only when there are none.
    public init(log: LogName, parameter: (String) -> String?, errors: FieldErrors) {
        func number(_ name: String, default value: Int64, atMost limit: Int64) -> Int64 {
            guard let text = parameter(name) else { return value }
            if let number = Int64(text), (0...limit).contains(number) { return number }
            errors.add("/\(name)", "must be a whole number from 0 to \(limit)")
            return value
        }
        self.log = log
        stream = parameter("stream")
        if let stream, !(1...Self.longestStream).contains(stream.utf8.count) {
            errors.add("/stream", "must have 1 to \(Self.longestStream) bytes")
        }
        after = number("after", default: 0, atMost: .max)
        limit = Int(number("limit", default: 1000, atMost: Int64(Self.largestLimit)))
        wait = .milliseconds(number("wait", default: 0, atMost: Self.longestWait.components.seconds * 1000))
    }

    /// The path and query of the URL.
    public var path: String {
        var path = "/logs/\(log)/events?after=\(after)&limit=\(limit)"
        let milliseconds =
            wait.components.seconds * 1000 + wait.components.attoseconds / 1_000_000_000_000_000
        if milliseconds > 0 { path += "&wait=\(milliseconds)" }
        if let stream { path += "&stream=" + Self.escaped(stream) }
        return path
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.reduce(into: "") { escaped, byte in
            let isPlain =
                (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte)
                || byte == 45
            if isPlain {
                escaped.unicodeScalars.append(UnicodeScalar(byte))
            } else {
                escaped += "%" + String(UInt(byte) + 256, radix: 16).suffix(2)
            }
        }
    }
}

extension EventFeed {
    /// Answers a request that came over the network: the head, and a body of ``EventLine``s.
    public func answer(_ request: FeedRequest) async throws -> (head: Position, body: [UInt8]) {
        let after = Position(rawValue: request.after)
        var events: [RecordedEvent] = []
        if let stream = request.stream {
            events = try await self.events(ofStream: stream, after: request.after, limit: request.limit)
        } else {
            if request.wait > .zero { _ = try await waitForEvents(after: after, timeout: request.wait) }
            events = try await self.events(after: after, limit: request.limit)
        }
        var writer = JSONWriter(capacity: events.reduce(0) { $0 + $1.payload.count + 256 })
        for event in events { EventLine.write(event, to: &writer) }
        return (try await head(), writer.bytes)
    }
}
