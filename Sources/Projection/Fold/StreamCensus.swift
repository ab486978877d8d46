import Contracts
import EventLog

/// How many events each document's own stream has, and every change of a reference: what makes it possible to hand a
/// document on as soon as its last event was folded.
struct StreamCensus<P: Projection>: Sendable {
    /// Events still to come for documents that were not handed on yet.
    var events: [DocumentKey: UInt32] = [:]
    private(set) var references = ReferenceChanges<P.Event>()
    private(set) var parked: [ParkedEvent] = []
    private(set) var stops = Stops()

    /// Counts; nil where the projection's documents do not follow streams, or its references change so often that
    /// keeping the changes would take too much of the budget.
    static func take(of whole: FullFold<P>) async throws -> StreamCensus? {
        guard whole.projection.followsStreams else { return nil }
        let projection = whole.projection
        var census = StreamCensus()
        var fold = LogFold(projection, selection: .keys([]), stops: whole.stops)
        var position = Position.start
        while position < whole.head {
            let limit = min(4_096, Int(whole.head.rawValue - position.rawValue))
            let events = try await whole.feed.events(after: position, limit: limit)
            guard let last = events.last?.position else {
                throw ProjectionError.logEndedEarly(whole.feed.log, expected: whole.head, found: position)
            }
            for event in events {
                if let key = projection.key(ofStream: event.stream) {
                    census.events[key, default: 0] += 1
                } else {
                    fold.add(projection.decoded(event, of: whole.feed.log, ownKey: nil))
                }
            }
            guard fold.references.weight <= whole.budget / 4 else { return nil }
            position = last
            try await whole.progress(0, whole.head.rawValue)
        }
        census.references = fold.references
        census.parked = fold.parked
        census.stops = fold.stops
        return census
    }
}
