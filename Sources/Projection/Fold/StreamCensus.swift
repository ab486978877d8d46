import Contracts
import EventLog

/// How many events each document's own stream has, and every change of a reference: what makes it possible to hand a
/// document on as soon as its last event was folded.
struct StreamCensus<P: Projection>: Sendable {
    /// The version of the last event, of documents with several.
    private var lastVersions: [DocumentKey: Int64] = [:]
    /// The events of all other streams.
    private var others: LogFold<P>

    /// Events that are not of a document's stream and could not be applied.
    var parked: [ParkedEvent] { others.parked }
    var stops: Stops { others.stops }

    /// The version of the last event of a document's stream.
    func lastVersion(of key: DocumentKey) -> Int64 {
        lastVersions[key] ?? 1
    }

    /// Looks through the log; nil where the projection's documents do not follow streams, or its references change so
    /// often that keeping the changes would take too much of the budget.
    static func take(of whole: FullFold<P>) async throws -> StreamCensus? {
        guard whole.projection.followsStreams else { return nil }
        var census = StreamCensus(
            others: LogFold(whole.projection, selection: .keys([]), stops: whole.stops)
        )
        var scan = LogScan(projection: whole.projection, feed: whole.feed)
        scan.isWanted = { $0 == nil }
        do {
            try await scan.run(after: .start, through: whole.head) { events, _ in
                for event in events { census.add(event) }
                guard census.others.references.weight <= whole.budget / 4 else { throw TooManyReferences() }
                try await whole.progress(0, whole.head.rawValue)
                return []
            }
        } catch is TooManyReferences {
            return nil
        }
        return census
    }

    /// A fold of documents with nothing but events of their own streams to come.
    func newFold() -> LogFold<P> {
        var fold = LogFold(others.projection, selection: .all, stops: others.stops)
        fold.references = others.references
        return fold
    }

    private mutating func add(_ event: DecodedEvent<P.Event>) {
        guard let key = event.ownKey else { return others.add(event) }
        if event.place.version > 1 { lastVersions[key] = event.place.version }
    }
}

private struct TooManyReferences: Error {}
