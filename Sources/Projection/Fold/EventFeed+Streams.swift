import Contracts
import EventLog

extension EventFeed {
    /// Reads streams whole, each in order, through a position; in pages, so that a long stream needs no more memory.
    ///
    /// - Throws: ``ProjectionError`` `log_ended_early` where a stream is shorter than it says.
    func eachEvent(
        of streams: [StreamVersion],
        through head: Position,
        _ body: (RecordedEvent) -> Void
    ) async throws {
        var seen: [String: Int64] = [:]
        for event in try await firstEvents(ofStreams: streams.map(\.stream), limit: 16) {
            seen[event.stream] = event.version
            if event.position <= head { body(event) }
        }
        for stream in streams {
            var version = seen[stream.stream] ?? 0
            while version < stream.version {
                let events = try await self.events(ofStream: stream.stream, after: version, limit: 1_000)
                guard let last = events.last else {
                    throw ProjectionError.streamEndedEarly(log, expected: stream, found: version)
                }
                for event in events where event.position <= head { body(event) }
                version = last.version
            }
        }
    }
}
