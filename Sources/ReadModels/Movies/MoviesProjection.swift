public import Contracts
public import EventLog
public import Mongo
public import Projection

/// Films by their identifier, each with everything that its page shows (`projections/movies.yaml`).
public struct MoviesProjection: Projection {
    public let name = "movies"
    public let version = 2

    private static let followed = FollowedEvents(
        kinds: FollowedEvents.ofMovies.union([
            .personRevised, .genreRevised, .countryRevised, .languageRevised,
        ]),
        streams: ["movie-", "person-", "genre-", "country-", "language-"]
    )

    public init() {}

    public func decode(_ recorded: RecordedEvent) throws -> CatalogEvent? {
        try Self.followed.decode(recorded)
    }

    public func key(ofStream stream: String) -> DocumentKey? {
        DocumentKey(number: stream, prefix: "movie-")
    }

    public var followsStreams: Bool { true }

    public func touches(_ event: CatalogEvent) -> [Touch] {
        if let movie = event.movieID { return [.document(.int(movie.rawValue))] }
        switch event {
        case .personRevised(let revision):
            return revision.name == nil ? [] : [.embedding(.person(revision.id))]
        case .genreRevised(let change): return [.embedding(.genre(change.genre.id))]
        case .countryRevised(let change): return [.embedding(.country(change.country.code))]
        case .languageRevised(let change): return [.embedding(.language(change.language.code))]
        default: return []
        }
    }

    /// An event that does not fit the document (a revision of a film that never came) changes nothing: whatever came
    /// before it and could not be read is parked, and this event behind it.
    public func apply(
        _ event: CatalogEvent,
        at place: EventPlace,
        key: DocumentKey,
        to state: inout DocumentState<MovieDocument>
    ) {
        switch event {
        case .movieRegistered(let movie):
            state = .present(MovieDocument(facts: movie.facts, addedAt: place.recordedAt))
        case .movieRestored(let movie):
            state = .present(MovieDocument(facts: movie.facts, addedAt: place.recordedAt))
        case .movieWithdrawn:
            state = .gone
        default:
            state.update { $0.facts.apply(event) }
        }
    }

    /// A person's new name comes with the films that show it; other references hardly ever get one.
    public func documents(embedding reference: EmbeddedReference, at event: CatalogEvent) -> [DocumentKey]? {
        guard case .personRevised(let revision) = event else { return nil }
        return revision.movies?.map { .int($0.rawValue) }
    }

    public func query(for reference: EmbeddedReference) -> BSONDocument {
        switch reference.kind {
        case "person": ["$or": [["cast.id": reference.key.bson], ["crew.id": reference.key.bson]]]
        case "genre": ["genres.id": reference.key.bson]
        case "country": ["countries.code": reference.key.bson]
        default: ["languages.code": reference.key.bson]
        }
    }
}

extension MovieFacts {
    /// Applies an event that changes a film which is there.
    fileprivate mutating func apply(_ event: CatalogEvent) {
        switch event {
        case .movieRevised(let revision): revise(revision)
        case .creditAdded(let added): put(added.credit)
        case .creditRevised(let revised): put(revised.credit)
        case .creditRemoved(let removed): removeCredit(removed.creditID)
        case .personRevised(let revision):
            if let name = revision.name { rename(person: revision.id, to: name) }
        case .genreRevised(let change): genres.refresh(change.genre, by: \.id)
        case .countryRevised(let change): countries.refresh(change.country, by: \.code)
        case .languageRevised(let change): languages.refresh(change.language, by: \.code)
        default: break
        }
    }
}
