import Contracts
import EventLog

/// A few documents folded from the beginning, in one pass over the log: to repair them or to show them as they were.
struct KeyFold<P: Projection> {
    private let feed: any EventFeed
    private let keys: Set<DocumentKey>
    private var fold: LogFold<P>
    /// The last event that was seen.
    private(set) var position = Position.start

    /// - Parameter stops: where documents end before the rest, because their later events are parked or too new.
    init(_ projection: P, _ feed: any EventFeed, keys: Set<DocumentKey>, stops: Stops = Stops()) {
        self.feed = feed
        self.keys = keys
        fold = LogFold(projection, selection: .keys(keys), stops: stops)
    }

    /// Folds on, through the position. A document of which an event fails is folded again up to that event.
    mutating func advance(to target: Position) async throws {
        guard target > position else { return }
        try await scan(to: target)
        // A second failure is before the first one or of another document, so this ends; the bound is for folds that
        // fail differently each time.
        var attempts = 0
        while !fold.spoiled.isEmpty {
            attempts += 1
            guard attempts <= 8 else { throw ProjectionError.unstableFold(fold.projection.name) }
            let (stops, parked) = (fold.stops, fold.parked)
            fold = LogFold(fold.projection, selection: .keys(keys), stops: stops)
            parkedBefore += parked
            position = .start
            try await scan(to: target)
        }
    }

    private var parkedBefore: [ParkedEvent] = []

    /// Events that failed.
    var parked: [ParkedEvent] { parkedBefore + fold.parked }

    var stops: Stops { fold.stops }

    /// The documents that exist, sorted by key, as of ``position``.
    var documents: [KeyedDocument<P.Document>] {
        mutating get {
            for key in Array(fold.documents.keys) { fold.settle(key, before: position.next) }
            return fold.documents
                .compactMap { key, folded in fold.finished(folded, key) }
                .sorted { $0.key < $1.key }
        }
    }

    private mutating func scan(to target: Position) async throws {
        var scan = LogScan(projection: fold.projection, feed: feed)
        if fold.projection.followsStreams {
            let keys = keys
            scan.isWanted = { key in key.map(keys.contains) ?? true }
        }
        try await scan.run(after: position, through: target) { events, _ in
            for event in events { fold.add(event) }
            return []
        }
        position = target
        for key in Array(fold.documents.keys) { fold.settle(key, before: target.next) }
    }
}
