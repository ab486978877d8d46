import Contracts
import Mongo

/// One pass over the log for the documents of one slice.
struct FoldPass<P: Projection> {
    private let whole: FullFold<P>
    private(set) var slice: ClosedRange<UInt64>
    private(set) var fold: LogFold<P>
    /// Documents given to the consumer.
    private(set) var handedOn = 0
    private var peak = 0.0

    init(_ whole: FullFold<P>, slice: ClosedRange<UInt64>, stops: Stops) {
        self.whole = whole
        self.slice = slice
        fold = LogFold(whole.projection, selection: .hashes(slice), stops: stops)
    }

    /// Runs to the head; `plan` learns what had to be left for later passes.
    mutating func run(
        _ plan: inout SlicePlan,
        _ consume: @escaping @Sendable (FullFold<P>.Chunk) async throws -> Void
    ) async throws {
        let scan = LogScan(projection: whole.projection, feed: whole.feed)
        try await scan.run(after: .start, through: whole.head) { events, position in
            for event in events { fold.add(event) }
            if fold.weight + fold.references.weight > whole.budget { audit(&plan, at: position) }
            try await whole.progress(position.rawValue, whole.head.rawValue)
            return []
        }
        plan.adapt(filled: max(peak, Double(fold.weight) / Double(max(1, whole.budget))))
        try await finish(consume)
    }

    /// Hands the documents on; two consumers work beside each other.
    private mutating func finish(
        _ consume: @escaping @Sendable (FullFold<P>.Chunk) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var running = 0
            var keys = Array(fold.documents.keys)[...]
            while !keys.isEmpty {
                let chunk = keys.prefix(FullFold<P>.chunk).compactMap {
                    fold.take($0, before: whole.head.next)
                }
                keys = keys.dropFirst(FullFold<P>.chunk)
                guard !chunk.isEmpty else { continue }
                handedOn += chunk.count
                if running == 2 {
                    _ = try await group.next()
                    running -= 1
                }
                group.addTask { try await consume(chunk) }
                running += 1
            }
            try await group.waitForAll()
        }
    }

    /// Measures what the documents really take, and cuts the slice where that is too much.
    private mutating func audit(_ plan: inout SlicePlan, at position: Position) {
        if fold.references.weight > whole.budget / 4 {
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
