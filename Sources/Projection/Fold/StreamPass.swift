import Contracts
import EventLog

/// One pass over the log for documents that each have a stream of their own (``Projection/followsStreams``).
///
/// A document is handed on with its last event, which the ``StreamCensus`` told; so only those with several events are
/// kept in memory. Where that is full, a document that begins is put off: its stream is read by itself when its last
/// event has come (``StreamFold``).
struct StreamPass<P: Projection> {
    private let whole: FullFold<P>
    private let census: StreamCensus<P>
    private let streams: StreamFold<P>
    private(set) var fold: LogFold<P>
    /// Documents given to the consumer.
    private(set) var handedOn = 0
    /// What the documents in memory take, each and together, in bytes, about.
    private var weights: [DocumentKey: Int] = [:]
    private var weight = 0
    /// Documents that were put off and are not complete yet.
    private var putOff: Set<DocumentKey> = []
    private var ready: FullFold<P>.Chunk = []
    /// Complete documents that were put off.
    private var late: [StreamFold<P>.Stream] = []

    init(_ whole: FullFold<P>, census: StreamCensus<P>) {
        self.whole = whole
        self.census = census
        streams = StreamFold(whole, census: census)
        fold = census.newFold()
    }

    /// Runs to the head.
    mutating func run(_ consume: @escaping @Sendable (FullFold<P>.Chunk) async throws -> Void) async throws {
        var scan = LogScan(projection: whole.projection, feed: whole.feed)
        let hasAllOthers = census.hasAllOthers
        scan.isWanted = { $0 != nil || !hasAllOthers }
        try await scan.run(after: .start, through: whole.head) { events, position in
            for event in events { try add(event) }
            try await whole.progress(position.rawValue, whole.head.rawValue)
            let isLast = position >= whole.head
            return work(
                documents: ready.count >= FullFold<P>.chunk || isLast,
                late: late.count >= StreamFold<P>.chunk || isLast,
                consume
            )
        }
    }

    /// What came of the documents that were put off.
    var reread: StreamFold<P>.Outcome { streams.outcome }

    private mutating func add(_ event: DecodedEvent<P.Event>) throws {
        guard let key = event.ownKey else { return try addOther(event) }
        let last = census.lastVersion(of: key)
        guard event.place.version < last else { return complete(key, event) }
        if weights[key] == nil {
            guard weight + fold.references.weight <= whole.budget else {
                putOff.insert(key)
                return
            }
            guard !putOff.contains(key) else { return }
        }
        var grown = weights[key] == nil ? LogFold<P>.documentWeight : 0
        let before = fold.weight
        fold.add(event)
        grown += (fold.weight - before) * FullFold<P>.memoryFactor
        weights[key, default: 0] += grown
        weight += grown
    }

    /// Takes the only event of a stream that is no document's: it may be one that cannot be read.
    private mutating func addOther(_ event: DecodedEvent<P.Event>) throws {
        guard !census.has(event) else { return }
        if case .event(_, let touches) = event.content, !touches.isEmpty {
            throw ProjectionError.earlyReference(whole.projection.name, event.place)
        }
        fold.add(event)
    }

    /// Folds a document's last event.
    private mutating func complete(_ key: DocumentKey, _ event: DecodedEvent<P.Event>) {
        if event.place.version > 1 {
            guard putOff.remove(key) == nil else {
                late.append(
                    StreamFold.Stream(
                        key: key,
                        version: StreamVersion(stream: event.place.stream, version: event.place.version)
                    )
                )
                return
            }
            weight -= weights.removeValue(forKey: key) ?? 0
        }
        fold.add(event)
        guard let document = fold.take(key, before: whole.head.next) else { return }
        ready.append(document)
        handedOn += 1
    }

    private mutating func work(
        documents: Bool,
        late isLateDue: Bool,
        _ consume: @escaping @Sendable (FullFold<P>.Chunk) async throws -> Void
    ) -> [LogScan<P>.Work] {
        var work: [LogScan<P>.Work] = []
        if documents, !ready.isEmpty {
            let chunk = ready
            ready = []
            work.append { try await consume(chunk) }
        }
        if isLateDue, !late.isEmpty {
            let chunk = late
            late = []
            let streams = streams
            work.append {
                let documents = try await streams.documents(of: chunk)
                if !documents.isEmpty { try await consume(documents) }
            }
        }
        return work
    }
}
