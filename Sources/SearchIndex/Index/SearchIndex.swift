import Synchronization

/// A full-text index with facets, held in memory.
///
/// Documents lie in segments that never change. A batch of changes makes a small new segment and marks what it replaces
/// as dead; ``merge(while:)`` joins segments so that there are always few. A query works on the segments as they were
/// when it began: readers never wait for writers, nor writers for readers.
///
/// Writers take turns. All calls compute on the caller's thread, but a segment of more than 100,000 documents is built on
/// two; there is no I/O.
public final class SearchIndex: Sendable {
    /// One change.
    public enum Change: Sendable {
        /// Adds a document or replaces the one with its key, unless that one is newer.
        case put(SearchDocument)
        /// Removes a document, unless the one there is newer. Nothing of it is remembered: an older state that comes
        /// later is there again.
        case remove(SearchKey, position: Int64)

        public var key: SearchKey {
            switch self {
            case .put(let document): document.key
            case .remove(let key, _): key
            }
        }

        /// How new it is.
        public var position: Int64 {
            switch self {
            case .put(let document): document.position
            case .remove(_, let position): position
            }
        }
    }

    public struct Statistics: Sendable {
        /// Documents that queries can find.
        public var documents: Int
        public var segments: Int
        /// Bytes of all segments.
        public var bytes: Int
    }

    public let schema: SearchSchema
    let tokenizer: Tokenizer
    let parser: QueryParser
    let values: FacetValues
    /// Held for as long as it takes to copy a reference.
    private let current = Mutex(IndexSnapshot())
    /// Held by one writer for as long as it works.
    private let writing = Mutex(())

    public init(schema: SearchSchema) {
        self.schema = schema
        tokenizer = Tokenizer(articles: schema.articles)
        parser = QueryParser(schema: schema, tokenizer: tokenizer)
        values = FacetValues(fieldCount: schema.facets.count, tokenizer: tokenizer)
    }

    var snapshot: IndexSnapshot { current.withLock { $0 } }

    public var statistics: Statistics {
        let segments = snapshot.segments
        return Statistics(
            documents: segments.reduce(0) { $0 + $1.liveCount },
            segments: segments.count,
            bytes: segments.reduce(0) { $0 + $1.segment.byteCount + ($1.live?.byteCount ?? 0) }
        )
    }

    /// Makes changes visible, all at once. Of several for one key the one with the highest position counts, the last of
    /// equal ones.
    ///
    /// - Parameter replacesNewer: Whether a change also counts where the index holds a higher position of its key.
    ///
    /// Cost: some microseconds a change, and a copy of one bit a document for each segment that loses documents.
    public func apply(_ changes: [Change], replacesNewer: Bool = false) {
        var newest: [SearchKey: Change] = [:]
        for change in changes where newest[change.key].map({ $0.position <= change.position }) ?? true {
            newest[change.key] = change
        }
        writing.withLock { _ in
            var next = snapshot
            var builder = makeBuilder()
            var dead: [Int: [Int]] = [:]
            for change in newest.values.sorted(by: { $0.key < $1.key }) {
                if let place = next.find(change.key.packed) {
                    let held = next.segments[place.segment].segment.positions[place.document]
                    guard replacesNewer || held <= change.position else { continue }
                    dead[place.segment, default: []].append(place.document)
                }
                if case .put(let document) = change { builder.add(document) }
            }
            for (index, documents) in dead { next.segments[index] = next.segments[index].removing(documents) }
            if builder.documentCount > 0 {
                let segment = builder.build()
                next.segments.append(
                    LiveSegment(segment: segment, live: nil, liveCount: segment.documentCount)
                )
            }
            next.segments.removeAll { $0.liveCount == 0 }
            publish(next)
        }
    }

    /// Whether the index holds the document with the title and the numbers that the change gives it; texts and facets are
    /// not compared. Cost: as for finding a key.
    public func hasTitleAndNumbers(of change: Change) -> Bool {
        let now = snapshot
        guard case .put(let document) = change, let place = now.find(document.key.packed) else {
            return false
        }
        let segment = now.segments[place.segment].segment
        guard segment.titles[place.document] == document.title else { return false }
        return segment.numbers.indices.allSatisfy { index in
            let held = segment.numbers[index][place.document]
            return held == document.number(at: index) || (held.isNaN && document.number(at: index) == nil)
        }
    }

    /// A builder for a first load: documents that are added to it become visible together, by ``replaceAll(with:)``.
    public func makeLoad() -> SearchLoad { SearchLoad(builder: makeBuilder(isLoad: true)) }

    /// Replaces everything by what a load has collected.
    public func replaceAll(with load: consuming SearchLoad) {
        let segment = load.build()
        writing.withLock { _ in
            var next = IndexSnapshot()
            if segment.documentCount > 0 {
                next.segments.append(
                    LiveSegment(segment: segment, live: nil, liveCount: segment.documentCount)
                )
            }
            publish(next)
        }
    }

    private func makeBuilder(isLoad: Bool = false) -> SegmentBuilder {
        SegmentBuilder(schema: schema, tokenizer: tokenizer, values: values, isLoad: isLoad)
    }

    private func publish(_ next: IndexSnapshot) { current.withLock { $0 = next } }

    // MARK: Merging

    /// Joins segments where that is due, one group; says whether it did. Call again until it did not.
    ///
    /// Readers and writers go on meanwhile; a writer waits only for the moment of the exchange. Cost: as for adding the
    /// documents anew.
    @discardableResult
    public func merge() -> Bool {
        let before = snapshot
        guard
            let group = MergePolicy.group(
                in: before.segments.map { ($0.segment.documentCount, $0.liveCount) }
            )
        else { return false }
        let merged = group.map { before.segments[$0] }
        var builder = makeBuilder()
        for part in merged {
            for document in 0..<part.segment.documentCount where part.contains(document) {
                builder.add(document, of: part.segment)
            }
        }
        let segment = builder.build()
        writing.withLock { _ in
            var next = snapshot
            // Whoever died since the merge began is dead in the new segment too.
            var dead: [Int] = []
            for part in merged {
                guard let now = next.segments.first(where: { $0.segment === part.segment }) else {
                    // All of it died.
                    dead += Self.documents(of: part, in: segment) { _ in true }
                    continue
                }
                guard now.liveCount != part.liveCount else { continue }
                dead += Self.documents(of: part, in: segment) { !now.contains($0) }
            }
            next.segments.removeAll { now in merged.contains { $0.segment === now.segment } }
            let joined = LiveSegment(segment: segment, live: nil, liveCount: segment.documentCount)
            next.segments.insert(joined.removing(dead), at: 0)
            next.segments.removeAll { $0.liveCount == 0 }
            publish(next)
        }
        return true
    }

    private static func documents(
        of part: LiveSegment,
        in segment: Segment,
        where test: (Int) -> Bool
    ) -> [Int] {
        (0..<part.segment.documentCount).filter { part.contains($0) && test($0) }
            .compactMap { segment.document(withKey: part.segment.keys[$0]) }
    }
}

/// Documents on their way into an index, see ``SearchIndex/makeLoad()``.
public struct SearchLoad: ~Copyable {
    private var builder: SegmentBuilder

    init(builder: SegmentBuilder) { self.builder = builder }

    /// Adds a document; no key may come twice.
    public mutating func add(_ document: SearchDocument) { builder.add(document) }

    public var documentCount: Int { builder.documentCount }

    /// Whether another document could have words beyond those that can be numbered: 33 million different ones, or four
    /// billion in all. Nothing may be added then.
    public var isFull: Bool { builder.isFull }

    consuming func build() -> Segment { builder.build() }
}
