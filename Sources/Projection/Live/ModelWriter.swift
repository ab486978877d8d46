import Contracts
import EventLog
import Mongo

/// Takes events of the log, in order, into one collection: load what they touch, fold, write in bulk.
///
/// Whatever goes wrong, applying the same events again is right: a document takes no event twice. After an error the
/// caller must ``forget()``, for what is in memory may not be what is stored.
actor ModelWriter<P: Projection> {
    typealias Document = P.Document

    /// What one batch did.
    struct Outcome: Sendable {
        var written = 0
        /// Documents that were stored.
        var changed: [DocumentKey] = []
        var inserted = 0
        var parked = 0
        var failed = 0
        /// Whether there were events of what the documents are about, such as films for `movies`.
        var hasOwnEvents = false
    }

    /// A document was not as it had been loaded: another writer was there, or an earlier attempt had got further.
    struct Conflict: Error {}

    let projection: P
    let log: LogName
    let collection: MongoCollection
    let letters: DeadLetterStore
    let faults: Faults
    let coder: DocumentCoder<Document>
    /// The lease token that documents are written under.
    var token: Int64
    var stops = Stops()
    var cache: DocumentCache<LoadedDocument<Document>>
    /// Whether documents of new streams are looked for nevertheless, because they may have been written before.
    var looksForNew = true
    /// Called between pieces of work that may take long; throws when the lease is lost.
    var keepAlive: @Sendable () async throws -> Void = {}

    init(
        _ projection: P,
        log: LogName,
        collection: MongoCollection,
        letters: DeadLetterStore,
        token: Int64,
        cacheBytes: Int,
        faults: Faults
    ) {
        self.projection = projection
        self.log = log
        self.collection = collection
        self.letters = letters
        self.token = token
        self.faults = faults
        coder = DocumentCoder(log: log)
        cache = DocumentCache(budget: cacheBytes)
    }

    /// Learns which documents wait behind dead letters. Call it before the first batch and after every error.
    func prepare(token: Int64, keepAlive: @escaping @Sendable () async throws -> Void) async throws {
        self.token = token
        self.keepAlive = keepAlive
        stops = try await letters.stops(in: collection.name)
        try await letters.removeOrphans(in: collection.name, besides: stops)
        forget()
    }

    /// Drops everything that is only in memory.
    func forget() {
        cache.removeAll()
        looksForNew = true
    }

    /// Applies a batch. When it returns, every event is in its documents or in the dead letters.
    func apply(_ events: [RecordedEvent]) async throws -> Outcome {
        let decoded = await decode(events)
        var outcome = Outcome(hasOwnEvents: decoded.contains { $0.ownKey != nil })
        var rest = decoded[...]
        while !rest.isEmpty {
            let segment = try await nextSegment(&rest)
            if segment.embedding.count > Segment<P.Event>.documentLimit {
                // One event that touches very many: its documents in parts.
                var keys = segment.embedding.sorted()[...]
                while !keys.isEmpty {
                    var part = segment
                    part.embedding = Set(keys.prefix(Segment<P.Event>.documentLimit))
                    keys = keys.dropFirst(part.embedding.count)
                    try await write(part, &outcome)
                    try await keepAlive()
                }
            } else {
                try await write(segment, &outcome)
            }
            if !rest.isEmpty { try await keepAlive() }
        }
        looksForNew = false
        return outcome
    }

    /// Decodes, a large batch on two threads.
    private func decode(_ events: [RecordedEvent]) async -> [DecodedEvent<P.Event>] {
        let (projection, log) = (projection, log)
        @Sendable func decode(_ part: ArraySlice<RecordedEvent>) -> [DecodedEvent<P.Event>] {
            part.map { projection.decoded($0, of: log, ownKey: projection.key(ofStream: $0.stream)) }
        }
        guard events.count > 256 else { return decode(events[...]) }
        async let second = decode(events[(events.count / 2)...])
        let first = decode(events[..<(events.count / 2)])
        return first + (await second)
    }

    /// Takes the next events that can be written together.
    ///
    /// A change of a reference is resolved by what its event says, or against what is stored; what the segment itself
    /// makes or changes is in memory and is found by the fold.
    private func nextSegment(_ rest: inout ArraySlice<DecodedEvent<P.Event>>) async throws -> Segment<P.Event>
    {
        let limit = Segment<P.Event>.documentLimit
        var segment = Segment<P.Event>()
        var asked: Set<EmbeddedReference> = []
        var end = rest.startIndex
        collecting: while end < rest.endIndex {
            let event = rest[end]
            if let key = event.ownKey, case .failed = event.content { segment.keys.insert(key) }
            if case .event(let content, let touches) = event.content {
                for touch in touches {
                    switch touch {
                    case .document(let key):
                        let isFirst = segment.keys.insert(key).inserted
                        if isFirst, key == event.ownKey, event.place.version == 1, !looksForNew {
                            segment.new.insert(key)
                        }
                    case .embedding(let reference):
                        let told = projection.documents(embedding: reference, at: content)
                        guard told != nil || asked.insert(reference).inserted else { continue }
                        let keys =
                            if let told { told } else {
                                try await projection.keys(embedding: reference, in: collection)
                            }
                        if segment.embedding.count + keys.count > limit, end > rest.startIndex {
                            // The documents found so far belong to events before this one, which go first.
                            break collecting
                        }
                        segment.embedding.formUnion(keys)
                    }
                }
            }
            end += 1
            if segment.keys.count + segment.embedding.count >= limit { break }
        }
        segment.events = rest[..<end]
        rest = rest[end...]
        return segment
    }

    /// The documents of a segment, from the cache or from MongoDB.
    func load(_ keys: Set<DocumentKey>, new: Set<DocumentKey>) async throws -> WorkingSet<Document> {
        var set = WorkingSet<Document>()
        var missing: [DocumentKey] = []
        for key in keys {
            if let cached = cache.take(key) {
                set.documents[key] = cached
            } else if new.contains(key) {
                set.documents[key] = LoadedDocument()
            } else {
                missing.append(key)
            }
        }
        for start in stride(from: 0, to: missing.count, by: 1_000) {
            let part = missing[start..<min(missing.count, start + 1_000)]
            for key in part { set.documents[key] = LoadedDocument() }
            for stored in try await collection.find(ids: part.map(\.bson)) {
                read(stored, into: &set)
            }
        }
        return set
    }

    private func read(_ stored: BSONDocument, into set: inout WorkingSet<Document>) {
        guard let header = try? coder.header(of: stored), let key = header.key else { return }
        let mark = StoredMark(
            exists: true,
            position: header.position,
            isStale: header.isStale,
            stored: stored.copied()
        )
        do {
            set.documents[key] = LoadedDocument(folded: try coder.decode(stored).folded, mark: mark)
        } catch {
            set.documents[key] = LoadedDocument(mark: mark)
            set.unreadable[key] = "The stored document cannot be read: \(error)"
        }
    }
}
