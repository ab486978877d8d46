public import Contracts

/// Gives the events of one log after a position, in order, in batches, live.
///
/// A reader keeps the position up to which it has taken everything, asks for what comes after it, and waits when there
/// is nothing:
///
/// ```swift
/// var position = checkpoint
/// while true {
///     let events = try await feed.events(after: position, limit: 1000)
///     if events.isEmpty { _ = try await feed.waitForEvents(after: position, timeout: .seconds(30)) }
///     …
/// }
/// ```
///
/// "After 1234" is a complete answer at any time: one writer gives positions in commit order, so no event with a lower
/// position can appear later. Every function throws ``EventLogError``, or `CancellationError` when its task was cancelled.
public protocol EventFeed: Sendable {
    /// The log that is read.
    var log: LogName { get }

    /// The position of the last event; ``Position/start`` for an empty log.
    func head() async throws -> Position

    /// The next events after a position, in order and without gaps; none when the position is the head.
    ///
    /// At most `limit` events, and fewer when their payloads pass 16 MiB; never none while there are some.
    func events(after position: Position, limit: Int) async throws -> [RecordedEvent]

    /// The same events, where only those of some streams are read whole: the others may come with an empty payload, which
    /// costs a third.
    ///
    /// - Parameter isWhole: Gets the name of a stream. It runs on the thread that reads.
    func events(
        after position: Position,
        limit: Int,
        payloadsOf isWhole: @escaping @Sendable (_ stream: String) -> Bool
    ) async throws -> [RecordedEvent]

    /// The next events of one stream after a version, bounded like ``events(after:limit:)``.
    func events(ofStream stream: String, after version: Int64, limit: Int) async throws -> [RecordedEvent]

    /// The first events of several streams, stream by stream, each bounded like
    /// ``events(ofStream:after:limit:)``.
    func firstEvents(ofStreams streams: [String], limit: Int) async throws -> [RecordedEvent]

    /// The streams that have several events through a position, by name: at most `limit` of those behind a name (`""`
    /// for the first). nil where the feed cannot tell without giving every event.
    ///
    /// A small part of the log's size, so it costs little beside reading the events.
    func streamsWithSeveralEvents(after stream: String, through position: Position, limit: Int) async throws
        -> [StreamVersion]?

    /// Waits until the head is beyond a position, and gives the head; gives it also when the timeout comes first.
    func waitForEvents(after position: Position, timeout: Duration) async throws -> Position
}

extension EventFeed {
    public func events(
        after position: Position,
        limit: Int,
        payloadsOf isWhole: @escaping @Sendable (_ stream: String) -> Bool
    ) async throws -> [RecordedEvent] {
        try await events(after: position, limit: limit)
    }

    public func firstEvents(ofStreams streams: [String], limit: Int) async throws -> [RecordedEvent] {
        var all: [RecordedEvent] = []
        for stream in streams { all += try await events(ofStream: stream, after: 0, limit: limit) }
        return all
    }

    public func streamsWithSeveralEvents(after stream: String, through position: Position, limit: Int)
        async throws
        -> [StreamVersion]?
    {
        nil
    }

    /// All events of one stream, however many there are.
    public func events(ofStream stream: String) async throws -> [RecordedEvent] {
        var all: [RecordedEvent] = []
        while true {
            let next = try await events(ofStream: stream, after: all.last?.version ?? 0, limit: 1000)
            if next.isEmpty { return all }
            all += next
        }
    }
}
