import Contracts
import EventLog
import Synchronization

/// Folds documents from their own streams, read by themselves, from several tasks at a time.
final class StreamFold<P: Projection>: Sendable {
    struct Stream: Sendable {
        let key: DocumentKey
        /// Its name, and the version of the last event that is folded.
        let version: StreamVersion
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
        let projection = whole.projection
        try await whole.feed.eachEvent(of: streams.map(\.version), through: whole.head) { event in
            let key = projection.key(ofStream: event.stream)
            fold.add(projection.decoded(event, of: whole.feed.log, ownKey: key))
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
}
