import Contracts
import EventLog

/// Every document of a projection at one position, folded from the beginning within a memory budget.
///
/// Where each document has a stream of its own (``Projection/followsStreams``), a ``StreamCensus`` tells how many events
/// each has; a document is handed on with its last event, so only unfinished ones are in memory, and those for which
/// there is no room are read from their own streams (``StreamPass``). Otherwise the documents are made in slices
/// by the hash of their key, one pass over the log each (``FoldPass``).
struct FullFold<P: Projection>: Sendable {
    typealias Chunk = [KeyedDocument<P.Document>]

    let projection: P
    let feed: any EventFeed
    /// The last position that is folded.
    let head: Position
    /// Bytes that documents in memory may take, about.
    let budget: Int
    /// Documents that are known to be parked, as they are in a model that is verified.
    var stops = Stops()
    /// Called for every batch: events seen of events to see. Throwing ends the fold.
    var progress: @Sendable (Int64, Int64) async throws -> Void = { _, _ in }

    /// Documents that are handed on together.
    static var chunk: Int { 1_000 }
    /// Memory that a folded document takes for a byte of its stored form: strings and arrays have headers, and
    /// dictionaries are half empty.
    static var memoryFactor: Int { 3 }

    struct Outcome: Sendable {
        var documents = 0
        /// Passes over the log.
        var passes = 0
        /// Documents for which the memory did not suffice, and whose streams were read again by themselves.
        var reread = 0
        /// Events that could not be applied.
        var parked: [ParkedEvent] = []
        var stops = Stops()
    }

    /// Folds and hands the documents to `consume`, each once, in no particular order, from up to two tasks at a time.
    func run(_ consume: @escaping @Sendable (Chunk) async throws -> Void) async throws -> Outcome {
        var outcome = Outcome()
        outcome.stops = stops
        if let census = try await StreamCensus.take(of: self) {
            try await foldStreams(census, &outcome, consume)
        } else {
            try await foldSlices(&outcome, consume)
        }
        return outcome
    }

    private func foldStreams(
        _ census: StreamCensus<P>,
        _ outcome: inout Outcome,
        _ consume: @escaping @Sendable (Chunk) async throws -> Void
    ) async throws {
        var pass = StreamPass(self, census: census)
        try await pass.run(consume)
        let reread = pass.reread
        outcome.passes = 1
        outcome.documents = pass.handedOn + reread.documents
        outcome.reread = reread.documents
        outcome.add(census.parked, census.stops)
        outcome.add(pass.fold.parked, pass.fold.stops)
        outcome.add(reread.parked, reread.stops)
        try await redo(pass.fold.spoiled.union(reread.spoiled), &outcome, consume)
    }

    private func foldSlices(
        _ outcome: inout Outcome,
        _ consume: @escaping @Sendable (Chunk) async throws -> Void
    ) async throws {
        var plan = SlicePlan()
        while let slice = plan.takeSlice() {
            var pass = FoldPass(self, slice: slice, stops: outcome.stops)
            try await pass.run(&plan, consume)
            outcome.passes += 1
            outcome.documents += pass.handedOn
            outcome.add(pass.fold.parked, pass.fold.stops)
            try await redo(pass.fold.spoiled, &outcome, consume)
        }
    }

    /// Folds documents again of which an event failed, now that it is known which one.
    private func redo(
        _ spoiled: Set<DocumentKey>,
        _ outcome: inout Outcome,
        _ consume: @Sendable (Chunk) async throws -> Void
    ) async throws {
        var keys = spoiled.sorted()[...]
        while !keys.isEmpty {
            let part = Set(keys.prefix(Self.chunk))
            keys = keys.dropFirst(part.count)
            var fold = KeyFold(projection, feed, keys: part, stops: outcome.stops)
            try await fold.advance(to: head)
            outcome.add(fold.parked, fold.stops)
            let documents = fold.documents
            outcome.documents += documents.count
            if !documents.isEmpty { try await consume(documents) }
        }
    }
}

extension FullFold.Outcome {
    fileprivate mutating func add(_ parked: [ParkedEvent], _ stops: Stops) {
        self.parked += parked
        self.stops.merge(stops)
    }
}
