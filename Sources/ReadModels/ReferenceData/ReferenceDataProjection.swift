public import Contracts
public import EventLog
public import Projection

/// Genres, countries or languages with their film counts: one projection each, of one fold
/// (`projections/genres.yaml`, `countries.yaml`, `languages.yaml`).
public struct ReferenceDataProjection: Projection {
    /// What the documents are about.
    public enum Kind: Sendable {
        case genre, country, language
    }

    public let kind: Kind
    public let name: String
    public let version = 1

    private let followed: FollowedEvents

    public init(_ kind: Kind) {
        self.kind = kind
        let films: Set<CatalogEvent.Kind> = [
            .movieRegistered, .movieRevised, .movieWithdrawn, .movieRestored,
        ]
        switch kind {
        case .genre:
            name = "genres"
            followed = FollowedEvents(
                kinds: films.union([.genreRegistered, .genreRevised, .genreWithdrawn, .genreRestored]),
                streams: ["movie-", "genre-"]
            )
        case .country:
            name = "countries"
            followed = FollowedEvents(
                kinds: films.union([.countryRegistered, .countryRevised, .countryWithdrawn, .countryRestored]
                ),
                streams: ["movie-", "country-"]
            )
        case .language:
            name = "languages"
            followed = FollowedEvents(
                kinds: films.union([
                    .languageRegistered, .languageRevised, .languageWithdrawn, .languageRestored,
                ]),
                streams: ["movie-", "language-"]
            )
        }
    }

    public func decode(_ recorded: RecordedEvent) throws -> CatalogEvent? {
        try followed.decode(recorded)
    }

    public func key(ofStream stream: String) -> DocumentKey? {
        switch kind {
        case .genre: DocumentKey(number: stream, prefix: "genre-")
        case .country: DocumentKey(code: stream, prefix: "country-")
        case .language: DocumentKey(code: stream, prefix: "language-")
        }
    }

    public func touches(_ event: CatalogEvent) -> [Touch] {
        effects(of: event).map { .document($0.key) }
    }

    /// A film that has something whose own events were not read yet makes the document from the names that the film
    /// carries. Any other event that does not fit the document changes nothing.
    public func apply(
        _ event: CatalogEvent,
        at place: EventPlace,
        key: DocumentKey,
        to state: inout DocumentState<ReferenceDataDocument>
    ) {
        guard let effect = effects(of: event).first(where: { $0.key == key }) else { return }
        switch effect.change {
        case .named(let slug, let name):
            let changed: Void? = state.update {
                $0.slug = slug
                $0.name = name
            }
            if changed == nil { state = .present(ReferenceDataDocument(slug: slug, name: name)) }
        case .withdrawn:
            state = .gone
        case .gainedFilm(let slug, let name):
            if case .absent = state { state = .present(ReferenceDataDocument(slug: slug, name: name)) }
            state.update { $0.filmCount += 1 }
        case .lostFilm:
            state.update { $0.filmCount -= 1 }
        }
    }

    func effects(of event: CatalogEvent) -> [ReferenceEffect] {
        switch kind {
        case .genre: event.genreEffects
        case .country: event.countryEffects
        case .language: event.languageEffects
        }
    }
}
