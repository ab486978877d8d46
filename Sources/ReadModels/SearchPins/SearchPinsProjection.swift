public import Contracts
public import EventLog
public import Mongo
public import Projection

/// The films that editors pinned to the top of a query, by the folded query (`projections/search_pins.yaml`).
public struct SearchPinsProjection: Projection {
    public let name = "search_pins"
    public let version = 1

    private static let followed = FollowedEvents(
        kinds: [.searchPinSet, .searchPinCleared],
        streams: ["search-pin-"]
    )

    public init() {}

    public func decode(_ recorded: RecordedEvent) throws -> CatalogEvent? {
        try Self.followed.decode(recorded)
    }

    public func key(ofStream stream: String) -> DocumentKey? {
        DocumentKey(code: stream, prefix: "search-pin-")
    }

    public var followsStreams: Bool { true }

    public func touches(_ event: CatalogEvent) -> [Touch] {
        switch event {
        case .searchPinSet(let pin): [.document(.string(pin.query))]
        case .searchPinCleared(let pin): [.document(.string(pin.query))]
        default: []
        }
    }

    public func apply(
        _ event: CatalogEvent,
        at place: EventPlace,
        key: DocumentKey,
        to state: inout DocumentState<SearchPinDocument>
    ) {
        switch event {
        case .searchPinSet(let pin): state = .present(SearchPinDocument(movies: pin.movies))
        case .searchPinCleared: state = .gone
        default: break
        }
    }
}

/// The films that a query shows first, in that order.
public struct SearchPinDocument: ProjectedDocument, Hashable {
    public var movies: [MovieID]

    public init(movies: [MovieID]) {
        self.movies = movies
    }

    public func encode(to writer: inout BSONWriter) {
        writer.array("movies", of: movies.map(\.rawValue))
    }

    public init(bson: BSONDocument) throws {
        movies = try bson.withReader { reader throws(BSONError) in
            var movies: [MovieID] = []
            guard let field = try reader.next(named: "movies") else { return movies }
            var array = try field.reader()
            while let element = try array.next() { movies.append(try element.id()) }
            return movies
        }
    }
}
