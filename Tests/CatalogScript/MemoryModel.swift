public import Contracts
public import Mongo
public import Projection

/// A read model in memory: the plainest engine there is, to compare with and to fill a collection from.
public struct MemoryModel<P: Projection>: Sendable {
    public struct Entry: Sendable {
        public var state = DocumentState<P.Document>.absent
        public var position: Int64 = 0
        public var version: Int64 = 0
    }

    public let projection: P
    public private(set) var entries: [DocumentKey: Entry] = [:]

    public init(_ projection: P) {
        self.projection = projection
    }

    /// Applies one event to every document that it touches.
    public mutating func apply(_ event: P.Event, at place: EventPlace) throws {
        let own = projection.key(ofStream: place.stream)
        for touch in projection.touches(event) {
            switch touch {
            case .document(let key): try apply(event, at: place, to: key, own: own)
            case .embedding(let reference):
                let keys = entries.filter { $0.value.state.document?.embeds.contains(reference) == true }.keys
                for key in keys { try apply(event, at: place, to: key, own: own) }
            }
        }
    }

    private mutating func apply(
        _ event: P.Event,
        at place: EventPlace,
        to key: DocumentKey,
        own: DocumentKey?
    ) throws {
        var entry = entries[key] ?? Entry()
        try projection.apply(event, at: place, key: key, to: &entry.state)
        if case .absent = entry.state { return }
        entry.position = place.position.rawValue
        if key == own { entry.version = place.version }
        entries[key] = entry
    }

    /// Writes every document and reads it back, as a projector does between two batches.
    public mutating func reload() throws {
        for (key, entry) in entries {
            guard let document = entry.state.document else { continue }
            entries[key]?.state = .present(try P.Document(bson: Self.bytes(of: document)))
        }
    }

    /// The document's own fields.
    public static func bytes(of document: P.Document) -> BSONDocument {
        var writer = BSONWriter()
        document.encode(to: &writer)
        return writer.finish()
    }

    /// A document as MongoDB stores it, with the engine's fields.
    public func stored(_ key: DocumentKey) -> BSONDocument? {
        guard let entry = entries[key] else { return nil }
        var writer = BSONWriter(capacity: 1_024)
        writer.append("_id", key.bson)
        writer.document("_pos") { $0.append("catalog", entry.position) }
        writer.append("_fence", Int64(1))
        writer.append("version", entry.version)
        switch entry.state {
        case .present(let document): document.encode(to: &writer)
        case .gone: writer.append("gone", true)
        case .absent: return nil
        }
        return writer.finish()
    }

    /// All stored documents by key.
    public var stored: [DocumentKey: BSONDocument] {
        var documents: [DocumentKey: BSONDocument] = [:]
        for key in entries.keys { documents[key] = stored(key) }
        return documents
    }
}

extension MemoryModel where P.Event == CatalogEvent {
    /// The model of a whole log.
    public init(_ projection: P, of events: some Sequence<ScriptedEvent>) throws {
        self.init(projection)
        try apply(events)
    }

    public mutating func apply(_ events: some Sequence<ScriptedEvent>) throws {
        for event in events { try apply(event.event, at: event.place) }
    }
}
