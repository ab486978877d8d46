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
        var versions: [String: Int64] = [:]
        for event in try await whole.feed.firstEvents(ofStreams: streams.map(\.name), limit: Self.page) {
            add(event, to: &fold)
            versions[event.stream] = event.version
        }
        for stream in streams {
            try await addRest(of: stream, after: versions[stream.name] ?? 0, to: &fold)
        }
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

    private func addRest(of stream: Stream, after first: Int64, to fold: inout LogFold<P>) async throws {
        var version = first
        while version < stream.lastVersion {
            let events = try await whole.feed.events(ofStream: stream.name, after: version, limit: 1_000)
            guard let last = events.last else {
                throw ProjectionError.logEndedEarly(whole.feed.log, expected: whole.head, found: .start)
            }
            for event in events { add(event, to: &fold) }
            version = last.version
        }
    }

    private func add(_ event: RecordedEvent, to fold: inout LogFold<P>) {
        guard event.position <= whole.head else { return }
        let key = whole.projection.key(ofStream: event.stream)
        fold.add(whole.projection.decoded(event, of: whole.feed.log, ownKey: key))
    }
}
