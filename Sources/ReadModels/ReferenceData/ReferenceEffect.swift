import Contracts
import Projection

/// What an event does to one genre, country or language.
struct ReferenceEffect {
    enum Change {
        case named(slug: String?, name: String)
        case withdrawn
        case gainedFilm(slug: String?, name: String)
        case lostFilm
    }

    let key: DocumentKey
    let change: Change
}

extension CatalogEvent {
    var genreEffects: [ReferenceEffect] {
        switch self {
        case .genreRegistered(let event), .genreRevised(let event), .genreRestored(let event):
            [.named(event.genre)]
        case .genreWithdrawn(let event): [.withdrawn(event.genre)]
        default: filmEffects(\.genres, revised: \.genres, withdrawn: \.genres)
        }
    }

    var countryEffects: [ReferenceEffect] {
        switch self {
        case .countryRegistered(let event), .countryRevised(let event), .countryRestored(let event):
            [.named(event.country)]
        case .countryWithdrawn(let event): [.withdrawn(event.country)]
        default: filmEffects(\.countries, revised: \.countries, withdrawn: \.countries)
        }
    }

    var languageEffects: [ReferenceEffect] {
        switch self {
        case .languageRegistered(let event), .languageRevised(let event), .languageRestored(let event):
            [.named(event.language)]
        case .languageWithdrawn(let event): [.withdrawn(event.language)]
        default: filmEffects(\.languages, revised: \.languages, withdrawn: \.languages)
        }
    }

    /// What an event of a film's stream does to what the film has of one kind.
    private func filmEffects<Reference: CountedReference>(
        _ has: KeyPath<MovieFacts, [Reference]>,
        revised: KeyPath<MovieRevised, SetChange<Reference, Reference.Key>>,
        withdrawn: KeyPath<MovieWithdrawn, [Reference.Key]>
    ) -> [ReferenceEffect] {
        switch self {
        case .movieRegistered(let movie): movie.facts[keyPath: has].map(ReferenceEffect.gainedFilm)
        case .movieRestored(let movie): movie.facts[keyPath: has].map(ReferenceEffect.gainedFilm)
        case .movieRevised(let revision):
            revision[keyPath: revised].added.map(ReferenceEffect.gainedFilm)
                + revision[keyPath: revised].removed.map { .lostFilm(Reference.self, $0) }
        case .movieWithdrawn(let movie): movie[keyPath: withdrawn].map { .lostFilm(Reference.self, $0) }
        default: []
        }
    }
}

extension ReferenceEffect {
    fileprivate static func named(_ reference: some CountedReference) -> ReferenceEffect {
        ReferenceEffect(
            key: reference.documentKey,
            change: .named(slug: reference.slugText, name: reference.name)
        )
    }

    fileprivate static func withdrawn(_ reference: some CountedReference) -> ReferenceEffect {
        ReferenceEffect(key: reference.documentKey, change: .withdrawn)
    }

    fileprivate static func gainedFilm(_ reference: some CountedReference) -> ReferenceEffect {
        ReferenceEffect(
            key: reference.documentKey,
            change: .gainedFilm(slug: reference.slugText, name: reference.name)
        )
    }

    fileprivate static func lostFilm<Reference: CountedReference>(
        _ type: Reference.Type,
        _ key: Reference.Key
    ) -> ReferenceEffect {
        ReferenceEffect(key: Reference.documentKey(of: key), change: .lostFilm)
    }
}

/// Something that films have and that is counted by film.
private protocol CountedReference: Hashable, Sendable {
    associatedtype Key: Hashable, Sendable
    var documentKey: DocumentKey { get }
    var slugText: String? { get }
    var name: String { get }
    static func documentKey(of key: Key) -> DocumentKey
}

extension GenreReference: CountedReference {
    fileprivate static func documentKey(of key: GenreID) -> DocumentKey { .int(key.rawValue) }
    fileprivate var documentKey: DocumentKey { .int(id.rawValue) }
    fileprivate var slugText: String? { slug }
}

extension CountryReference: CountedReference {
    fileprivate static func documentKey(of key: CountryCode) -> DocumentKey { .string(key.rawValue) }
    fileprivate var documentKey: DocumentKey { .string(code.rawValue) }
    fileprivate var slugText: String? { nil }
}

extension LanguageReference: CountedReference {
    fileprivate static func documentKey(of key: LanguageCode) -> DocumentKey { .string(key.rawValue) }
    fileprivate var documentKey: DocumentKey { .string(code.rawValue) }
    fileprivate var slugText: String? { nil }
}
