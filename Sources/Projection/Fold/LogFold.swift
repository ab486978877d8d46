import Contracts

/// Events folded into documents in memory; the one fold under the live projector, rebuild, verify and show.
///
/// Give it the documents that exist already (none, for a fold from position 1), add events in the order of the log,
/// and ``settle(_:before:)`` each document before it is used: only then does it include the changes of what it embeds.
struct LogFold<P: Projection> {
    typealias Folded = FoldedDocument<P.Document>

    let projection: P
    var selection: FoldSelection
    var documents: [DocumentKey: Folded] = [:]
    var references = ReferenceChanges<P.Event>()
    /// Grows with every event that fails.
    private(set) var stops: Stops
    /// Whether events that wait behind others are kept in ``parked`` too.
    let recordsWaiting: Bool
    private(set) var parked: [ParkedEvent] = []
    /// Documents whose last `apply` threw, perhaps half way. They are gone from ``documents`` and have to be folded
    /// anew with ``stops`` as they are now.
    private(set) var spoiled: Set<DocumentKey> = []
    /// Documents, existing or not, that an event was held back from.
    private(set) var heldBack: Set<DocumentKey> = []
    /// An estimate of the memory that ``documents`` take, from the payloads that went into them.
    var weight = 0

    /// What a document costs beside its content.
    static var documentWeight: Int { 256 }

    init(_ projection: P, selection: FoldSelection, stops: Stops, recordsWaiting: Bool = false) {
        self.projection = projection
        self.selection = selection
        self.stops = stops
        self.recordsWaiting = recordsWaiting
    }

    /// Folds the next event.
    mutating func add(_ event: DecodedEvent<P.Event>) {
        switch event.content {
        case .nothing:
            return
        case .failed(let reason):
            fail(event, reason)
        case .event(let content, let touches):
            guard !stops.stops(stream: event.place.stream, at: event.place.position) else {
                return holdBack(event)
            }
            let share = event.weight / max(1, touches.count)
            for touch in touches {
                switch touch {
                case .document(let key):
                    if selection.contains(key) { apply(content, event, to: key, weight: share) }
                case .embedding(let reference):
                    let change = ReferenceChanges<P.Event>.Change(event, content)
                    references.append(change, to: reference, weight: event.weight)
                }
            }
        }
    }

    /// Brings a document up to the changes of what it embeds, before the position.
    mutating func settle(_ key: DocumentKey, before limit: Position) {
        guard let position = documents[key]?.position,
            references.hasChanges(after: position, before: limit)
        else { return }
        let rules = FoldRules(projection: projection, references: references, stop: stops.position(of: key))
        switch rules.settle(&documents[key, default: Folded()], key, before: limit) {
        case .applied, .absent: break
        case .failed(let failure): spoil(key, failure)
        }
        guard let stop = stops.position(of: key), stop < limit, let folded = documents[key] else { return }
        // What the document would have taken over if it were not stopped waits too.
        if let change = folded.pendingChange(in: references, from: stop, before: limit) {
            heldBack.insert(key)
            if recordsWaiting {
                parked.append(ParkedEvent(place: change.place, type: change.type, key: key, cause: .waiting))
            }
        }
    }

    /// Takes a document out of the fold, with every change before the position; nil where there is nothing to store.
    mutating func take(_ key: DocumentKey, before limit: Position) -> KeyedDocument<P.Document>? {
        settle(key, before: limit)
        return documents.removeValue(forKey: key).flatMap { finished($0, key) }
    }

    /// A settled document as it is handed on; nil where there is nothing to store.
    func finished(_ folded: FoldedDocument<P.Document>, _ key: DocumentKey) -> KeyedDocument<P.Document>? {
        guard !folded.isAbsent else { return nil }
        var folded = folded
        folded.isStale = heldBack.contains(key)
        return KeyedDocument(key: key, folded: folded)
    }

    /// Settles every document; afterwards the changes before the position are not needed any more.
    mutating func settleAll(before limit: Position) {
        guard !references.isEmpty else { return }
        for key in Array(documents.keys) { settle(key, before: limit) }
    }

    /// Stops a document at an event whose result cannot be stored.
    mutating func refuse(_ key: DocumentKey, _ event: DecodedEvent<P.Event>, _ reason: String) {
        stops.stop(key, at: event.place.position)
        heldBack.insert(key)
        park(event, key, .failed(reason))
    }

    private mutating func apply(
        _ content: P.Event,
        _ event: DecodedEvent<P.Event>,
        to key: DocumentKey,
        weight: Int
    ) {
        if stops.stops(key, at: event.place.position) {
            heldBack.insert(key)
            if recordsWaiting { park(event, key, .waiting) }
            return
        }
        self.weight += weight
        let rules = FoldRules(projection: projection, references: references, stop: nil)
        switch rules.apply(content, event, key, &documents[key, default: Folded()]) {
        case .applied: break
        case .absent: documents[key] = nil
        case .failed(let failure): spoil(key, failure)
        }
    }

    /// What cannot be decoded stops its stream, and the document that the stream is about.
    private mutating func fail(_ event: DecodedEvent<P.Event>, _ reason: String) {
        let position = event.place.position
        let isFirst = !stops.stops(stream: event.place.stream, at: Position(rawValue: position.rawValue - 1))
        stops.stop(stream: event.place.stream, at: position)
        if let key = event.ownKey {
            guard selection.contains(key) else { return }
            heldBack.insert(key)
            let waits = stops.position(of: key).map { $0 < position } ?? false
            stops.stop(key, at: position)
            guard isFirst, !waits else { return holdBack(event) }
        }
        guard isFirst else { return holdBack(event) }
        park(event, event.ownKey, .undecodable(reason))
    }

    private mutating func holdBack(_ event: DecodedEvent<P.Event>) {
        if recordsWaiting { park(event, event.ownKey, .waiting) }
        if let key = event.ownKey { heldBack.insert(key) }
    }

    private mutating func spoil(_ key: DocumentKey, _ failure: FoldRules<P>.Failure) {
        documents[key] = nil
        spoiled.insert(key)
        heldBack.insert(key)
        stops.stop(key, at: failure.place.position)
        parked.append(
            ParkedEvent(place: failure.place, type: failure.type, key: key, cause: .failed(failure.reason))
        )
    }

    private mutating func park(
        _ event: DecodedEvent<P.Event>,
        _ key: DocumentKey?,
        _ cause: ParkedEvent.Cause
    ) {
        parked.append(ParkedEvent(place: event.place, type: event.type, key: key, cause: cause))
    }
}

extension FoldedDocument {
    fileprivate func pendingChange<Event>(
        in references: ReferenceChanges<Event>,
        from first: Position,
        before limit: Position
    ) -> ReferenceChanges<Event>.Change? {
        guard let embeds = state.document?.embeds else { return nil }
        return references.next(of: embeds, after: Position(rawValue: first.rawValue - 1), before: limit)
    }
}
