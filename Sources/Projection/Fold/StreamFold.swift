import Contracts
import EventLog
import Synchronization

/// Folds documents from their own streams, read by themselves, from several tasks at a time.
final class StreamFold<P: Projection>: Sendable {
    struct Stream: Sendable {
        let name: String
        let key: DocumentKey
        /// The version of the last event that is folded.
        let lastVersion: Int64
    }

    struct Outcome: Sendable {
        var documents = 0
        var parked: [ParkedEvent] = []
        var stops = Stops()
        /// Documents that have to be folded again, as ``LogFold/spoiled``.
        var spoiled: Set<DocumentKey> = []
    }

    /// Streams that are folded together.
    static var chunk: Int { 500 }
    /// Events that are read of a stream at a time.
    private static var page: Int { 16 }

    private let whole: FullFold<P>
    private let census: StreamCensus<P>
    private let state = Mutex(Outcome())

    init(_ whole: FullFold<P>, census: StreamCensus<P>) {
        self.whole = whole
        self.census = census
    }

    /// What came of all documents so far.
    var outcome: Outcome { state.withLock { $0 } }

    /// The documents of these streams, each as of its last event and with every change of a reference.
    func documents(of streams: [Stream]) async throws -> FullFold<P>.Chunk {
        var fold = census.newFold()
        var last: [String: RecordedEvent] = [:]
        for event in try await whole.feed.firstEvents(ofStreams: streams.map(\.name), limit: Self.page) {
            add(event, to: &fold)
            last[event.stream] = event
        }
        for stream in streams { try await addRest(of: stream, after: last[stream.name], to: &fold) }
        let documents = streams.compactMap { fold.take($0.key, before: whole.head.next) }
        let done = fold
        state.withLock { outcome in
            outcome.documents += documents.count
            outcome.parked += done.parked
            outcome.stops.merge(done.stops)
            outcome.spoiled.formUnion(done.spoiled)
        }
        return documents
    }

    private func addRest(of stream: Stream, after first: RecordedEvent?, to fold: inout LogFold<P>)
        async throws
    {
        var last = first
        while last?.version ?? 0 < stream.lastVersion {
            let version = last?.version ?? 0
            let events = try await whole.feed.events(ofStream: stream.name, after: version, limit: 1_000)
            guard !events.isEmpty else {
                let found = last?.position ?? .start
                throw ProjectionError.logEndedEarly(whole.feed.log, expected: whole.head, found: found)
            }
            for event in events { add(event, to: &fold) }
            last = events.last
        }
    }

    private func add(_ event: RecordedEvent, to fold: inout LogFold<P>) {
        guard event.position <= whole.head else { return }
        let key = whole.projection.key(ofStream: event.stream)
        fold.add(whole.projection.decoded(event, of: whole.feed.log, ownKey: key))
    }
}
