import Contracts
import Mongo

/// One pass over the log for the documents of one slice.
struct FoldPass<P: Projection> {
    private let whole: FullFold<P>
    private(set) var slice: ClosedRange<UInt64>
    private(set) var census: StreamCensus<P>?
    private(set) var fold: LogFold<P>
    /// Documents given to the consumer.
    private(set) var handedOn = 0
    /// Events of documents with several that were folded already.
    private var seen: [DocumentKey: UInt32] = [:]
    private var ready: FullFold<P>.Chunk = []
    private let passesBefore: Int
    private var peak = 0.0

    init(
        _ whole: FullFold<P>,
        slice: ClosedRange<UInt64>,
        census: StreamCensus<P>?,
        stops: Stops,
        passes: Int
    ) {
        self.whole = whole
        self.slice = slice
        self.census = census
        passesBefore = passes
        fold = LogFold(whole.projection, selection: .hashes(slice), stops: stops)
        if let census { fold.references = census.references }
    }

    /// Runs to the head; `plan` learns what had to be left for later passes.
    mutating func run(
        _ plan: inout SlicePlan,
        _ consume: @escaping @Sendable (FullFold<P>.Chunk) async throws -> Void
    ) async throws {
        var scan = LogScan(projection: whole.projection, feed: whole.feed)
        if census != nil {
            let first = slice
            scan.isWanted = { key in key.map { first.contains($0.stableHash) } ?? false }
        }
        try await scan.run(after: .start, through: whole.head) { events, position in
            for event in events { add(event) }
            if fold.weight + fold.references.weight > whole.budget { audit(&plan, at: position) }
            try await whole.progress(position.rawValue, whole.head.rawValue)
            return takeWork(atLeast: FullFold<P>.chunk, consume)
        }
        plan.adapt(filled: max(peak, Double(fold.weight) / Double(max(1, whole.budget))))
        try await finish(consume)
    }

    private mutating func add(_ event: DecodedEvent<P.Event>) {
        guard census != nil else { return fold.add(event) }
        guard let key = event.ownKey, let total = census?.events[key], fold.selection.contains(key) else {
            return
        }
        fold.add(event)
        let count = total == 1 ? 1 : (seen[key] ?? 0) + 1
        guard count == total else {
            seen[key] = count
            return
        }
        if total > 1 { seen[key] = nil }
        census?.events[key] = nil
        complete(key)
    }

    /// Takes a document out of the fold, ready for the consumer.
    private mutating func complete(_ key: DocumentKey) {
        fold.settle(key, before: whole.head.next)
        guard var folded = fold.documents.removeValue(forKey: key), !folded.isAbsent else { return }
        folded.isStale = fold.heldBack.contains(key)
        ready.append(KeyedDocument(key: key, folded: folded))
        handedOn += 1
    }

    private mutating func takeWork(
        atLeast count: Int,
        _ consume: @escaping @Sendable (FullFold<P>.Chunk) async throws -> Void
    ) -> [LogScan<P>.Work] {
        guard ready.count >= count, !ready.isEmpty else { return [] }
        let chunk = ready
        ready = []
        if census != nil { fold.weight = fold.documents.isEmpty ? 0 : fold.weight }
        return [{ try await consume(chunk) }]
    }

    /// Hands on what is left; two consumers work beside each other.
    private mutating func finish(
        _ consume: @escaping @Sendable (FullFold<P>.Chunk) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var running = 0
            for key in Array(fold.documents.keys) {
                complete(key)
                guard ready.count >= FullFold<P>.chunk else { continue }
                if running == 2 {
                    _ = try await group.next()
                    running -= 1
                }
                for work in takeWork(atLeast: 1, consume) {
                    group.addTask { try await work() }
                    running += 1
                }
            }
            for work in takeWork(atLeast: 1, consume) {
                group.addTask { try await work() }
            }
            try await group.waitForAll()
        }
    }

    /// Measures what the documents really take, and cuts the slice where that is too much.
    private mutating func audit(_ plan: inout SlicePlan, at position: Position) {
        if census == nil, fold.references.weight > whole.budget / 4 {
            fold.settleAll(before: position.next)
            fold.references.removeAll()
        }
        fold.weight = measure()
        peak = max(peak, Double(fold.weight) / Double(max(1, whole.budget)))
        guard fold.weight > whole.budget / 5 * 4, fold.documents.count > 1,
            slice.lowerBound < slice.upperBound
        else { return }
        let seenShare = Double(position.rawValue) / Double(max(1, whole.head.rawValue))
        slice = plan.narrow(slice, keeping: seenShare * 0.9)
        fold.selection = .hashes(slice)
        for key in Array(fold.documents.keys) where !slice.contains(key.stableHash) {
            fold.documents[key] = nil
            seen[key] = nil
        }
        fold.weight = measure()
    }

    private func measure() -> Int {
        fold.documents.reduce(0) { sum, entry in
            var writer = BSONWriter(capacity: 512)
            entry.value.state.document?.encode(to: &writer)
            return sum + writer.byteCount * FullFold<P>.memoryFactor + LogFold<P>.documentWeight
        }
    }
}
