import Contracts
import EventLog

/// How many events each document's own stream has, and every change of a reference: what makes it possible to hand a
/// document on as soon as its last event was folded.
struct StreamCensus<P: Projection>: Sendable {
    /// The version of the last event, of documents with several.
    private var lastVersions: [DocumentKey: Int64] = [:]
    /// The events of streams that are no document's.
    private var others: LogFold<P>
    /// Those streams of which all events are in ``others``; nil where that goes for every one.
    private var otherStreams: Set<String>?

    /// Events that are not of a document's stream and could not be applied.
    var parked: [ParkedEvent] { others.parked }
    var stops: Stops { others.stops }

    private init(_ whole: FullFold<P>) {
        others = LogFold(whole.projection, selection: .keys([]), stops: whole.stops)
    }

    /// The version of the last event of a document's stream.
    func lastVersion(of key: DocumentKey) -> Int64 {
        lastVersions[key] ?? 1
    }

    /// Whether every event that is of no document's stream is counted already, and need not be looked at again.
    var hasAllOthers: Bool { otherStreams == nil }

    /// Whether an event of no document's stream is counted already.
    func has(_ event: DecodedEvent<P.Event>) -> Bool {
        otherStreams?.contains(event.place.stream) ?? true
    }

    /// Counts; nil where the projection's documents do not follow streams, or its references change so often that
    /// keeping the changes would take too much of the budget.
    static func take(of whole: FullFold<P>) async throws -> StreamCensus? {
        guard whole.projection.followsStreams else { return nil }
        do {
            if let census = try await listStreams(whole) { return census }
            return try await scanLog(whole)
        } catch is TooManyReferences {
            return nil
        }
    }

    /// A fold of documents with nothing but events of their own streams to come.
    func newFold() -> LogFold<P> {
        var fold = LogFold(others.projection, selection: .all, stops: others.stops)
        fold.references = others.references
        return fold
    }

    /// Asks the log for its streams with several events, and reads those that are no document's. Of all others it needs to
    /// know nothing, because a stream's first event changes no reference.
    ///
    /// nil where the log cannot tell, or so many events would have to be read one by one that a scan is faster.
    private static func listStreams(_ whole: FullFold<P>) async throws -> StreamCensus? {
        var census = StreamCensus(whole)
        var streams: [StreamVersion] = []
        var events: Int64 = 0
        var last = ""
        while true {
            let page = try await whole.feed.streamsWithSeveralEvents(
                after: last,
                through: whole.head,
                limit: 10_000
            )
            guard let page else { return nil }
            guard let end = page.last else { break }
            last = end.stream
            for stream in page {
                if let key = whole.projection.key(ofStream: stream.stream) {
                    census.lastVersions[key] = stream.version
                } else {
                    streams.append(stream)
                    events += stream.version
                }
            }
            guard events <= whole.head.rawValue / 20 else { return nil }
            try await whole.progress(0, whole.head.rawValue)
        }
        try await census.read(streams, whole)
        return census
    }

    private mutating func read(_ streams: [StreamVersion], _ whole: FullFold<P>) async throws {
        otherStreams = Set(streams.map(\.stream))
        var changes: [DecodedEvent<P.Event>] = []
        var rest = streams[...]
        while !rest.isEmpty {
            let part = Array(rest.prefix(StreamFold<P>.chunk))
            rest = rest.dropFirst(part.count)
            try await whole.feed.eachEvent(of: part, through: whole.head) { event in
                let decoded = whole.projection.decoded(event, of: whole.feed.log, ownKey: nil)
                if !decoded.isNothing { changes.append(decoded) }
            }
            try await whole.progress(0, whole.head.rawValue)
        }
        changes.sort { $0.place.position < $1.place.position }
        try add(changes, whole)
    }

    /// Looks through the whole log.
    private static func scanLog(_ whole: FullFold<P>) async throws -> StreamCensus {
        var census = StreamCensus(whole)
        var scan = LogScan(projection: whole.projection, feed: whole.feed)
        scan.isWanted = { $0 == nil }
        try await scan.run(after: .start, through: whole.head) { events, _ in
            try census.add(events, whole)
            try await whole.progress(0, whole.head.rawValue)
            return []
        }
        return census
    }

    private mutating func add(_ events: [DecodedEvent<P.Event>], _ whole: FullFold<P>) throws {
        for event in events {
            if let key = event.ownKey {
                if event.place.version > 1 { lastVersions[key] = event.place.version }
            } else {
                others.add(event)
            }
        }
        guard others.references.weight <= whole.budget / 4 else { throw TooManyReferences() }
    }
}

private struct TooManyReferences: Error {}
